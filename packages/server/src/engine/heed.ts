import { rejudgeLinks, type Said, type SubjectRef, type Undone, type Word } from '@telltale/core'
import type { WordEntry } from '../store/linking.ts'
import { type Engine, settle } from './loop.ts'
import { wordsIn } from './words.ts'

/**
 * Takes in what a person said: judges at once whatever it touches, and commits the word together with what follows
 * from it. To be called between two batches.
 */
export async function sayWord(engine: Engine, word: Word): Promise<void> {
  await heed(engine, { said: word }, word)
}

/** Takes a word back, likewise; what was said stays on record. */
export async function undoWord(engine: Engine, word: Word, undone: Undone): Promise<void> {
  await heed(engine, { id: word.id, undone }, { ...word, undone })
}

async function heed(engine: Engine, entry: WordEntry, word: Word): Promise<void> {
  const { store, plan, words } = engine
  const next = wordsIn([...words.all.values(), word])
  const refs = await touched(engine, word, next)
  const states = await store.attributes(refs)
  const out = rejudgeLinks(plan, states.values(), next)
  await store.commitLinks(out, [], [entry])
  engine.words = next
  engine.ranking.linked(out)
  for (const listener of engine.listeners) listener.said?.(word)
  await settle(engine)
}

/** The attributes that may read differently: of two people, all that they and those who are one with them are on. */
async function touched(engine: Engine, { is, a, b }: Word, next: Said): Promise<SubjectRef[]> {
  if (is === 'not-tied' || !b) return [a]
  const before = engine.words
  const named = [a, b].flatMap((ref) => [ref, ...(before.group(ref) ?? []), ...(next.group(ref) ?? [])])
  const held = named.flatMap((ref) => [...(engine.directory.holds.get(ref) ?? [])])
  return (await engine.store.attributesOn([...new Set([...named, ...held])])).map((found) => found.ref)
}
