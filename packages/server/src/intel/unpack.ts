import { gunzipSync, inflateRawSync } from 'node:zlib'
import { ListProblem } from './parts.ts'

/**
 * The bytes of a file as they were before gzip or zip, by what its first bytes say. Of a zip archive, its first `.csv`
 * or `.json`. `limit` is the largest result in bytes: a file that inflates to more is refused before it does.
 */
export function unpack(name: string, bytes: Buffer, limit: number): Buffer {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return inflated(name, limit, () => gunzipSync(bytes, { maxOutputLength: limit }))
  if (bytes.length > 22 && bytes.readUInt32LE(0) === localHeader) return unzip(name, bytes, limit)
  return bytes
}

const localHeader = 0x04034b50
const centralHeader = 0x02014b50
const endOfDirectory = 0x06054b50
const stored = 0
const deflated = 8

/** Reads the directory at the archive's end. APPNOTE.TXT of PKWARE, 4.3; archives above 4 GB (zip64) are refused. */
function unzip(name: string, bytes: Buffer, limit: number): Buffer {
  const broken = new ListProblem(`${name} is a damaged zip archive: download it again. Nothing was loaded.`)
  let end = bytes.length - 22
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end--
  if (end < 0) throw broken
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralHeader) throw broken
    const method = bytes.readUInt16LE(at + 10)
    const size = bytes.readUInt32LE(at + 20)
    const nameLength = bytes.readUInt16LE(at + 28)
    const entry = bytes.toString('latin1', at + 46, at + 46 + nameLength)
    const header = bytes.readUInt32LE(at + 42)
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
    if (!/\.(?:csv|json)$/i.test(entry)) continue
    if (header + 30 > bytes.length) throw broken
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const data = bytes.subarray(start, start + size)
    if (data.length !== size) throw broken
    if (method === stored && size <= limit) return data
    if (method === deflated)
      return inflated(name, limit, () => inflateRawSync(data, { maxOutputLength: limit }))
    throw new ListProblem(
      `${name}: ${entry} is packed in a way that Telltale does not read: unpack it first.`,
    )
  }
  throw new ListProblem(`${name} is a zip archive without a .csv or .json. Nothing was loaded.`)
}

function inflated(name: string, limit: number, work: () => Buffer): Buffer {
  try {
    return work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new ListProblem(`${name} inflates to more than ${limit / 1e6} MB. Nothing was loaded.`)
    throw new ListProblem(`${name} is damaged or cut off: download it again. Nothing was loaded.`)
  }
}
