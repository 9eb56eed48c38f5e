import { leadModel } from '../caps.ts'
import { hubMembers } from '../links.ts'
import { type SubjectRef, typeOf } from '../observations/kind.ts'
import { type Score, score } from '../scoring.ts'
import { indexed, tiesIn } from './ties.ts'
import type { Lead, LeadInput, PathStep, TieIndex } from './types.ts'

/**
 * Everybody within two strong links of a subject that people confirmed, with the path that leads there and the
 * probability under the prior of a neighbour in place of anybody's. Reads the neighbourhood only; changes nothing.
 * Hubs are no links. Whoever people cleared is named last and marked, and no path leads on through them. Those left
 * are ordered by probability, then by ref.
 */
export function leadsFrom(confirmed: SubjectRef, input: LeadInput): Lead[] {
  const index = indexed(input.ties)
  const paths = new Map<SubjectRef, PathStep[]>([[confirmed, []]])
  let edge = [confirmed]
  for (let step = 0; step < 2; step++) {
    const reached = new Map<SubjectRef, PathStep[]>()
    for (const from of edge) {
      if (from !== confirmed && input.cleared?.(from)) continue
      for (const link of strongLinks(index, from, input)) {
        if (paths.has(link.to)) continue
        const path = [...paths.get(from)!, link]
        const known = reached.get(link.to)
        if (!known || better(path, known)) reached.set(link.to, path)
      }
    }
    for (const [to, path] of reached) paths.set(to, path)
    edge = [...reached.keys()].sort()
  }
  paths.delete(confirmed)
  return [...paths]
    .map(([subject, path]): Lead => {
      const standing = input.scores(subject) ?? score([])
      return {
        subject,
        confirmed,
        path,
        before: standing.probability,
        after: withPrior(standing, leadModel.priors[path.length as 1 | 2]),
        basis: 'assumed',
        ...(input.cleared?.(subject) && { cleared: true as const }),
      }
    })
    .sort(
      (a, b) =>
        Number(a.cleared ?? false) - Number(b.cleared ?? false) ||
        b.after - a.after ||
        (a.subject < b.subject ? -1 : 1),
    )
}

/** Strong links of one subject: to each other member of a finding the strongest attribute. */
function strongLinks(index: TieIndex, from: SubjectRef, input: LeadInput): PathStep[] {
  const best = new Map<SubjectRef, PathStep>()
  for (const tie of tiesIn(index.of(from))) {
    if ((input.size?.(tie.attribute) ?? 0) > hubMembers) continue
    for (const { members, milli } of tie.bonds) {
      if (milli < leadModel.strong * 1000) continue
      for (const to of members) {
        if (to === from || (best.get(to)?.weight ?? 0) >= milli / 1000) continue
        const shown = input.shown?.(tie.attribute) ?? typeOf(tie.attribute)
        best.set(to, { attribute: tie.attribute, shown, weight: milli / 1000, to })
      }
    }
  }
  return [...best.values()]
}

/** The path whose weakest link is stronger; of equal ones the first by its refs. */
function better(a: readonly PathStep[], b: readonly PathStep[]): boolean {
  const weakest = (path: readonly PathStep[]) => Math.min(...path.map((p) => p.weight))
  const named = (path: readonly PathStep[]) => path.map((p) => `${p.to} ${p.attribute}`).join(' ')
  return weakest(a) !== weakest(b) ? weakest(a) > weakest(b) : named(a) < named(b)
}

/** 1 − P(honest) of a standing score, with another prior for every scheme. */
function withPrior({ schemes }: Score, prior: number): number {
  return 1 - 1 / schemes.reduce((sum, s) => sum + 10 ** (prior + s.weight), 1)
}
