import { readFileSync } from 'node:fs'
import type { Suppression } from '@telltale/core'
import * as schemas from './schemas.ts'

/**
 * Suppressions from a file, one JSON object a line, as "telltale suppressions --json" prints them. Throws a sentence with
 * the line and the field where one can't be used.
 */
export function readSuppressions(path: string): Suppression[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
  return lines.flatMap((text, i) => {
    if (text.trim() === '') return []
    const wrong = (reason: string) => new Error(`${path}, line ${i + 1}: ${reason}. Nothing was judged.`)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw wrong('is not JSON')
    }
    const parsed = schemas.suppression.omit({ reaches: true, state: true, byName: true }).safeParse(json)
    if (parsed.success) return [parsed.data]
    const [issue] = parsed.error.issues
    throw wrong(`${issue!.path.join('.') || 'the line'}: ${issue!.message}`)
  })
}
