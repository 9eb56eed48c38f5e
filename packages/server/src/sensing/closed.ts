import { type JsonSchema, type Kind, kinds, type Problem } from '@telltale/core'

/**
 * What a sensor's row holds beyond its kind's schema. Elsewhere unknown members are kept; from a sensor nothing may
 * come that the schema does not name, so that no text can ride along. The members come from the kind itself.
 */
export function beyondSchema(kind: Kind, data: unknown): Problem | undefined {
  return beyond(kinds[kind].schema.json, data, 'data')
}

/** The members of a row itself; who it is about is not for a sensor to say. */
const members = new Set(['id', 'kind', 'at', 'data'])

/** The first thing that keeps a row of a sensor from being used; undefined when there is none. */
export function unfit(row: unknown, allowed: ReadonlySet<Kind>): Problem | undefined {
  if (row === null || typeof row !== 'object' || Array.isArray(row))
    return { field: '', reason: 'expected an object' }
  const given = row as Record<string, unknown>
  const extra = Object.keys(given).find((name) => !members.has(name))
  if (extra !== undefined)
    return { field: extra.slice(0, 60), reason: 'a sensor’s row has id, kind, at and data, nothing else' }
  if (typeof given.id !== 'string' || !/^[\w-]{1,100}$/.test(given.id))
    return { field: 'id', reason: 'must be 1 to 100 letters, digits, - or _' }
  if (typeof given.kind !== 'string' || !allowed.has(given.kind as Kind))
    return { field: 'kind', reason: `this sensor sends ${[...allowed].join(', ')}` }
  return beyondSchema(given.kind as Kind, given.data) ?? statedAuthenticator(given)
}

/** What an authenticator is, only who has verified its answer can say: it decides what a touch weighs. */
function statedAuthenticator({ kind, data }: Record<string, unknown>): Problem | undefined {
  const events = kind === 'reaction' ? (data as { events?: unknown } | null)?.events : undefined
  const at = Array.isArray(events)
    ? events.findIndex((e) => (e as { authenticator?: unknown } | null)?.authenticator !== undefined)
    : -1
  return at < 0
    ? undefined
    : { field: `data.events[${at}].authenticator`, reason: 'is not part of what a sensor sends' }
}

function beyond(schema: JsonSchema, value: unknown, field: string): Problem | undefined {
  const { properties, items } = schema as {
    properties?: Record<string, JsonSchema>
    items?: JsonSchema
  }
  if (Array.isArray(value)) {
    // A list of numbers is checked by the kind itself, in one tight loop.
    if (items?.type === 'object')
      for (let i = 0; i < value.length; i++) {
        const found = beyond(items, value[i], `${field}[${i}]`)
        if (found) return found
      }
    return undefined
  }
  if (!properties || value === null || typeof value !== 'object') return undefined
  for (const [name, member] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (!known)
      return { field: `${field}.${name.slice(0, 60)}`, reason: 'is not part of what a sensor sends' }
    const found = beyond(known, member, `${field}.${name}`)
    if (found) return found
  }
  return undefined
}
