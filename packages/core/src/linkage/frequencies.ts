import type { Columns } from './columns.ts'
import type { Field } from './fields.ts'
import type { Frequencies } from './model.ts'
import { type PlacePart, placeParts } from './places.ts'

/** Values that are listed one by one; the others share one frequency. */
const listed = 20_000

/**
 * How common values are among people, not among records: a value counts once for each person that has it, so that somebody with
 * ten records does not make their own name common. The share of a value is that of the other people who have it, which for a
 * value seen on one person alone is next to nothing in a unique number and a good deal in a family name.
 *
 * @param people for each row the row that stands for its person
 */
export function frequenciesOf(
  columns: Columns,
  people: ArrayLike<number>,
  assumed: Partial<Record<Field, Frequencies>>,
): Partial<Record<Field, Frequencies>> {
  const out: Partial<Record<Field, Frequencies>> = {}
  const take = (field: Field, each: (row: number, give: (hash: number) => void) => void) => {
    out[field] = tally(columns.rows, people, each, assumed[field])
  }
  const { names, places } = columns
  take('givenName', (row, give) => name(columns.given.at[row]!, give))
  take('familyName', (row, give) => name(columns.family.at[row]!, give))
  take('birthDate', (row, give) => {
    if (columns.birth.at[row] !== 0) give(columns.birth.at[row]!)
  })
  for (const [field, contacts] of [
    ['email', columns.emails],
    ['phone', columns.phones],
    ['document', columns.documents],
    ['account', columns.accounts],
    ['profile', columns.profiles],
  ] as const)
    take(field, (row, give) => {
      for (let i = 0; i < contacts.rows.count(row); i++)
        give(contacts.texts.hashes.at[contacts.rows.value(row, i)]!)
    })
  for (const part of placeParts)
    if (part !== 'number')
      take(part, (row, give) => {
        for (let i = 0; i < columns.addresses.count(row); i++) {
          const id = places.parts[part satisfies PlacePart].at[columns.addresses.value(row, i)]!
          if (id >= 0) give(places.texts[part].hashes.at[id]!)
        }
      })
  return out

  function name(id: number, give: (hash: number) => void): void {
    if (id >= 0) give(names.joined.hashes.at[names.joinedOf.at[id]!]!)
  }
}

/** How many people the assumed share counts as. */
const assumedPeople = 30

function tally(
  rows: number,
  people: ArrayLike<number>,
  each: (row: number, give: (hash: number) => void) => void,
  assumed: Frequencies | undefined,
): Frequencies {
  const counts = new Map<number, number>()
  const seen = new Set<number>()
  const having = new Set<number>()
  for (let row = 0; row < rows; row++)
    each(row, (hash) => {
      const person = people[row]!
      const both = person * 4_294_967_296 + (hash >>> 0)
      having.add(person)
      if (seen.has(both)) return
      seen.add(both)
      counts.set(hash, (counts.get(hash) ?? 0) + 1)
    })
  const all = Math.max(1, having.size)
  const common = [...counts].filter(([, n]) => n > 1).sort(([x, n], [y, m]) => m - n || x - y)
  let values = 0
  let pairs = 0
  let once = 0
  let twice = 0
  for (const n of counts.values()) {
    values += n
    pairs += n * (n - 1)
    if (n === 1) once++
    if (n === 2) twice++
  }
  const before = assumed?.rest ?? 0.001
  const mean = (pairs / all + before * assumedPeople) / (values + assumedPeople)
  // Of a value that was seen once there are twice as many pairs to come as values seen twice for each seen once (Good 1953).
  let others = once
  let otherPairs = 2 * twice + 0.5
  for (const [, n] of common.slice(listed)) {
    others += n
    otherPairs += n * (n - 1)
  }
  const rest = Math.min(before * 10, otherPairs / Math.max(1, others) / all)
  return {
    rest: round((rest * all + before * assumedPeople) / (all + assumedPeople)),
    mean: round(mean),
    of: common.slice(0, listed).map(([hash, n]) => [hash, round(Math.max(rest, (n - 1) / all))]),
  }
}

function round(x: number): number {
  return Number(x.toPrecision(4))
}
