import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { display, displayProblem } from './display.ts'
import { parseEdid } from './edid.ts'

interface Monitor {
  manufacturer?: string
  product?: number
  number?: number
  serial?: string
  name?: string
  extensions?: number
}

/** Builds an EDID with right checksums, block by block. */
function build(monitor: Monitor = {}): number[] {
  const {
    manufacturer = 'DEL',
    product = 0xa1d2,
    number = 77,
    serial = 'CN0A11',
    name = 'DELL U2722D',
  } = monitor
  const bytes = new Array<number>(128).fill(0)
  bytes.splice(0, 8, 0, 255, 255, 255, 255, 255, 255, 0)
  const [a, b, c] = [...manufacturer].map((letter) => letter.charCodeAt(0) - 64) as [number, number, number]
  bytes.splice(8, 4, (a << 2) | (b >> 3), ((b & 7) << 5) | c, product & 255, product >> 8)
  for (let i = 0; i < 4; i++) bytes[12 + i] = Math.floor(number / 256 ** i) % 256
  bytes.splice(16, 7, 20, 31, 1, 3, 0x80, 60, 34)
  words(bytes, 54, 0xff, serial)
  words(bytes, 72, 0xfc, name)
  bytes[126] = monitor.extensions ?? 0
  for (let i = 0; i < (monitor.extensions ?? 0); i++) bytes.push(2, 3, ...new Array<number>(126).fill(0))
  return seal(bytes)
}

function words(bytes: number[], at: number, tag: number, text: string): void {
  bytes[at + 3] = tag
  const padded = `${text}${text.length < 13 ? '\n' : ''}`.padEnd(13)
  for (let i = 0; i < 13; i++) bytes[at + 5 + i] = padded.charCodeAt(i)
}

function seal(bytes: number[]): number[] {
  for (let end = 127; end < bytes.length; end += 128) {
    bytes[end] = 0
    const sum = bytes.slice(end - 127, end).reduce((x, y) => x + y, 0)
    bytes[end] = (256 - (sum % 256)) % 256
  }
  return bytes
}

const hex = (bytes: number[]) => bytes.map((b) => b.toString(16).padStart(2, '0')).join('')

describe('an EDID', () => {
  it('gives back what it was built from', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
      minLength: 3,
      maxLength: 3,
    })
    const text = fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789-'), minLength: 1, maxLength: 13 })
    fc.assert(
      fc.property(
        letters,
        fc.nat(65_535),
        fc.nat(0xffffffff),
        text,
        text,
        fc.nat(2),
        (manufacturer, product, number, serial, name, extensions) => {
          const read = parseEdid(hex(build({ manufacturer, product, number, serial, name, extensions })))
          expect(read).toMatchObject({ manufacturer, product, serialNumber: number, serial, name })
          expect(read).toMatchObject({ week: 20, year: 2021, widthCm: 60, heightCm: 34, digital: true })
        },
      ),
    )
  })

  it('may be written in capitals and in lines', () => {
    const text = hex(build()).toUpperCase().match(/.{32}/g)!.join('\r\n')
    expect(parseEdid(text).serial).toBe('CN0A11')
  })

  it('is read from its base block alone, which is all that Windows often keeps', () => {
    const whole = build({ extensions: 1 })
    expect(parseEdid(hex(whole.slice(0, 128)))).toEqual(parseEdid(hex(whole)))
  })

  it('with any one byte changed is refused: its checksum covers every byte', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = build({ extensions: 1 })
        bytes[at] = (bytes[at]! + by) % 256
        expect(() => parseEdid(hex(bytes))).toThrow(/checksum|header/)
      }),
    )
  })

  it.each<[string, string, RegExp]>([
    ['nothing', '', /0 bytes/],
    ['half of it', hex(build().slice(0, 64)), /64 bytes; it must be a multiple of 128/],
    ['a byte too much', `${hex(build())}00`, /129 bytes/],
    ['half a byte', `${hex(build())}0`, /not hexadecimal/],
    ['words', 'Generic PnP Monitor', /not hexadecimal/],
    ['another header', hex(seal([1, ...build().slice(1)])), /fixed header/],
    [
      'extensions announced and not sent',
      hex(build({ extensions: 2 }).slice(0, 256)),
      /announces 2 extension blocks and has 1/,
    ],
    ['a manufacturer that is no letters', hex(seal(build().with(8, 0).with(9, 0))), /three letters/],
  ])('is refused with the reason: %s', (_, text, reason) => {
    expect(() => parseEdid(text)).toThrow(reason)
    expect(displayProblem({ edid: text })).toMatch(reason)
    expect(display({ edid: text })).toBeUndefined()
  })

  it('never throws anything but a sentence, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 300 }), (bytes) => {
        const problem = displayProblem({ edid: hex(seal([...bytes, ...new Array(128).fill(0)])) })
        expect(problem ?? 'EDID').toMatch(/^EDID/)
      }),
    )
  })
})

describe('a display', () => {
  it('is the same from raw EDID and from the fields that another tool read', () => {
    const raw = display({ edid: hex(build()) })!
    const stated = display({
      manufacturer: 'del',
      product: '0xA1D2',
      serial: ' CN0A11 ',
      name: 'DELL U2722D',
    })!
    expect([stated.manufacturer, stated.product, stated.serial]).toEqual([
      raw.manufacturer,
      raw.product,
      raw.serial,
    ])
  })

  it('falls back to the numeric serial where there is no text', () => {
    expect(display({ edid: hex(build({ serial: '', number: 123_456 })) })?.serial).toBe('123456')
  })

  it.each([0, 0x01010101, 0xffffffff])('has no serial where the vendor fills in %i', (number) => {
    expect(display({ edid: hex(build({ serial: '', number })) })?.serial).toBeUndefined()
  })

  it.each(['0', '0000000000000', 'N/A', 'Serial Number', '1234567890', 'default', 'DEMOSET-1'])(
    'has no serial where it says %j on every unit',
    (serial) => {
      expect(display({ manufacturer: 'DEL', serial })?.serial).toBeUndefined()
    },
  )
})
