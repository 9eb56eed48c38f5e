import { type Edid, parseEdid } from './edid.ts'

/** A display as an inventory states it: raw EDID in hexadecimal, or fields that another tool has read from it. */
export interface StatedDisplay {
  edid?: string
  manufacturer?: string
  product?: string
  serial?: string
  name?: string
}

/** A display in one form. `serial` is absent where the vendor fills in a constant that identifies no unit. */
export interface Display {
  manufacturer: string
  /** Product code as four lower-case hexadecimal digits, or the text that the inventory gave. */
  product: string
  name: string
  serial?: string
  widthCm?: number
  heightCm?: number
}

/** Serial texts that vendors put on every unit. Zero, all ones, ascending digits, the word itself. */
const filler =
  /^(?:0+|f+|1+|n\/?a|none|null|unknown|default|serial ?(?:number)?|0x0+|0*123456789\w*|16843009|demoset.*)$/i

function unitSerial(text: string | undefined): string | undefined {
  const clean = text?.trim()
  return clean && clean.length >= 4 && !filler.test(clean) ? clean : undefined
}

function fromEdid(e: Edid): Display {
  const numeric =
    e.serialNumber === 0 || e.serialNumber === 0x01010101 || e.serialNumber === 0xffffffff
      ? undefined
      : String(e.serialNumber)
  const serial = unitSerial(e.serial) ?? unitSerial(numeric)
  return {
    manufacturer: e.manufacturer,
    product: e.product.toString(16).padStart(4, '0'),
    name: e.name ?? '',
    ...(serial !== undefined && { serial }),
    widthCm: e.widthCm,
    heightCm: e.heightCm,
  }
}

/** One form of a stated display; undefined when its EDID can't be read (see `displayProblem`). */
export function display(stated: StatedDisplay): Display | undefined {
  if (stated.edid !== undefined && stated.edid !== null) {
    try {
      return fromEdid(parseEdid(stated.edid))
    } catch {
      return undefined
    }
  }
  const serial = unitSerial(stated.serial)
  return {
    manufacturer: (stated.manufacturer ?? '').trim().toUpperCase(),
    product: (stated.product ?? '').trim().toLowerCase().replace(/^0x/, ''),
    name: (stated.name ?? '').trim(),
    ...(serial !== undefined && { serial }),
  }
}

/** Why a stated display can't be used, in one clause; undefined when it can. */
export function displayProblem(stated: StatedDisplay): string | undefined {
  if (stated.edid === undefined || stated.edid === null) return undefined
  try {
    parseEdid(stated.edid)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
