/** `struct input_event` of a 64-bit kernel (linux/input.h): seconds, microseconds, type, code, value; 24 bytes. */
export interface EvRecord {
  /** Milliseconds since the epoch: the kernel stamps CLOCK_REALTIME unless a reader asks otherwise by ioctl. */
  epoch: number
  type: number
  code: number
  value: number
}

export const size = 24

/** Takes a stream apart, wherever its chunks end. A 32-bit kernel's records are shorter and not read. */
export function records(onRecord: (record: EvRecord) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    for (; at + size <= all.length; at += size)
      onRecord({
        epoch: Number(all.readBigInt64LE(at)) * 1000 + Number(all.readBigInt64LE(at + 8)) / 1000,
        type: all.readUInt16LE(at + 16),
        code: all.readUInt16LE(at + 18),
        value: all.readInt32LE(at + 20),
      })
    rest = Buffer.from(all.subarray(at))
  }
}
