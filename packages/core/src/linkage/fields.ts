const ofNames = [
  'the same',
  'another spelling of it',
  'a short form',
  'a part the same',
  'given and family swapped',
  'an initial',
  'a slip apart',
  'alike',
  'a little alike',
  'different',
] as const

/** What is compared, in this order, and how it can compare: levels from best to worst, in the words of explanations. */
export const levels = {
  givenName: ofNames,
  familyName: ofNames,
  birthDate: [
    'the same',
    'day and month swapped',
    'one digit off',
    'two of year, month and day the same',
    'two digits off',
    'within a year',
    'within ten years',
    'different',
  ],
  email: ['the same', 'a slip apart', 'the same before the @', 'alike', 'a little alike', 'different'],
  phone: ['the same', 'the last seven digits the same', 'a digit off', 'different'],
  document: ['the same', 'a sign off', 'different'],
  account: ['the same', 'different'],
  profile: ['the same', 'different'],
  street: ['the same', 'a slip apart', 'alike', 'different'],
  number: ['the same', 'a digit off', 'different'],
  line2: ['the same', 'a slip apart', 'alike', 'different'],
  city: ['the same', 'a slip apart', 'alike', 'different'],
  postcode: ['the same', 'a digit off', 'different'],
  region: ['the same', 'different'],
} as const

export type Field = keyof typeof levels
export const fields = Object.keys(levels) as Field[]

/** By number, for code that runs a million times a second. */
export const F = Object.fromEntries(fields.map((field, i) => [field, i])) as Record<Field, number>

/** Not on both. */
export const missing = 255

/**
 * Fields whose agreement says that it is this person, and not somebody of the household or of the same name. A pay account is
 * a couple's as well.
 */
export const personal: ReadonlySet<Field> = new Set([
  'givenName',
  'birthDate',
  'email',
  'document',
  'profile',
])

/**
 * Fields that depend on others: in a postcode that agrees the city agrees by itself, and who has moved has another street, number
 * and city all at once. Where one of those named agrees (`near`), and where none of those compared does (`apart`), the shares of
 * levels are others than where nothing is known of them (`alone`).
 */
export const within: Partial<Record<Field, readonly Field[]>> = {
  email: ['givenName', 'familyName'],
  city: ['postcode'],
  region: ['postcode', 'city'],
  street: ['postcode', 'city'],
  number: ['street'],
}

export const contexts = ['alone', 'near', 'apart'] as const
/** Room for the levels of one context. */
export const room = 16
