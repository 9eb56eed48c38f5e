import {
  type Abstention,
  accept,
  detectors,
  digest,
  drain,
  type Evidence,
  type Observation,
  plan,
  type Screening,
  type SubjectRef,
  screen,
} from '@telltale/core'
import type { Bench, Section } from '../section.ts'
import { type HonestApplicant, honestPeople } from './honest-people.ts'

/** Tuned on the first, reported on the second. */
const seeds = { tuning: 11, reported: 2026 }
const n = 10_000
const known = new Map(detectors.map((d) => [d.id, d]))

const bench: Bench = {
  title: 'Honest applicants with the usual mess',
  async run() {
    const sections: Section[] = []
    for (const [part, seed] of Object.entries(seeds)) sections.push(report(part, honestPeople(n, seed)))
    return sections
  },
}

export default bench

function report(part: string, people: HonestApplicant[]): Section {
  const outcomes = screenAll(people)
  const of = (outcome: string) => outcomes.filter((s) => s.outcome === outcome).length
  const [held, verified] = [of('hold'), of('verify')]
  const causes = new Map<string, number>()
  outcomes.forEach((s) => {
    if (s.outcome !== 'proceed')
      for (const f of s.doesNotFit.slice(0, 1)) causes.set(f.detector, (causes.get(f.detector) ?? 0) + 1)
  })
  const groups = selection(people, outcomes, (p) =>
    p.groups.length > 0 ? p.groups : ['nothing of the kind'],
  )
  const bands = selection(people, outcomes, (p) => [p.nameBand])
  const worst = Math.min(...bands.map((b) => b.ratio))
  const worstGroup = Math.min(...groups.map((b) => b.ratio))
  return {
    title: part === 'reported' ? 'Reported: applicants that nothing was tuned on' : 'Tuned on',
    targets: [
      { what: 'held for two people', aim: '≤ 0.5 %', measured: percent(held / n), met: held / n <= 0.005, n: `${n.toLocaleString('en-US')} honest applicants` },
      { what: 'to verify', aim: '≤ 5 %', measured: percent(verified / n), met: verified / n <= 0.05, n: `${n.toLocaleString('en-US')} honest applicants` },
      { what: 'lowest ratio of proceed rates between bands of name frequency', aim: '≥ 0.80', measured: worst.toFixed(3), met: worst >= 0.8, n: `${bands.length} bands` },
      { what: 'lowest ratio of proceed rates between groups', aim: '≥ 0.80', measured: worstGroup.toFixed(3), met: worstGroup >= 0.8, n: `${groups.length} groups` },
    ],
    notes: [
      'Simulated; how often honest applicants do each of these things is assumed, and set high where in doubt.',
      'A rate of zero here says that the simulation holds nothing that screening mistakes, not that real applicants don’t.',
    ],
    tables: [
      { title: 'By group', columns: ['group', 'applicants', 'verify', 'hold', 'proceed rate ÷ best', '95 % interval'], rows: groups.map(row) },
      { title: 'By how frequent the name is', columns: ['band', 'applicants', 'verify', 'hold', 'proceed rate ÷ best', '95 % interval'], rows: bands.map(row) },
      { title: 'What stood out most where somebody was to be verified or held', columns: ['detector', 'applicants'], rows: [...causes].sort((a, b) => b[1] - a[1]) },
    ],
  } // biome-ignore format: tables
}

/** Every applicant through the real engine, and what screening makes of each. */
export function screenAll(people: readonly HonestApplicant[]): Screening[] {
  const rows = people.map(({ row, ipCountry }): Observation => {
    const accepted = accept(
      row,
      { source: 'bench', id: row.id, receivedAt: row.at },
      (type, value) => digest(type + value),
      () => (ipCountry ? { ipCountry } : undefined),
    )
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const batches = Array.from({ length: Math.ceil(rows.length / 500) }, (_, i) =>
    rows.slice(500 * i, 500 * (i + 1)),
  )
  const { evidence, abstentions, faults } = drain(plan(detectors), batches)
  if (faults.length > 0) throw new Error(`${faults[0]!.detector}: ${faults[0]!.message}`)
  const byApplication = new Map<SubjectRef, { evidence: Evidence[]; abstentions: Abstention[] }>(
    people.map((p) => [p.row.about[0], { evidence: [], abstentions: [] }]),
  )
  for (const e of evidence) for (const s of e.subjects) byApplication.get(s)?.evidence.push(e)
  for (const a of abstentions) byApplication.get(a.subject)?.abstentions.push(a)
  return people.map((p) => {
    const application = p.row.about[0]
    return screen({ application, ...byApplication.get(application)!, detectors: known })
  })
}

interface Selected {
  group: string
  n: number
  verify: number
  hold: number
  ratio: number
  low: number
  high: number
}

/** Proceed rates by group over that of the largest group, with the interval of Katz et al. (1978), half a case added to each cell. */
function selection(
  people: readonly HonestApplicant[],
  outcomes: readonly Screening[],
  groupsOf: (p: HonestApplicant) => string[],
): Selected[] {
  const counts = new Map<string, { n: number; verify: number; hold: number }>()
  people.forEach((p, i) => {
    for (const group of groupsOf(p)) {
      const count = counts.get(group) ?? { n: 0, verify: 0, hold: 0 }
      count.n++
      const { outcome } = outcomes[i]!
      if (outcome !== 'proceed') count[outcome]++
      counts.set(group, count)
    }
  })
  const rate = (c: { n: number; verify: number; hold: number }) => (c.n - c.verify - c.hold) / c.n
  const enough = [...counts.values()].filter((c) => c.n >= 30)
  const best = enough.reduce((a, b) => (rate(b) > rate(a) ? b : a))
  return [...counts]
    .map(([group, c]) => {
      const [a, m, b, k] = [
        c.n - c.verify - c.hold + 0.5,
        c.n + 1,
        best.n - best.verify - best.hold + 0.5,
        best.n + 1,
      ]
      const spread = 1.959964 * Math.sqrt(Math.max(0, 1 / a - 1 / m + 1 / b - 1 / k))
      const ratio = rate(c) / rate(best)
      return { group, ...c, ratio, low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread) }
    })
    .sort((a, b) => a.ratio - b.ratio)
}

function row(s: Selected): (string | number)[] {
  return [
    s.group,
    s.n,
    percent(s.verify / s.n),
    percent(s.hold / s.n),
    s.ratio.toFixed(3),
    `${s.low.toFixed(3)}–${s.high.toFixed(3)}`,
  ]
}

function percent(x: number): string {
  return `${(100 * x).toFixed(2)} %`
}
