import { readFileSync } from 'node:fs'
import {
  attributeTypes,
  type Statement,
  type SubjectRef,
  statementProblem,
  subjectTypes,
  type Undone,
  type Word,
  wordId,
  wordKinds,
} from '@telltale/core'
import { z } from 'zod'

const ref = z
  .string()
  .regex(
    new RegExp(`^(?:${[...subjectTypes, ...attributeTypes].join('|')}):\\S+$`),
    'is no subject and no attribute',
  )
const line = z.object({
  id: z.string().optional(),
  is: z.enum(wordKinds),
  a: ref,
  b: ref.optional(),
  because: z.string().trim().min(1, 'says no reason').max(2000),
  by: z.string().trim().min(1).max(300).default('the file of words'),
  at: z.number().default(0),
  undone: z.object({ because: z.string().optional(), by: z.string(), at: z.number() }).optional(),
})

/**
 * Words from a file, one JSON object a line, as "telltale links words" prints them. Throws a sentence with the line and
 * the field where one can't be used: a word that is passed over would undo what a person decided.
 */
export function readWords(path: string): Word[] {
  const words: Word[] = []
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
  for (const [i, text] of lines.entries()) {
    if (text.trim() === '') continue
    const wrong = (reason: string) => new Error(`${path}, line ${i + 1}: ${reason}. Nothing was judged.`)
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw wrong('is not JSON')
    }
    const parsed = line.safeParse(json)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw wrong(`${issue!.path.join('.') || 'the line'}: ${issue!.message}`)
    }
    const { id, a, b, undone, ...rest } = parsed.data
    const refs = { a: a as SubjectRef, ...(b !== undefined && { b: b as SubjectRef }) }
    const word = { ...rest, ...refs }
    const problem = statementProblem(word satisfies Statement)
    if (problem) throw wrong(`${problem.field}: ${problem.reason}`)
    words.push({ id: id ?? wordId(word), ...word, ...(undone && { undone: undone as Undone }) })
  }
  return words
}
