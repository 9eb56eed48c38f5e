/** What results/innocents.md is written from: the table of runs, and the newest run taken apart. */
export interface InnocentsSummary {
  workers: number
  days: number
  cases: number
  byKind: Record<string, string | number>[]
  byDetector: Record<string, string | number>[]
  byDetectorSchemeAndKind: {
    detector: string
    scheme: string
    kind: string
    people: number
    accused: number
  }[]
  worked: {
    listed: number
    withoutTwoChecks: number
    firstSeatAgainst: number
    adverse: number
    expectedCareful: number
    expectedCredulous: number
  }
  /** Rows of the table of runs, oldest first. */
  runs: string[]
}

export function innocentsPage(summary: InnocentsSummary): string {
  const { workers, days, cases, byKind, byDetector, byDetectorSchemeAndKind: cross, worked, runs } = summary
  const met = (is: boolean) => (is ? '✓' : '✗')
  const kinds = [...new Set(cross.map((c) => c.kind))]
  const pairs = [...new Set(cross.map((c) => `${c.detector} ${c.scheme}`))]
  const matrix = pairs.map((pair) => {
    const own = cross.filter((c) => `${c.detector} ${c.scheme}` === pair)
    const [detector, scheme] = pair.split(' ') as [string, string]
    const cells = kinds.map((kind) => own.find((c) => c.kind === kind)?.accused ?? '')
    return Object.fromEntries([
      ['detector', detector],
      ['scheme', scheme],
      ...kinds.map((k, i) => [k, cells[i]!]),
    ])
  })
  return `${[
    '# Innocent workers',
    '',
    'People who are who and where they say, simulated (`bench/innocents/population.ts` says how people differ; all of it is assumed), judged by the real engine with all built-in detectors. The queue is looked at on each of the first 14 days and weekly after. Target: at most 2 cases. Everything below also in `innocents.json`.',
    '',
    '| date | workers × days | observations | cases opened | listed at some time | on an average day | on the last day | seconds | machine |',
    '|---|---|---|---|---|---|---|---|---|',
    ...runs,
    '',
    `## The newest run: ${workers.toLocaleString('en')} workers, ${days} days`,
    '',
    '| aim for | aim | measured | |',
    '|---|---|---|---|',
    `| cases opened among innocent workers | at most 2 | ${cases} | ${met(cases <= 2)} |`,
    `| adverse decisions in the simulated workflow, had every listed person been worked up | 0 | ${worked.adverse} (expected ${worked.expectedCareful}) | ${met(worked.adverse === 0)} |`,
    '',
    `The workflow is simulated, and its people are assumed (\`bench/innocents/workflow.ts\`): each of two seats has the best check made that is not made yet, an honest person answers as the check catalogue assumes, and what already accuses them is measured again as it was. A careful seat concludes misrepresentation only where its own check spoke against the person, a case stands and the probability is at least 95 %; had seats looked at the probability alone, ${worked.expectedCredulous} adverse decisions would be expected. Of ${worked.listed} people who were ever listed, the first seat was against ${worked.firstSeatAgainst}; for ${worked.withoutTwoChecks} there were fewer than two checks left, which decides nothing.`,
    '',
    '### By kind of person',
    '',
    ...table(byKind),
    '',
    '### By detector and scheme',
    '',
    'Accused: the detector’s mean came to half a decade (3 to 1) or more on a day that was looked at, whether that listed the person or not.',
    '',
    ...table(byDetector),
    '',
    '### By detector, scheme and kind of person',
    '',
    'How many of each kind were accused at some time; kinds that no detector ever accused are left out.',
    '',
    ...table(matrix),
  ].join('\n')}\n`
}

function table(rows: readonly Record<string, string | number>[]): string[] {
  const columns = Object.keys(rows[0] ?? { nobody: '' })
  return [
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${columns.map((c) => shown(row[c]!)).join(' | ')} |`),
  ]
}

function shown(value: string | number): string | number {
  return typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 100) / 100 : value
}
