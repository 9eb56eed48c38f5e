import {
  operator,
  type Statement,
  type SubjectRef,
  statement,
  statementProblem,
  type Word,
  wordId,
  wordKinds,
} from '@telltale/core'
import { z } from 'zod'
import { sayWord, undoWord } from '../engine/heed.ts'
import { type Context, type Routes, typed } from './context.ts'
import { Problem } from './problem.ts'
import { shown } from './queue.ts'
import { type Reader, readerOf } from './reader.ts'
import { subjectRef } from './schemas.ts'
import * as schemas from './schemas-of-links.ts'

const because = z.string().trim().min(1, 'say why, in a sentence').max(2000)
const byWhom = z.string().trim().min(1).max(300)

/** Who says it: the name of whoever is signed in with an account. A program, or a link for a role, says a name itself. */
function by(reader: Reader, said: string | undefined): string {
  const nameless = reader.person === undefined || reader.person === operator
  return nameless ? (said ?? 'an analyst') : reader.name
}

function seesWord(sees: Reader['sees'], { a, b }: Statement): boolean {
  return sees(a) && (b === undefined || sees(b))
}

/** What people say of links: said, listed, taken back; nothing is deleted. */
export const wordRoutes: Routes = async (app, context) => {
  const { engine, store, turns, now } = context
  const api = typed(app)

  api.get(
    '/v1/link-words',
    {
      schema: {
        summary: 'What people said of links, newest first, undone or not',
        response: { 200: z.object({ words: z.array(schemas.wordShown) }) },
      },
    },
    async (request) => {
      const { sees } = readerOf(request)
      const words = newestFirst(engine.words.all.values()).filter((w) => seesWord(sees, w))
      const states = await store.attributes(words.flatMap((w) => (w.is === 'not-tied' ? [w.a] : [])))
      return {
        words: words.map((w) => {
          const shown = states.get(w.a)?.attribute.shown
          return shown === undefined ? w : { ...w, shown }
        }),
      }
    },
  )

  api.post(
    '/v1/link-words',
    {
      schema: {
        summary: 'Says that two are one person, that they are two, or that a share is no tie; judged at once',
        body: z.object({
          is: z.enum(wordKinds),
          a: subjectRef.describe('an application or person; of not-tied the shared attribute'),
          b: subjectRef.optional().describe('the other one; of not-tied the one subject that is meant'),
          because,
          by: byWhom.optional(),
        }),
        response: { 200: schemas.word.describe('it had been said already'), 201: schemas.word },
      },
    },
    (request, reply) =>
      turns.between(async () => {
        const { body } = request
        const reader = readerOf(request)
        const said = statement(body)
        await checkStatement(context, body, reader)
        const standing = standingOn(engine.words.all.values(), said)
        if (standing?.is === said.is) return standing
        if (standing)
          throw new Problem(
            409,
            `${standing.by} said on ${new Date(standing.at).toISOString().slice(0, 10)} that they are ${standing.is === 'same-person' ? 'one person' : 'two people'} (${standing.id}): take that back first.`,
          )
        const unsigned = { ...said, because: body.because, by: by(reader, body.by), at: now() }
        const word: Word = { id: wordId(unsigned), ...unsigned }
        // Said, taken back and said again within one millisecond.
        if (engine.words.all.has(word.id))
          word.id = wordId({ ...unsigned, by: `${word.by} ${engine.words.all.size}` })
        await sayWord(engine, word)
        reply.code(201)
        return word
      }),
  )

  api.post(
    '/v1/link-words/:id/undo',
    {
      schema: {
        summary: 'Takes a word back; what was said stays on record',
        params: z.object({ id: z.string() }),
        body: z.object({ because: because.optional(), by: byWhom.optional() }).nullish(),
        response: { 200: schemas.word },
      },
    },
    (request) =>
      turns.between(async () => {
        const { params, body } = request
        const reader = readerOf(request)
        const word = engine.words.all.get(params.id)
        if (!word || !seesWord(reader.sees, word))
          throw new Problem(
            404,
            `Nobody has said ${shown(params.id)}: GET /v1/link-words lists what was said.`,
          )
        if (word.undone) return word
        const undone = {
          ...(body?.because !== undefined && { because: body.because }),
          ...{ by: by(reader, body?.by), at: now() },
        }
        await undoWord(engine, word, undone)
        return engine.words.all.get(word.id)!
      }),
  )
}

function newestFirst(words: Iterable<Word>): Word[] {
  return [...words].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}

/** What already stands of the same two, or of the same share. */
function standingOn(words: Iterable<Word>, said: Statement): Word | undefined {
  const about = (w: Statement) => (w.is === 'not-tied' ? 'tie' : 'people')
  return [...words].find(
    (w) => !w.undone && about(w) === about(said) && statement(w).a === said.a && statement(w).b === said.b,
  )
}

/** Refuses what can't be meant, and names that nothing is known of: a word that was mistyped would never be heard. */
async function checkStatement({ engine, store }: Context, said: Statement, { sees }: Reader): Promise<void> {
  const problem = statementProblem(said)
  if (problem) throw new Problem(400, `body is not as expected: ${problem.field}: ${problem.reason}`)
  const { claims, belongs, holds, notes } = engine.directory
  const isKnown = (ref: SubjectRef) => sees(ref) && [claims, belongs, holds, notes].some((m) => m.has(ref))
  if (said.is === 'not-tied') {
    const state = (await store.attributes([said.a])).get(said.a)
    if (!state) throw new Problem(404, `${shown(said.a)} was never seen on anybody: nothing was changed.`)
    if (said.b === undefined) return
    if (!sees(said.b)) throw new Problem(404, `Nothing is known of ${shown(said.b)}: nothing was changed.`)
    const seenOn = new Set<string>(Object.keys(state.members))
    for (const member of Object.values(state.members))
      for (const holders of Object.values(member.days)) for (const [holder] of holders) seenOn.add(holder)
    if (!state.overflowed && !seenOn.has(said.b))
      throw new Problem(404, `${shown(said.a)} was never seen on ${shown(said.b)}: nothing was changed.`)
    return
  }
  for (const ref of [said.a, said.b!])
    if (!isKnown(ref)) throw new Problem(404, `Nothing is known of ${shown(ref)}: nothing was changed.`)
}
