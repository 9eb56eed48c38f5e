import type { Act, CaseWork, LogEntry } from '@telltale/core'
import { actWords } from './words.ts'

/** What of the log stands in the lane "People": what moved the case, not what was merely read or written. */
const moves = new Set<Act['is']>([
  ...([
    'opened',
    'noticed',
    'notice-delayed',
    'replied',
    'appealed',
    'viewed',
    'closed',
    'reopened',
  ] as const),
  ...(['merged', 'unmerged', 'sealed', 'held'] as const),
])

export function milestones(work: CaseWork, name: (by: string) => string): LogEntry[] {
  return work.acts
    .filter((a) => moves.has(a.is))
    .map((a) => ({ at: a.at, by: name(a.by), did: `${name(a.by)} ${actWords(a, name)}` }))
}
