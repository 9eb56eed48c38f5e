import type { Columns } from './columns.ts'
import { F, fields, levels } from './fields.ts'
import { placeParts } from './places.ts'

/** What the tables of a scorer allow at most, by field. */
export interface Tables {
  /** log10 of shares by field, then by context and level: see `byContext`. */
  m: readonly Float64Array[]
  u: readonly Float64Array[]
  /** By field: the most that any level can weigh, 0 at least. */
  ceiling: Float64Array
  /** A weight is never more, and never less than its negative. */
  most: number
  room: number
}

const contacts = [F.email, F.phone, F.document, F.account, F.profile] as const
/** Numbers of one row: sixteen, so that they lie in one line of the processor's cache. */
const stride = 16
const contactsFrom = 2
const partsFrom = contactsFrom + contacts.length
const born = 13
const names = 14
const none = -1
/** More than one value: nothing is known without looking. */
const several = -2
const partFields = placeParts.map((part) => F[part])
/** What `Scorer` takes from the strangers' share of a level that is not exact, at most; log10. */
const resembling = 0.61

/**
 * What a pair can weigh at most, told from which of its values are equal and which are missing: most candidates are no pair,
 * and need no letter compared to be known for that. No pair weighs more than its bound.
 */
export class Bounds {
  /** What comparing a pair looks at first, in one place by row: whatever it needs beside costs a walk through memory. */
  readonly #rows: Int32Array
  readonly #any: Float64Array
  /** By field: the most where the values are not equal. May be below zero. */
  readonly #unequal: Float64Array
  readonly #swapped: number
  /** By place among contacts, then of the address: what each can add to the pair of the last `rest`. */
  readonly caps = new Float64Array(contacts.length + 1)

  constructor(columns: Columns, { m, u, ceiling, most, room }: Tables) {
    this.#any = ceiling
    this.#unequal = Float64Array.from(fields, (field, f) => {
      let best = -most
      const last = levels[field].length - 1
      for (let context = 0; context * room < m[f]!.length; context++)
        for (let level = 1; level <= last; level++) {
          const at = context * room + level
          best = Math.max(best, m[f]![at]! - u[f]![at]! + resembling)
        }
      return Math.min(most, best)
    })
    this.#swapped = Math.max(0, ceiling[F.givenName]!) + Math.max(0, ceiling[F.familyName]!)
    this.#rows = pack(columns)
  }

  /** Number of a row's given name, family name, birth date, as its columns have them. */
  given(row: number): number {
    return this.#rows[row * stride + names]!
  }

  family(row: number): number {
    return this.#rows[row * stride + names + 1]!
  }

  birth(row: number): number {
    return this.#rows[row * stride + born]!
  }

  /** Whether a row has no contact of this kind. */
  lacks(row: number, contact: number): boolean {
    return this.#rows[row * stride + contactsFrom + contact] === none
  }

  /** Whether the row has more than one address; otherwise `part` gives the parts of the only one. */
  moved(row: number): boolean {
    return this.#rows[row * stride + partsFrom] === several
  }

  /** By place among the parts; below zero where it is not known. */
  part(row: number, place: number): number {
    return this.#rows[row * stride + partsFrom + place]!
  }

  /** What both names can add. */
  names(a: number, b: number): number {
    const rows = this.#rows
    const [x, y] = [a * stride, b * stride]
    const [ga, gb, fa, fb] = [rows[x]!, rows[y]!, rows[x + 1]!, rows[y + 1]!]
    const given = ga < 0 || gb < 0 ? 0 : ga === gb ? this.#any[F.givenName]! : this.#unequal[F.givenName]!
    const family = fa < 0 || fb < 0 ? 0 : fa === fb ? this.#any[F.familyName]! : this.#unequal[F.familyName]!
    // Written the other way round is only looked at where neither is equal.
    return (ga === gb && ga >= 0) || (fa === fb && fa >= 0)
      ? given + family
      : Math.max(given + family, this.#swapped)
  }

  /** What all but names and birth date can add; each part of it stands in `caps`. */
  rest(a: number, b: number): number {
    const rows = this.#rows
    const { caps } = this
    const [x, y] = [a * stride, b * stride]
    let sum = 0
    for (let i = 0; i < contacts.length; i++) {
      const p = rows[x + contactsFrom + i]!
      const q = rows[y + contactsFrom + i]!
      const cap =
        p === none || q === none
          ? 0
          : p === q || p === several || q === several
            ? this.#any[contacts[i]!]!
            : this.#unequal[contacts[i]!]!
      caps[i] = cap
      sum += cap
    }
    let place = 0
    if (rows[x + partsFrom] === several || rows[y + partsFrom] === several) {
      for (let i = 0; i < placeParts.length; i++) place += this.#any[partFields[i]!]!
    } else
      for (let i = 0; i < placeParts.length; i++) {
        const f = partFields[i]!
        const p = rows[x + partsFrom + i]!
        const q = rows[y + partsFrom + i]!
        if (p >= 0 && q >= 0) place += p === q ? this.#any[f]! : this.#unequal[f]!
      }
    caps[contacts.length] = place
    return sum + place
  }
}

function pack(columns: Columns): Int32Array {
  const { places } = columns
  const out = new Int32Array(columns.rows * stride)
  const joined = (name: number) => (name < 0 ? none : columns.names.joinedOf.at[name]!)
  const kinds = [columns.emails, columns.phones, columns.documents, columns.accounts, columns.profiles]
  for (let row = 0; row < columns.rows; row++) {
    const at = row * stride
    out[at] = joined(columns.given.at[row]!)
    out[at + 1] = joined(columns.family.at[row]!)
    for (let i = 0; i < kinds.length; i++) {
      const first = kinds[i]!.rows.first.at[row]!
      // Phones with one core are the same: their hash stands for them.
      const value =
        kinds[i] === columns.phones && first >= 0 ? kinds[i]!.cores.at[first]! & 0x7fffffff : first
      out[at + contactsFrom + i] = value < none ? several : value
    }
    const first = columns.addresses.first.at[row]!
    for (let i = 0; i < placeParts.length; i++)
      out[at + partsFrom + i] =
        first === none ? none : first < none ? several : places.parts[placeParts[i]!].at[first]!
    out[at + born] = columns.birth.at[row]!
    out[at + names] = columns.given.at[row]!
    out[at + names + 1] = columns.family.at[row]!
  }
  return out
}
