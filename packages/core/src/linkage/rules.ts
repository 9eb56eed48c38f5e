import type { Columns, Contacts } from './columns.ts'
import type { Field } from './fields.ts'
import type { Places } from './places.ts'
import { both, spread } from './storage.ts'

/** Writes the keys of a row; two records with a key of one rule in common are compared. */
type Keys = (columns: Columns, row: number, emit: (key: number) => void) => void

const contact =
  (pick: (columns: Columns) => Contacts, hash: (contacts: Contacts, value: number) => number): Keys =>
  (columns, row, emit) => {
    const contacts = pick(columns)
    const n = contacts.rows.count(row)
    for (let i = 0; i < n; i++) {
      const key = hash(contacts, contacts.rows.value(row, i))
      if (key !== 0) emit(key)
    }
  }

const whole = (contacts: Contacts, value: number) => contacts.texts.hashes.at[value]!
const core = (contacts: Contacts, value: number) => contacts.cores.at[value]!

/** For each address its hash, if it has the parts. */
const address =
  (hash: (places: Places, address: number) => number): Keys =>
  (columns, row, emit) => {
    const n = columns.addresses.count(row)
    for (let i = 0; i < n; i++) {
      const key = hash(columns.places, columns.addresses.value(row, i))
      if (key !== 0) emit(key)
    }
  }

function part(places: Places, which: keyof Places['parts'], address: number): number {
  const id = places.parts[which].at[address]!
  return id < 0 ? 0 : places.texts[which].hashes.at[id]!
}

const joint = (a: number, b: number) => (a === 0 || b === 0 ? 0 : both(a, b))

/** Street and number in a postcode, or in a city where there is none. */
export function homeKey(places: Places, address: number): number {
  const door = joint(part(places, 'street', address), part(places, 'number', address))
  const postcode = part(places, 'postcode', address)
  return joint(door, postcode !== 0 ? postcode : part(places, 'city', address))
}

const root = (columns: Columns, name: number) => (name < 0 ? 0 : columns.names.roots.at[name]!)
const born = (columns: Columns, row: number) => {
  const date = columns.birth.at[row]!
  return date === 0 ? 0 : spread(date)
}
const bornIn = (columns: Columns, row: number) => {
  const date = columns.birth.at[row]!
  return date === 0 ? 0 : spread(Math.floor(date / 10_000))
}

/** Both names in no order, short forms as what they are short for: 0 without both. */
function fullName(columns: Columns, row: number): number {
  const a = root(columns, columns.given.at[row]!)
  const b = root(columns, columns.family.at[row]!)
  return a === 0 || b === 0 ? 0 : a < b ? both(a, b) : both(b, a)
}

/** Given and family name, each together with something else: a swapped pair still meets. */
const eachName =
  (other: (columns: Columns, row: number) => number): Keys =>
  (columns, row, emit) => {
    const with_ = other(columns, row)
    if (with_ === 0) return
    const a = root(columns, columns.given.at[row]!)
    const b = root(columns, columns.family.at[row]!)
    if (a !== 0) emit(both(with_, a))
    if (b !== 0 && b !== a) emit(both(with_, b))
  }

const first = (which: keyof Places['parts']) => (columns: Columns, row: number) =>
  columns.addresses.count(row) === 0 ? 0 : part(columns.places, which, columns.addresses.value(row, 0))

const joined =
  (a: (columns: Columns, row: number) => number, b: (columns: Columns, row: number) => number): Keys =>
  (columns, row, emit) => {
    const key = joint(a(columns, row), b(columns, row))
    if (key !== 0) emit(key)
  }

/** First letters of both names in no order, as one number. */
function initials(columns: Columns, row: number): number {
  const { names } = columns
  const letter = (name: number) =>
    name < 0 ? 0 : names.joined.chars[names.joined.start(names.joinedOf.at[name]!)]!
  const a = letter(columns.given.at[row]!)
  const b = letter(columns.family.at[row]!)
  return a === 0 || b === 0 ? 0 : spread(Math.min(a, b) * 65_536 + Math.max(a, b))
}

const bornInMonth = (columns: Columns, row: number) => {
  const date = columns.birth.at[row]!
  return date === 0 ? 0 : spread(Math.floor(date / 100))
}

/** Year and day, whatever the month. */
const bornOnDay = (columns: Columns, row: number) => {
  const date = columns.birth.at[row]!
  return date === 0 ? 0 : spread(Math.floor(date / 10_000) * 100 + (date % 100))
}

function birthday(columns: Columns, row: number): number {
  const date = columns.birth.at[row]!
  return date === 0 ? 0 : spread((date % 10_000) + 5)
}

