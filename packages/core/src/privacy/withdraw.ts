import { kinds } from '../observations/index.ts'
import type { KindDefinition, SubjectRef } from '../observations/kind.ts'
import { typeOf } from '../observations/kind.ts'
import type { Plan } from '../plan.ts'
import type { AnyAccumulator, Kind, Observation } from '../types.ts'
import { gather, type Loaded, shareSlot, stateName, windowKey } from '../windows.ts'
import { guarded } from './firewall.ts'

/** What a withdrawal could not take out of what was measured, in words. */
export interface Withdrawn {
  subjects: SubjectRef[]
  stays: string[]
}

/**
 * Takes one observation out of the windows that it went to, as if it had never come: what is measured of its kind is
 * measured anew from `rest`, all other observations of the same subjects that are kept. `loaded` is brought up to date;
 * the windows still have to be judged. A measurement that also reads timing kinds, whose raw times are gone, stays and is
 * named.
 */
export function withdraw(
  plan: Plan,
  loaded: Loaded,
  wrong: Observation,
  rest: readonly Observation[],
): Withdrawn {
  const stays = new Set<string>()
  const subjects = new Set<SubjectRef>(wrong.about)
  for (const window of gather(plan, loaded, [wrong]).keys()) {
    const within = rest.filter((row) => row.at >= window.from && row.at < window.to)
    const rows = [...gather(plan, { ...loaded, windows: new Map([[windowKey(window), window]]) }, within)]
      .filter(([w]) => w === window)
      .flatMap(([, own]) => own)
    const left = (window.counts[wrong.kind] ?? 1) - 1
    if (left > 0) window.counts[wrong.kind] = left
    else delete window.counts[wrong.kind]
    if (typeOf(window.subject) !== 'person')
      window.beside = [
        ...new Set(rows.flatMap((row) => row.about.filter((ref) => typeOf(ref) === 'person'))),
      ].sort()
    if (window.slot === shareSlot) {
      window.attributes = {}
      for (const { derived } of rows)
        for (const { ref, shown } of derived.attributes)
          if (shown > (window.attributes[ref] ?? '')) window.attributes[ref] = shown
      continue
    }
    const slot = plan.slots.find((s) => s.key === window.slot)
    for (const accumulator of slot?.accumulators ?? []) {
      if (!accumulator.reads.includes(wrong.kind)) continue
      if (readsTimes(accumulator)) {
        stays.add(accumulator.id)
        continue
      }
      const mine = guarded(rows.filter((row) => accumulator.reads.includes(row.kind)))
      const name = stateName(accumulator)
      if (mine.length === 0) delete window.states[name]
      else window.states[name] = accumulator.add(accumulator.empty, mine)
    }
  }
  return { subjects: [...subjects], stays: [...stays].sort() }
}

function readsTimes({ reads }: AnyAccumulator): boolean {
  return reads.some((kind: Kind) => (kinds[kind] as KindDefinition<unknown>).timing)
}
