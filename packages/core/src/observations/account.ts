import { defineKind } from './kind.ts'
import { number, object, oneOf, optional, text } from './schema.ts'

/** What forms hold when nobody answered: one digit repeated, digits in a row, a hint, all but the last digits masked. */
const filled = /^(?:(\d)\1*|0*1234567\d*|test\d*|none|null|na|unknown|[x*•]+\d{0,4})$/

/** Where pay goes. The number is hashed on arrival. */
export default defineKind({
  title: 'A pay account was set or changed.',
  from: ['payroll'],
  privacy: 'Account numbers are matched by keyed hash and never stored in clear.',
  secrets: ['number'],
  schema: object({
    kind: optional(oneOf('bank', 'prepaid', 'crypto', 'msb')),
    number: optional(text(300)),
    holder: optional(text(500)),
    changedAt: optional(number()),
    address: optional(text(2000)),
  }),
  attributes(data) {
    const value = (data.number ?? '').replace(/[\s./-]/g, '').toLowerCase()
    return value.length < 4 || filled.test(value) || !/[\d@]/.test(value)
      ? []
      : [{ type: 'account', value, shown: `account •••${value.slice(-2)}` }]
  },
})