/** Those whose blocks are values by themselves: one over its cap is a hub, and its agreement says little. */
export const valueRules = ['e-mail', 'phone', 'document', 'account', 'profile', 'address'] as const

/** A rule that makes blocks, and the fields that it looks at: those are not learnt from the pairs that it finds. */
export interface Rule {
  keys: Keys
  of: readonly Field[]
}

const one =
  (key: (columns: Columns, row: number) => number): Keys =>
  (columns, row, emit) => {
    const found = key(columns, row)
    if (found !== 0) emit(found)
  }

const names = ['givenName', 'familyName'] as const

/** All rules that a model may choose from. */
export const rules: Record<string, Rule> = {
  'e-mail': { keys: contact((c) => c.emails, whole), of: ['email'] },
  phone: { keys: contact((c) => c.phones, core), of: ['phone'] },
  document: { keys: contact((c) => c.documents, whole), of: ['document'] },
  account: { keys: contact((c) => c.accounts, whole), of: ['account'] },
  profile: { keys: contact((c) => c.profiles, whole), of: ['profile'] },
  address: { keys: address(homeKey), of: ['street', 'number', 'postcode', 'city', 'region'] },
  'e-mail before the @': { keys: contact((c) => c.emails, core), of: ['email'] },
  'birth date and a name': { keys: eachName(born), of: ['birthDate', ...names] },
  'birth date': { keys: one(born), of: ['birthDate'] },
  'whole name': { keys: one(fullName), of: names },
  'whole name and birth year': { keys: joined(fullName, bornIn), of: [...names, 'birthDate'] },
  'whole name and city': { keys: joined(fullName, first('city')), of: [...names, 'city', 'region'] },
  'whole name and postcode': {
    keys: joined(fullName, first('postcode')),
    of: [...names, 'postcode', 'city', 'region'],
  },
  'birthday without the year, and initials': {
    keys: joined(birthday, initials),
    of: ['birthDate', ...names],
  },
  'birth date and city': { keys: joined(born, first('city')), of: ['birthDate', 'city', 'region'] },
  'birth date and postcode': {
    keys: joined(born, first('postcode')),
    of: ['birthDate', 'postcode', 'city', 'region'],
  },
  'birth date and house number': { keys: joined(born, first('number')), of: ['birthDate', 'number'] },
  'birth month': { keys: one(bornInMonth), of: ['birthDate'] },
  'birth year': { keys: one(bornIn), of: ['birthDate'] },
  'birthday without the year': { keys: one(birthday), of: ['birthDate'] },
  'a name': {
    keys: (columns, row, emit) => {
      for (const name of [columns.given.at[row]!, columns.family.at[row]!])
        if (name >= 0) emit(columns.names.roots.at[name]!)
    },
    of: names,
  },
  postcode: { keys: one(first('postcode')), of: ['postcode', 'city', 'region'] },
  city: { keys: one(first('city')), of: ['postcode', 'city', 'region'] },
  'e-mail behind the @': {
    keys: contact(
      (c) => c.emails,
      (c, value) => c.tails.at[value]!,
    ),
    of: ['email'],
  },
  'birth year and city': { keys: joined(bornIn, first('city')), of: ['birthDate', 'city', 'region'] },
  'birth month and a name': { keys: eachName(bornInMonth), of: ['birthDate', ...names] },
  'birth year, day and a name': { keys: eachName(bornOnDay), of: ['birthDate', ...names] },
  'a name and postcode': { keys: eachName(first('postcode')), of: [...names, 'postcode', 'city', 'region'] },
  'a name and street': { keys: eachName(first('street')), of: [...names, 'street', 'number'] },
  'a name and city': { keys: eachName(first('city')), of: [...names, 'city', 'region'] },
  'a name and birth year': { keys: eachName(bornIn), of: ['birthDate', ...names] },
  'a name and house number': { keys: eachName(first('number')), of: [...names, 'number'] },
  'street and postcode': {
    keys: address((p, a) => joint(part(p, 'street', a), part(p, 'postcode', a))),
    of: ['street', 'postcode', 'city', 'region'],
  },
  'street and house number': {
    keys: address((p, a) => joint(part(p, 'street', a), part(p, 'number', a))),
    of: ['street', 'number'],
  },
  'street and birth year': { keys: joined(first('street'), bornIn), of: ['street', 'birthDate'] },
  'second line and postcode': {
    keys: address((p, a) => joint(part(p, 'line2', a), part(p, 'postcode', a))),
    of: ['line2', 'postcode', 'city', 'region'],
  },
  'second line and city': {
    keys: address((p, a) => joint(part(p, 'line2', a), part(p, 'city', a))),
    of: ['line2', 'city', 'region', 'postcode'],
  },
}
