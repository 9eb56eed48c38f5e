import type { Detector, Evidence, Listing, Scheme } from '@telltale/core'

/** What a scheme means, as the end of the sentence "points to misrepresentation of identity or location: …". */
export const schemeSays: Record<Scheme, string> = {
  'hands-elsewhere': 'the hands that drive the device are not at it',
  'device-elsewhere': 'the device is not where it is said to be',
  'identity-stolen': 'the identity belongs to somebody else',
  'identity-invented': 'the identity or its history is made up',
  'job-shared': 'several people or employers stand behind one job',
}

/** All of one detector's part in a score, told once: what it says now, how often, and what it weighs. */
export interface Told {
  detector: string
  title: string
  says: string
  is: Evidence['is']
  /** log10, the mean over windows, for the listing's scheme; before the family's cap. */
  mean: number
  windows: number
  from: number
  to: number
  basis: string
  benign: readonly string[]
  clears: readonly string[]
}

/** The evidence of a listing by detector, heaviest first. Detectors that do not bear on its scheme come last. */
export function tell(listing: Listing, detectors: ReadonlyMap<string, Detector>): Told[] {
  const scheme = listing.score.schemes.find((s) => s.scheme === listing.score.scheme)!
  const means = new Map(scheme.parts.flatMap((p) => p.detectors).map((d) => [d.detector, d]))
  const by = new Map<string, Evidence[]>()
  for (const e of listing.evidence) if (!e.shadow) by.set(e.detector, [...(by.get(e.detector) ?? []), e])
  const out: Told[] = []
  for (const [id, all] of by) {
    const top = all.reduce((a, b) =>
      (b.weights[scheme.scheme] ?? 0) > (a.weights[scheme.scheme] ?? 0) ? b : a,
    )
    const detector = detectors.get(id)
    out.push({
      detector: id,
      title: detector?.title ?? id,
      says: top.says,
      is: top.is,
      mean: means.get(id)?.mean ?? 0,
      windows: all.length,
      from: Math.min(...all.map((e) => e.from)),
      to: Math.max(...all.map((e) => e.to)),
      basis: top.calibration.basis,
      benign: detector?.benign ?? [],
      clears: detector?.clears ?? [],
    })
  }
  return out.sort((a, b) => b.mean - a.mean || (a.detector < b.detector ? -1 : 1))
}

/** "+2.1", "−0.3", "0": a true minus, one decimal. */
export function signed(weight: number): string {
  const shown = Math.abs(weight).toFixed(1)
  if (shown === '0.0') return '0'
  return `${weight < 0 ? '−' : '+'}${shown}`
}

/** "99.4 %", "9 %", "0.3 %": more digits where they tell apart. */
export function percent(probability: number): string {
  const p = probability * 100
  if (p > 99.95) return '> 99.9 %'
  return `${p >= 99 || p < 1 ? p.toFixed(1) : p.toFixed(0)} %`
}

export function isoDay(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}

/** The last day that a half-open interval covers. */
export function lastDay(to: number): string {
  return isoDay(to - 1)
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`
}
