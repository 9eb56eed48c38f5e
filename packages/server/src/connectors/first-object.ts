/**
 * The first line of a head that is a JSON object, for telling formats of one object a line apart by the members at its
 * top level; what stands deeper may be anything. Only looked for when the text starts like one. A line longer than the
 * head can't be parsed: then `cut` is its beginning.
 */
export function firstObject(head: string): { members?: Record<string, unknown>; cut?: string } {
  const first = head.split('\n', 20).filter((line) => line.trim() !== '')
  if (!first[0]?.trimStart().startsWith('{')) return {}
  for (const line of first)
    try {
      const value: unknown = JSON.parse(line)
      if (value !== null && typeof value === 'object' && !Array.isArray(value))
        return { members: value as Record<string, unknown> }
    } catch {
      // a damaged line; the next one may tell
    }
  return first.length === 1 && !head.includes('\n') ? { cut: first[0] } : {}
}
