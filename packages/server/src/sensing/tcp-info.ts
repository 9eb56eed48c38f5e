import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { promisify } from 'node:util'

/** A TCP connection's own round trips in milliseconds, as the kernel keeps them. */
export interface TcpTimes {
  /** The smoothed round trip of now. */
  rtt: number
  /** The smallest since the connection began. */
  min: number
  via: 'getsockopt' | 'ss'
}

const tcp = 6
const tcpInfo = 11
// struct tcp_info of Linux, include/uapi/linux/tcp.h: microseconds, 32 bit, host order.
const at = { rtt: 68, min: 148 }

type Ask = (fd: number, level: number, name: number, value: Buffer, length: Buffer) => number

let asked: Ask | null | undefined

/** `getsockopt` through koffi; null where this is not Linux or the library is missing. */
function getsockopt(): Ask | null {
  if (asked !== undefined) return asked
  asked = null
  if (process.platform === 'linux')
    try {
      const koffi = createRequire(import.meta.url)('koffi')
      const found = koffi
        .load(null)
        .func('int getsockopt(int fd, int level, int name, _Inout_ uint8_t *value, _Inout_ uint8_t *length)')
      asked = found as Ask
    } catch {
      asked = null // `ss` answers instead, or nobody does: TCP is then "not measured"
    }
  return asked
}

/** Whether this machine can tell TCP round trips, and by what: for `telltale doctor`. */
export function tcpTimesBy(): 'getsockopt' | 'ss' | undefined {
  if (getsockopt()) return 'getsockopt'
  return process.platform === 'linux' ? 'ss' : undefined
}

/** Undefined where it can't be told: no Linux, not a TCP socket, or closed already. */
export async function tcpTimes(socket: Socket): Promise<TcpTimes | undefined> {
  const ask = getsockopt()
  const fd = (socket as Socket & { _handle?: { fd?: number } })._handle?.fd
  if (ask && fd !== undefined && fd >= 0) {
    const value = Buffer.alloc(256)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(value.length)
    if (ask(fd, tcp, tcpInfo, value, length) !== 0 || length.readUInt32LE() < at.rtt + 4) return undefined
    const rtt = value.readUInt32LE(at.rtt) / 1000
    const min = length.readUInt32LE() >= at.min + 4 ? value.readUInt32LE(at.min) / 1000 : rtt
    return rtt > 0 ? { rtt, min: min > 0 && min < 4e6 ? min : rtt, via: 'getsockopt' } : undefined
  }
  return ss(socket)
}

const run = promisify(execFile)

async function ss({ localPort, remotePort, remoteAddress }: Socket): Promise<TcpTimes | undefined> {
  if (process.platform !== 'linux' || !localPort || !remotePort || !remoteAddress) return undefined
  try {
    const { stdout } = await run('ss', ['-tinH', `sport = :${localPort} and dport = :${remotePort}`], {
      timeout: 2000,
    })
    return fromSs(stdout)
  } catch {
    return undefined // no `ss` on this machine
  }
}

/** Reads the detail line of `ss -tin` (iproute2): `rtt:0.05/0.02 … minrtt:0.03`, milliseconds. */
export function fromSs(text: string): TcpTimes | undefined {
  const rtt = Number(/\brtt:([\d.]+)\//.exec(text)?.[1])
  if (!(rtt > 0)) return undefined
  const min = Number(/\bminrtt:([\d.]+)/.exec(text)?.[1])
  return { rtt, min: min > 0 ? min : rtt, via: 'ss' }
}
