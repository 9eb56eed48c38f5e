/**
 * The few schema shapes that observations are made of. One definition gives the run-time check, the TypeScript
 * type and the JSON Schema that OpenAPI shows. Unknown members are allowed and kept.
 */
export type JsonSchema = { readonly [key: string]: unknown }

/** One reason why a value can't be used: the field's path from the row's root, and what is wrong with it. */
export interface Problem {
  field: string
  reason: string
}

export interface Schema<T> {
  readonly json: JsonSchema
  /** Adds a problem for each thing that is wrong; adds none when `value` is a T. */
  check(value: unknown, field: string, problems: Problem[]): void
  /** Only carries the type; never set. */
  readonly type?: T
}

export type Infer<S> = S extends Schema<infer T> ? T : never

const maxShown = 40

function found(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = String(value)
  return JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text)
}

/** Text of at most `max` characters (UTF-16 units). A finite number is accepted where exports drop the quotes. */
export function text(max = 1000): Schema<string> {
  return {
    json: { type: 'string', maxLength: max },
    check(value, field, problems) {
      if (typeof value !== 'string') problems.push({ field, reason: `expected text, found ${found(value)}` })
      else if (value.length > max)
        problems.push({ field, reason: `longer than ${max} characters (${value.length})` })
    },
  }
}

export function number(min = -Number.MAX_VALUE, max = Number.MAX_VALUE): Schema<number> {
  return {
    json: {
      type: 'number',
      ...(min > -Number.MAX_VALUE && { minimum: min }),
      ...(max < Number.MAX_VALUE && { maximum: max }),
    },
    check(value, field, problems) {
      if (typeof value !== 'number' || !Number.isFinite(value))
        problems.push({ field, reason: `expected a number, found ${found(value)}` })
      else if (value < min || value > max)
        problems.push({ field, reason: `${value} is outside ${min} to ${max}` })
    },
  }
}

export function flag(): Schema<boolean> {
  return {
    json: { type: 'boolean' },
    check(value, field, problems) {
      if (typeof value !== 'boolean')
        problems.push({ field, reason: `expected true or false, found ${found(value)}` })
    },
  }
}

export function oneOf<const V extends readonly string[]>(...values: V): Schema<V[number]> {
  const allowed = new Set<unknown>(values)
  return {
    json: { enum: values },
    check(value, field, problems) {
      if (!allowed.has(value))
        problems.push({ field, reason: `expected one of ${values.join(', ')}, found ${found(value)}` })
    },
  }
}

export function list<T>(of: Schema<T>, max = 1000): Schema<T[]> {
  return {
    json: { type: 'array', items: of.json, maxItems: max },
    check(value, field, problems) {
      if (!Array.isArray(value)) {
        problems.push({ field, reason: `expected a list, found ${found(value)}` })
        return
      }
      if (value.length > max)
        problems.push({ field, reason: `${value.length} entries; at most ${max} are taken` })
      else for (let i = 0; i < value.length; i++) of.check(value[i], `${field}[${i}]`, problems)
    },
  }
}

/** A list of finite numbers: the shape of timing batches, checked in one tight loop. */
export function numbers(max = 10_000): Schema<number[]> {
  return {
    json: { type: 'array', items: { type: 'number' }, maxItems: max },
    check(value, field, problems) {
      if (!Array.isArray(value))
        problems.push({ field, reason: `expected a list of numbers, found ${found(value)}` })
      else if (value.length > max)
        problems.push({ field, reason: `${value.length} entries; at most ${max} are taken` })
      else
        for (let i = 0; i < value.length; i++)
          if (typeof value[i] !== 'number' || !Number.isFinite(value[i])) {
            problems.push({ field: `${field}[${i}]`, reason: `expected a number, found ${found(value[i])}` })
            return
          }
    },
  }
}

/** Members that may be absent or null. */
export interface Optional<T> extends Schema<T | undefined> {
  readonly optional: true
}

export function optional<T>(schema: Schema<T>): Optional<T> {
  return {
    json: schema.json,
    optional: true,
    check(value, field, problems) {
      if (value !== undefined && value !== null) schema.check(value, field, problems)
    },
  }
}

type Members = Record<string, Schema<unknown>>
type Shape<M extends Members> = {
  [K in keyof M as M[K] extends Optional<unknown> ? never : K]: Infer<M[K]>
} & { [K in keyof M as M[K] extends Optional<unknown> ? K : never]?: Infer<M[K]> }

export function object<M extends Members>(members: M): Schema<Shape<M>> {
  const entries = Object.entries(members)
  const required = entries.filter(([, s]) => !('optional' in s)).map(([name]) => name)
  return {
    json: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, s]) => [name, s.json])),
      ...(required.length > 0 && { required }),
    },
    check(value, field, problems) {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        problems.push({ field, reason: `expected an object, found ${found(value)}` })
        return
      }
      for (const [name, schema] of entries)
        schema.check((value as Record<string, unknown>)[name], field ? `${field}.${name}` : name, problems)
    },
  }
}

/** Any JSON value: for members that are passed through and never judged. */
export function anything(): Schema<unknown> {
  return { json: {}, check() {} }
}
