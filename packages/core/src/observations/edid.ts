/**
 * Extended Display Identification Data, read strictly (VESA E-EDID A.2): header, every block's checksum and
 * the declared number of extension blocks must hold, or nothing of it is used. A base block alone is accepted
 * whatever it announces: Windows often keeps no more, JetKVM's default has no more, and all that is read here
 * stands in it under its own checksum.
 */
export interface Edid {
  /** Three letters, the PNP id. */
  manufacturer: string
  /** Product code, 16 bits. */
  product: number
  /** The 32-bit serial; 0 and 0x01010101 are fillers. */
  serialNumber: number
  /** The serial's text descriptor (tag FF), if any. */
  serial?: string
  /** The monitor's name descriptor (tag FC), if any. */
  name?: string
  week: number
  year: number
  /** Physical size in centimetres, 0 when not stated. */
  widthCm: number
  heightCm: number
  digital: boolean
}

const header = [0, 255, 255, 255, 255, 255, 255, 0]

/** Throws an Error whose message says what is wrong with the bytes. `hex` may hold white space. */
export function parseEdid(hex: string): Edid {
  const clean = hex.replace(/\s+/g, '')
  if (!/^(?:[0-9a-f]{2})*$/i.test(clean)) throw new Error('EDID is not hexadecimal')
  const bytes = (clean.match(/../g) ?? []).map((b) => Number.parseInt(b, 16))
  if (bytes.length < 128 || bytes.length % 128 !== 0)
    throw new Error(`EDID has ${bytes.length} bytes; it must be a multiple of 128`)
  if (header.some((b, i) => bytes[i] !== b)) throw new Error('EDID does not start with its fixed header')
  for (let block = 0; block * 128 < bytes.length; block++) {
    let sum = 0
    for (let i = 0; i < 128; i++) sum += bytes[block * 128 + i]!
    if (sum % 256 !== 0) throw new Error(`EDID block ${block} has a wrong checksum`)
  }
  if (bytes.length > 128 && bytes[126]! + 1 > bytes.length / 128)
    throw new Error(`EDID announces ${bytes[126]} extension blocks and has ${bytes.length / 128 - 1}`)
  const id = bytes[8]! * 256 + bytes[9]!
  const letters = [(id >> 10) & 31, (id >> 5) & 31, id & 31]
  if (letters.some((n) => n < 1 || n > 26)) throw new Error('EDID manufacturer is not three letters')
  const edid: Edid = {
    manufacturer: String.fromCharCode(...letters.map((n) => n + 64)),
    product: bytes[10]! + bytes[11]! * 256,
    serialNumber: bytes[12]! + bytes[13]! * 256 + bytes[14]! * 65536 + bytes[15]! * 16777216,
    week: bytes[16]!,
    year: bytes[17]! + 1990,
    widthCm: bytes[21]!,
    heightCm: bytes[22]!,
    digital: bytes[20]! >= 128,
  }
  for (let at = 54; at <= 108; at += 18) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 0) continue
    const tag = bytes[at + 3]
    if (tag !== 0xff && tag !== 0xfc) continue
    const words = String.fromCharCode(...bytes.slice(at + 5, at + 18))
      .split('\n')[0]!
      .trim()
    if (tag === 0xff) edid.serial = words
    else edid.name = words
  }
  return edid
}
