import type { Field } from './fields.ts'
import { type FieldModel, type Frequencies, frozen, type LinkModel } from './model.ts'

/**
 * What is assumed until there are enough records to learn from: shares of levels as they are usual in personnel and
 * applicant data, typing errors of 1 to 5 % a field. Learning starts from these numbers, and keeps them for what it never sees.
 */
export const assumed: Record<Field, FieldModel> = {
  givenName: {
    m: [0.78, 0.02, 0.05, 0.03, 0.015, 0.02, 0.045, 0.015, 0.01, 0.015],
    u: [0.006, 0.001, 0.002, 0.003, 0.0003, 0.01, 0.004, 0.012, 0.05, 0.9117],
  },
  familyName: {
    m: [0.84, 0.02, 0.001, 0.03, 0.015, 0.005, 0.05, 0.01, 0.009, 0.02],
    u: [0.002, 0.0005, 0.0001, 0.002, 0.0003, 0.005, 0.002, 0.009, 0.04, 0.9391],
  },
  birthDate: {
    m: [0.88, 0.02, 0.045, 0.02, 0.015, 0.008, 0.007, 0.005],
    u: [0.00004, 0.00003, 0.0005, 0.002, 0.012, 0.035, 0.36, 0.59043],
  },
  email: {
    m: [0.72, 0.04, 0.05, 0.02, 0.01, 0.16],
    u: [0.000005, 0.00002, 0.0004, 0.0005, 0.004, 0.995075],
    // who has the same name chooses a like address
    near: { m: [0.72, 0.04, 0.05, 0.02, 0.01, 0.16], u: [0.00002, 0.002, 0.008, 0.03, 0.06, 0.89998] },
  },
  phone: { m: [0.75, 0.01, 0.03, 0.21], u: [0.000005, 0.0000002, 0.00001, 0.9999848] },
  document: { m: [0.94, 0.04, 0.02], u: [0.000001, 0.00001, 0.999989] },
  account: { m: [0.6, 0.4], u: [0.000005, 0.999995] },
  profile: { m: [0.7, 0.3], u: [0.000005, 0.999995] },
  street: {
    m: [0.7, 0.08, 0.03, 0.19],
    u: [0.0006, 0.001, 0.02, 0.9784],
    near: { m: [0.82, 0.07, 0.02, 0.09], u: [0.02, 0.004, 0.02, 0.956] },
    apart: { m: [0.15, 0.03, 0.03, 0.79], u: [0.0006, 0.001, 0.02, 0.9784] },
  },
  number: {
    m: [0.72, 0.05, 0.23],
    u: [0.02, 0.05, 0.93],
    near: { m: [0.88, 0.05, 0.07], u: [0.04, 0.06, 0.9] },
    apart: { m: [0.15, 0.06, 0.79], u: [0.02, 0.05, 0.93] },
  },
  line2: { m: [0.65, 0.08, 0.04, 0.23], u: [0.008, 0.004, 0.02, 0.968] },
  city: {
    m: [0.78, 0.06, 0.02, 0.14],
    u: [0.02, 0.002, 0.01, 0.968],
    near: { m: [0.93, 0.04, 0.01, 0.02], u: [0.9, 0.02, 0.01, 0.07] },
    apart: { m: [0.3, 0.03, 0.02, 0.65], u: [0.015, 0.002, 0.01, 0.973] },
  },
  postcode: { m: [0.75, 0.05, 0.2], u: [0.002, 0.01, 0.988] },
  region: {
    m: [0.92, 0.08],
    u: [0.1, 0.9],
    near: { m: [0.99, 0.01], u: [0.98, 0.02] },
    apart: { m: [0.65, 0.35], u: [0.08, 0.92] },
  },
}

const rare = (rest: number, mean: number): Frequencies => ({ rest, mean, of: [] })

/** A value of unknown frequency counts as fairly common: without a table nobody's name is taken for a rare one. */
export const assumedFrequencies: Partial<Record<Field, Frequencies>> = {
  givenName: rare(0.006, 0.006),
  familyName: rare(0.002, 0.002),
  birthDate: rare(0.00004, 0.00004),
  email: rare(0.000005, 0.000005),
  phone: rare(0.000005, 0.000005),
  document: rare(0.000001, 0.000001),
  account: rare(0.000005, 0.000005),
  profile: rare(0.000005, 0.000005),
  street: rare(0.0006, 0.0006),
  line2: rare(0.008, 0.008),
  city: rare(0.02, 0.02),
  postcode: rare(0.002, 0.002),
  region: rare(0.1, 0.1),
}

/** Ships with Telltale, for companies with too few records to learn a model from. */
export const defaultModel: LinkModel = frozen({
  records: 0,
  prior: -4,
  threshold: 0.5,
  fields: assumed,
  frequencies: assumedFrequencies,
  blocking: [
    { rule: 'e-mail', cap: 200 },
    { rule: 'phone', cap: 200 },
    { rule: 'document', cap: 200 },
    { rule: 'account', cap: 200 },
    { rule: 'profile', cap: 200 },
    { rule: 'address', cap: 200 },
    { rule: 'birth date and a name', cap: 100 },
    { rule: 'whole name', cap: 100 },
    { rule: 'whole name and birth year', cap: 100 },
    { rule: 'e-mail before the @', cap: 100 },
    { rule: 'a name and postcode', cap: 100 },
  ],
})
