import {
  type Abstention,
  type Calibration,
  type ClaimTested,
  caps,
  type DetectorView,
  type Evidence,
  type Family,
  type FamilyPart,
  type SchemeScore,
} from '@telltale/core'

/** One row: a bar from `from` to `to` in running log10 odds, or a mark where they are equal. */
export interface WaterfallRow {
  kind: 'prior' | 'accuses' | 'clears' | 'missing' | 'total'
  key: string
  family?: Family
  label: string
  /** What it rests on. */
  note: string
  from: number
  to: number
  /** The number at the edge; absent for what is missing. */
  value?: number
  /** Where its ratios come from; hatched unless measured on real people. */
  basis?: Calibration['basis']
  assumed: boolean
  /** Said in words where the cap or the floor cut it. */
  cut?: string
  tests: ClaimTested[]
  evidence: string[]
}

/** The part of an id that names the detector within its folder. */
export function shortId(detector: string): string {
  return detector.slice(detector.indexOf('/') + 1)
}

/**
 * The rows for one scheme: prior, accusing by size, clearing by size, missing, total. Bars start at the running
 * total. A family with no weight for this scheme is left out; a detector that abstained is hollow and spans what
 * its family could still do both ways, where it bears on this scheme at all.
 */
export function waterfallRows(
  score: SchemeScore,
  evidence: readonly Evidence[],
  abstentions: readonly Abstention[],
  detectors: readonly Pick<DetectorView, 'id' | 'title' | 'family' | 'tests' | 'bears'>[],
): WaterfallRow[] {
  const byId = new Map(evidence.map((e) => [e.id, e]))
  const known = new Map(detectors.map((d) => [d.id, d]))
  const rows: WaterfallRow[] = [
    {
      kind: 'prior',
      key: 'prior',
      label: 'Before any evidence',
      note: 'assumed',
      from: score.prior,
      to: score.prior,
      value: score.prior,
      assumed: true,
      tests: [],
      evidence: [],
    },
  ]
  const parts = score.parts.filter((p) => Math.abs(p.weight) >= 0.0005)
  const accusing = parts.filter((p) => p.weight > 0).sort((a, b) => b.weight - a.weight)
  const clearing = parts.filter((p) => p.weight < 0).sort((a, b) => a.weight - b.weight)
  let running = score.prior
  for (const part of [...accusing, ...clearing]) {
    const found = part.detectors.flatMap((d) => d.evidence).flatMap((id) => byId.get(id) ?? [])
    const basis = weakest(found)
    rows.push({
      kind: part.weight > 0 ? 'accuses' : 'clears',
      key: part.family,
      family: part.family,
      label: caps[part.family].title,
      note: part.detectors.map((d) => shortId(d.detector)).join(', '),
      basis,
      from: running,
      to: running + part.weight,
      value: part.weight,
      assumed: basis !== 'measured',
      cut: cut(part),
      tests: [...new Set(part.detectors.flatMap((d) => known.get(d.detector)?.tests ?? []))],
      evidence: found.map((e) => e.id),
    })
    running += part.weight
  }
  const judged = new Set(parts.map((p) => p.family))
  const seen = new Set<string>()
  for (const abstention of abstentions) {
    const detector = known.get(abstention.detector)
    if (!detector || judged.has(detector.family) || seen.has(detector.id)) continue
    if (!detector.bears.includes(score.scheme)) continue
    seen.add(detector.id)
    const { cap, floor, title } = caps[detector.family]
    rows.push({
      kind: 'missing',
      key: `missing ${detector.id}`,
      family: detector.family,
      label: title,
      note: shortId(detector.id),
      from: running + floor,
      to: running + cap,
      assumed: false,
      tests: [detector.tests],
      evidence: [],
    })
  }
  rows.push({
    kind: 'total',
    key: 'total',
    label: 'Now',
    note: 'assumed model',
    from: running,
    to: running,
    value: running,
    assumed: false,
    tests: [],
    evidence: [],
  })
  return rows
}

/** One part that was not measured makes the bar a doubtful one. */
function weakest(evidence: readonly Evidence[]): 'measured' | 'simulated' | 'assumed' {
  const bases = evidence.map((e) => e.calibration.basis)
  if (bases.includes('assumed')) return 'assumed'
  return bases.includes('simulated') ? 'simulated' : 'measured'
}

function cut(part: FamilyPart): string | undefined {
  const { cap, floor } = caps[part.family]
  if (part.mean > cap) return `capped from ${part.mean.toFixed(1)}`
  if (part.mean < floor) return `floored from ${part.mean.toFixed(1).replace('-', '−')}`
  return undefined
}

/** Whole log10 odds to show: everything in the rows, and never less than −3 to +3. */
export function waterfallDomain(rows: readonly WaterfallRow[]): [number, number] {
  const values = rows.flatMap((r) => [r.from, r.to])
  return [Math.min(-3, Math.floor(Math.min(...values))), Math.max(3, Math.ceil(Math.max(...values)))]
}

/** log10 odds as a probability. */
export function probabilityOf(log10Odds: number): number {
  const odds = 10 ** log10Odds
  return odds / (1 + odds)
}
