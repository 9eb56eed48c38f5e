/** Members of a vendor's JSON object, whose types are not to be trusted. */
export type Members = Record<string, unknown>

/** The value's members; none when it is no object. */
export function record(value: unknown): Members {
  return value !== null && typeof value === 'object' ? (value as Members) : {}
}

export function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

/** Texts and numbers as one text; undefined when there are none. */
export function words(...parts: unknown[]): string | undefined {
  const text = parts
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ')
    .trim()
  return text === '' ? undefined : text
}

/** The texts of a list whose items are bare, or wrapped as `{value, type}`. */
export function values(of: unknown): string[] {
  return (list(of) ?? []).flatMap((item) => words(typeof item === 'object' ? record(item).value : item) ?? [])
}

/** Only what is stated: absent members, empty lists and empty texts are left out. */
export function stated(data: Members): Members {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([, v]) => v !== undefined && v !== null && v !== '' && !(Array.isArray(v) && v.length === 0),
    ),
  )
}

/** Each text once, in order, compared without case. */
export function distinct(texts: readonly (string | undefined)[]): string[] {
  const found = new Map<string, string>()
  for (const text of texts)
    if (text !== undefined && !found.has(text.toLowerCase())) found.set(text.toLowerCase(), text)
  return [...found.values()]
}
