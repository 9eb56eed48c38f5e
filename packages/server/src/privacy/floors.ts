import type { Directory, Millis, SubjectRef } from '@telltale/core'
import type { Context } from '../api/context.ts'
import { theirsIn } from './about.ts'

const day = 86_400_000
/** How long after a decision what it rests on is kept, so that an appeal can be heard: what most rules give and some. */
export const appealDays = 180

/** Why nothing about somebody may be erased now. */
export type Floor = 'legal hold' | 'open case' | 'appeal period'

const says: Record<Floor, string> = {
  'legal hold': 'There is a legal hold on what concerns them: counsel has to release it first.',
  'open case':
    'A case about them is open, and what it rests on has to be there for them to answer: decide and close it first.',
  'appeal period': `A decision about them is less than ${appealDays} days old, and what it rests on is kept for an appeal until then.`,
}

/** Why nothing may be erased of any of the subjects; undefined where it may. */
export async function floorOf(
  context: Context,
  subjects: readonly SubjectRef[],
): Promise<{ floor: Floor; says: string } | undefined> {
  const floors = await floorsNow(context)
  for (const subject of subjects) {
    const floor = floors.get(subject)
    if (floor) return { floor, says: says[floor] }
  }
  return undefined
}

/** Everybody of whom nothing may be removed now, with the reason and with what is theirs. */
export async function floorsNow(context: Context): Promise<Map<SubjectRef, Floor>> {
  const { engine, now, work } = context
  const floors = new Map<SubjectRef, Floor>()
  const put = (subject: SubjectRef, floor: Floor) => {
    for (const ref of [subject, ...theirs(engine.directory, subject)])
      if (!floors.has(ref) || floor === 'legal hold') floors.set(ref, floor)
  }
  for (const { subject } of await work.decisions(now() - appealDays * day)) put(subject, 'appeal period')
  for (const { subject } of work.open()) put(subject, 'open case')
  for (const subject of engine.cases.keys()) if (work.held(subject)) put(subject, 'legal hold')
  return floors
}

function theirs(directory: Directory, subject: SubjectRef): SubjectRef[] {
  const { subjects, shared } = theirsIn(directory, subject)
  return [...subjects.slice(1), ...shared]
}

/** People who work here by what HR says: no last day, or one that has not come. */
export function employed(directory: Directory, at: Millis): Set<SubjectRef> {
  const found = new Set<SubjectRef>()
  for (const [subject, cards] of directory.claims) {
    if (!subject.startsWith('person:')) continue
    const { end } = cards.at(-1)!.value
    if (end === undefined || end > at) found.add(subject)
  }
  return found
}
