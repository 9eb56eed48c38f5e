import { kinds } from './observations/index.ts'
import type {
  Attribute,
  AttributeType,
  Derived,
  KindDefinition,
  Millis,
  SubjectRef,
} from './observations/kind.ts'
import { subjectTypes } from './observations/kind.ts'
import { address, email, name, receivedBy } from './observations/normalise.ts'
import type { Problem } from './observations/schema.ts'
import { day } from './plan.ts'
import { withoutProtected } from './privacy/firewall.ts'
import { styleOf } from './signals/style.ts'
import type { Kind, Observation } from './types.ts'

/** Replaces a normalised attribute by its stable surrogate: a keyed hash, so that the value can't be looked up. */
export type BlindIndex = (type: AttributeType | 'name', value: string) => string

/** What arrival looks up in lists that core does not have: the country of an address, the sanctions list. */
export type Enrich = (kind: Kind, data: unknown) => Partial<Derived> | undefined

/** Where a row came from, and when. `id` is used when the row has none of its own. */
export interface Receipt {
  source: string
  id: string
  receivedAt: Millis
}

export type Accepted =
  /** `remarks` are parts that could not be used; the rest is. */
  | { observation: Observation; content: string; remarks: Problem[] }
  | { observation?: undefined; problems: Problem[] }

const earliest = 946_684_800_000 // 2000-01-01
const latest = 4_102_444_800_000 // 2100-01-01
const about = new RegExp(`^(?:${subjectTypes.join('|')}):[^\\s\\0]{1,200}$`)

/**
 * The one door into the engine: checks a raw row against its kind, derives what its kind shares, drops secrets.
 * `content` is the row's text in one form; its digest serves to tell a replay from another row under the same id.
 */
export function accept(raw: unknown, receipt: Receipt, index: BlindIndex, enrich?: Enrich): Accepted {
  const problems: Problem[] = []
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    return { problems: [{ field: '', reason: 'expected an object' }] }
  const row = raw as Record<string, unknown>
  const kind = typeof row.kind === 'string' && Object.hasOwn(kinds, row.kind) ? (row.kind as Kind) : undefined
  if (!kind)
    problems.push({
      field: 'kind',
      reason:
        row.kind === undefined
          ? 'is missing'
          : `${JSON.stringify(row.kind)?.slice(0, 60)} is not a known kind`,
    })
  checkTime(row.at, receipt.receivedAt, problems)
  const subjects = Array.isArray(row.about) ? row.about : [row.about]
  if (subjects.length === 0 || row.about === undefined)
    problems.push({ field: 'about', reason: 'names no subject' })
  else if (subjects.length > 20) problems.push({ field: 'about', reason: 'names more than 20 subjects' })
  else
    for (const s of subjects)
      if (typeof s !== 'string' || !about.test(s) || !s.isWellFormed())
        problems.push({
          field: 'about',
          reason: `${JSON.stringify(s)?.slice(0, 60)} is not a subject: expected application:, person: or device: and an id`,
        })
  const id = row.id === undefined || row.id === null ? receipt.id : row.id
  if (typeof id !== 'string' || id === '' || id.length > 500 || id.includes('\0') || !id.isWellFormed())
    problems.push({ field: 'id', reason: 'must be text of 1 to 500 characters' })
  if (!kind) return { problems }
  const definition = kinds[kind] as KindDefinition<unknown>
  definition.schema.check(row.data, 'data', problems)
  if (problems.length > 0) return { problems }

  const attributes = new Map<SubjectRef, Attribute>()
  for (const { type, value, shown } of definition.attributes?.(row.data) ?? []) {
    const ref: SubjectRef = `${type}:${index(type, value)}`
    attributes.set(ref, { ref, shown })
  }
  const looked = enrich?.(kind, row.data)
  // A link detector gets no address to look up: what is shown of it says who receives mail for others there.
  if (looked?.receives)
    for (const [ref, { shown }] of attributes)
      if (ref.startsWith('address:')) attributes.set(ref, { ref, shown: receivedBy(shown, looked.receives) })
  const home = definition.home?.(row.data)
  const homeValue = home ? address(home) : undefined
  const written = definition.who?.(row.data)
  const nameValue = written ? name(written) : undefined
  const prose = definition.prose?.(row.data)
  const style = prose ? styleOf(prose) : undefined
  const referredBy = referrers(definition.referrer?.(row.data), index)
  const content = JSON.stringify([kind, row.at, subjects, row.data])
  return {
    content,
    remarks: (definition.remarks?.(row.data) ?? []).map((p) => ({ ...p, field: `data.${p.field}` })),
    observation: {
      source: receipt.source,
      id: id as string,
      kind,
      at: row.at as Millis,
      receivedAt: receipt.receivedAt,
      about: [...new Set(subjects as SubjectRef[])],
      data: withoutProtected(without(row.data, definition.secrets)) as Observation['data'],
      derived: {
        attributes: [...attributes.values()],
        ...(homeValue && { home: `address:${index('address', homeValue.value)}` as SubjectRef }),
        ...(nameValue && { who: index('name', nameValue) }),
        ...(referredBy && { referredBy }),
        ...(style && { style }),
        ...looked,
      },
    },
  }
}

/** What a referrer is known by. A single word may be a name or a person's id: both are kept. */
function referrers(written: string | undefined, index: BlindIndex): string[] | undefined {
  if (!written) return undefined
  const mailbox = email(written)
  if (mailbox) return [`email:${index('email', mailbox.value)}`]
  const plain = written.trim()
  const called = name(plain.replace(/^person:/, ''))
  if (!called) return undefined
  if (plain.startsWith('person:')) return [plain]
  const out = [index('name', called)]
  if (/^[^\s:\0]{1,200}$/.test(plain)) out.push(`person:${plain}`)
  return out
}

function checkTime(at: unknown, receivedAt: Millis, problems: Problem[]): void {
  if (typeof at !== 'number' || !Number.isFinite(at))
    problems.push({ field: 'at', reason: 'must be milliseconds since 1970 as a number' })
  else if (at < earliest || at >= latest)
    problems.push({ field: 'at', reason: `${at} is not between the years 2000 and 2100` })
  else if (at > receivedAt + day)
    problems.push({ field: 'at', reason: 'lies more than a day after its receipt' })
}

function without(data: unknown, secrets: readonly string[] | undefined): unknown {
  if (!secrets) return data
  return Object.fromEntries(Object.entries(data as object).filter(([name]) => !secrets.includes(name)))
}
