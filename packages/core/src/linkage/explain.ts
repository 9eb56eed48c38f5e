import type { Columns, Contacts } from './columns.ts'
import { F, type Field, fields, levels, missing } from './fields.ts'
import type { LinkModel } from './model.ts'
import { placeParts } from './places.ts'
import { refusals, type Scorer } from './scorer.ts'
import type { FieldWeight, LinkWord, PairExplanation } from './types.ts'

/** A pair field by field; a field that is not on both says so and weighs nothing. */
export function explanation(
  model: LinkModel,
  columns: Columns,
  scorer: Scorer,
  a: number,
  b: number,
  blocks: string[],
  word: LinkWord['is'] | undefined,
): PairExplanation {
  const weight = scorer.score(a, b)
  const rows = fields.map((field): FieldWeight => {
    const f = F[field]
    const level = scorer.levels[f]!
    const share = scorer.common[f]!
    return {
      field,
      level: level === missing ? 'not on both' : levels[field][level]!,
      a: shown(columns, field, a, scorer.addressA),
      b: shown(columns, field, b, scorer.addressB),
      weight: scorer.weights[f]!,
      ...(share < 0 && { oneIn: Math.round(10 ** -share) }),
    }
  })
  const heavy = weight >= model.threshold
  const refusal = heavy ? refusals[scorer.rule] : ''
  const compared = blocks.length > 0
  const rule =
    word === 'different-people'
      ? 'a person said that they are different people'
      : word === 'same-person'
        ? 'a person said that they are one person'
        : refusal || (heavy && !compared ? 'nothing that they share is rare enough to compare them' : '')
  return {
    a: columns.ids[a]!,
    b: columns.ids[b]!,
    fields: rows.filter(({ a, b }) => a !== '' || b !== ''),
    prior: model.prior,
    weight,
    threshold: model.threshold,
    linked: word ? word === 'same-person' : heavy && rule === '',
    ...(rule !== '' && { rule }),
    blocks,
    model: model.version,
  }
}

function shown(columns: Columns, field: Field, row: number, address: number): string {
  const contacts = contactsOf(columns, field)
  if (contacts)
    return Array.from({ length: contacts.rows.count(row) }, (_, i) =>
      contacts.texts.text(contacts.rows.value(row, i)),
    ).join(', ')
  if (field === 'givenName' || field === 'familyName') {
    const name = (field === 'givenName' ? columns.given : columns.family).at[row]!
    return name < 0 ? '' : columns.names.folded.text(name)
  }
  if (field === 'birthDate') {
    const date = String(columns.birth.at[row]!).padStart(8, '0')
    return columns.birth.at[row] === 0 ? '' : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
  }
  const part = placeParts.find((one) => one === field)!
  const of = address >= 0 ? address : columns.addresses.count(row) > 0 ? columns.addresses.value(row, 0) : -1
  const id = of < 0 ? -1 : columns.places.parts[part].at[of]!
  return id < 0 ? '' : columns.places.texts[part].text(id)
}

function contactsOf(columns: Columns, field: string): Contacts | undefined {
  return {
    email: columns.emails,
    'e-mail': columns.emails,
    phone: columns.phones,
    document: columns.documents,
    account: columns.accounts,
    profile: columns.profiles,
  }[field]
}

/** What a block's records have in common, from one of them. */
export function shownOf(columns: Columns, rule: string, key: number, row: number): string {
  const contacts = contactsOf(columns, rule)
  if (contacts)
    for (let i = 0; i < contacts.rows.count(row); i++) {
      const value = contacts.rows.value(row, i)
      if ((rule === 'phone' ? contacts.cores : contacts.texts.hashes).at[value] === key)
        return contacts.texts.text(value)
    }
  const values = fields
    .filter((field) => rule.includes(words[field] ?? '\n'))
    .map((field) => shown(columns, field, row, -1))
    .filter((text) => text !== '')
  return values.join(', ')
}

/** What of a record a rule's name speaks of. */
const words: Partial<Record<Field, string>> = {
  givenName: 'name',
  familyName: 'name',
  birthDate: 'birth',
  email: 'e-mail',
  street: 'street',
  number: 'number',
  line2: 'second line',
  city: 'city',
  postcode: 'postcode',
}
