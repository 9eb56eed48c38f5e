import { birthDate, email, identifier, phone, profile } from './contacts.ts'
import { longest, plain, splitName } from './fold.ts'
import { Names } from './names.ts'
import { Places } from './places.ts'
import { hashOf, Ints, Sets, Texts } from './storage.ts'
import type { LinkRecord } from './types.ts'

/** More of one kind in a record than this are not read: a form has two or three. */
const mostValues = 4

/**
 * Records as columns of numbers: what linkage holds instead of objects. Reading needs no model, and the same record gives
 * the same values whatever came before it.
 */
export class Columns {
  readonly ids: string[] = []
  readonly at: number[] = []
  readonly names = new Names()
  readonly given = new Ints()
  readonly family = new Ints()
  readonly birth = new Ints()
  /** 1 where a record was removed or replaced: its row is in no block. */
  readonly gone = new Ints()
  readonly emails = new Contacts(email)
  readonly phones = new Contacts(phone)
  readonly documents = new Contacts(identifier)
  readonly accounts = new Contacts(identifier)
  readonly profiles = new Contacts(profile)
  readonly places = new Places()
  readonly addresses = new Sets()

  get rows(): number {
    return this.ids.length
  }

  /** Makes room for so many records in all. Texts get theirs by a guess of how many are distinct, and grow where it was low. */
  reserve(rows: number): void {
    for (const column of [this.given, this.family, this.birth, this.gone]) column.reserve(rows)
    this.names.reserve(rows >> 1)
    for (const contacts of [this.emails, this.phones, this.documents, this.accounts, this.profiles])
      contacts.reserve(rows)
    this.places.reserve(rows)
    this.addresses.reserve(rows)
  }

  /** Reads a record and gives its row. */
  add(record: LinkRecord): number {
    let { givenName: given, familyName: family } = record
    if (!given && !family && record.name) {
      if (plain(record.name.slice(0, longest)) !== '') ({ given, family } = splitName(record.name))
    }
    this.given.push(this.names.read(given))
    this.family.push(this.names.read(family))
    this.gone.push(0)
    this.birth.push(birthDate(record.birthDate))
    this.emails.push(record.emails)
    this.phones.push(record.phones)
    this.documents.push(record.documents)
    this.accounts.push(record.accounts)
    this.profiles.push(record.profiles)
    this.addresses.push(this.places.read(record))
    this.at.push(record.at ?? Number.POSITIVE_INFINITY)
    return this.ids.push(record.id) - 1
  }
}

/** Contacts of one kind by row, with what is compared beside equality: the end of a number, the local part of an address. */
export class Contacts {
  readonly texts = new Texts()
  readonly rows = new Sets()
  /** By value: hash of the part that identifies without the rest. */
  readonly cores = new Ints()
  /** By value: hash of what stands behind the @; of a number the beginning. */
  readonly tails = new Ints()
  readonly #read: (written: string) => string | undefined

  constructor(read: (written: string) => string | undefined) {
    this.#read = read
  }

  /** Values are as many as rows at most, or nearly; memory that they do not need is never touched. */
  reserve(rows: number): void {
    this.rows.reserve(rows)
    this.cores.reserve(rows)
    this.tails.reserve(rows)
    this.texts.reserve(rows >> 2, rows * 8)
  }

  push(written: readonly string[] | undefined): void {
    held.length = 0
    if (written !== undefined)
      for (let i = 0; i < written.length && i < mostValues; i++) {
        const id = this.#id(written[i]!)
        if (id >= 0 && !held.includes(id)) held.push(id)
      }
    this.rows.push(held)
  }

  #id(written: string): number {
    const value = this.#read(written)
    if (value === undefined) return -1
    const before = this.texts.size
    const id = this.texts.id(value)
    if (id === before) {
      const core = coreOf(value)
      this.cores.push(hashOf(core))
      this.tails.push(hashOf(core.length === value.length ? '' : tailOf(value, core)))
    }
    return id
  }
}

const held: number[] = []

function tailOf(value: string, core: string): string {
  return value.startsWith(core) ? value.slice(core.length) : value.slice(0, -core.length)
}

/** Of an e-mail address what stands before the @, of a number its last nine signs. */
function coreOf(value: string): string {
  const at = value.lastIndexOf('@')
  return at > 0 ? value.slice(0, at) : value.slice(-9)
}
