import { type Kind, type KindDefinition, kinds } from '@telltale/core'
import type { Store } from '../store/store.ts'

/** What is kept for a time of its own: observations by kind, what was made of them, and what could not be used. */
export type Kept = Kind | 'measurements' | 'findings' | 'quarantine' | 'attachments'

/** How long something is kept, in days from when it was seen; `least` is the shortest that may be set, and why. */
export interface Period {
  days: number
  least: number
  says: string
}

const year = 365
/** Evidence adds up over 90 days: what it rests on has to be there to be looked at. */
const judged = 90

const ofApplicants: ReadonlySet<Kind> = new Set([
  ...(['application', 'interview', 'submission', 'text', 'footprint', 'approach', 'progress'] as const),
])
const ofEmployment: ReadonlySet<Kind> = new Set(['person', 'device', 'shipment', 'account', 'access'])

/** Defaults. Those of kinds follow from what a kind is of, so that a new kind has one. */
export const periods: Readonly<Record<Kept, Period>> = {
  ...(Object.fromEntries((Object.keys(kinds) as Kind[]).map((kind) => [kind, periodOf(kind)])) as Record<
    Kind,
    Period
  >),
  measurements: { days: 180, least: judged, says: 'what is measured of a day: minima, counts, histograms' },
  findings: { days: 2 * year, least: judged, says: 'findings, and why something could not be judged' },
  quarantine: { days: 30, least: 1, says: 'the beginnings of rows that could not be used' },
  attachments: { days: 2 * year, least: judged, says: 'files that were attached to cases' },
}

function periodOf(kind: Kind): Period {
  const { timing } = kinds[kind] as KindDefinition<unknown>
  if (timing)
    return {
      days: 180,
      least: judged,
      says: 'that and when something was measured; its times are never stored',
    }
  if (kind === 'disposition')
    return { days: 5 * year, least: year, says: 'decisions, which others are calibrated by' }
  if (ofApplicants.has(kind)) return { days: year, least: judged, says: 'of applicants' }
  if (ofEmployment.has(kind))
    return {
      ...{ days: 3 * year, least: judged },
      says: 'of workers, and for as long as they work here',
    }
  return { days: year, least: judged, says: 'of work' }
}

const setting = 'retention-days'

/** What is in force: the defaults, and what was set instead. */
export async function retentionDays(store: Pick<Store, 'setting'>): Promise<Record<Kept, number>> {
  const set = ((await store.setting(setting)) as Partial<Record<Kept, number>> | undefined) ?? {}
  return Object.fromEntries(
    Object.entries(periods).map(([kept, { days }]) => [kept, set[kept as Kept] ?? days]),
  ) as Record<Kept, number>
}

/** What is wrong with periods, as a sentence; undefined where nothing is. */
export function periodProblem(days: Record<string, number>): string | undefined {
  for (const [kept, n] of Object.entries(days)) {
    const period = periods[kept as Kept]
    if (!period)
      return `${JSON.stringify(kept)} is not kept for a time of its own; these are: ${Object.keys(periods).join(', ')}`
    if (!Number.isInteger(n) || n < period.least || n > 100 * year)
      return `${kept} can be kept for ${period.least} to ${100 * year} days, in whole ones: ${n} is none of them`
  }
  return undefined
}

export async function setRetention(
  store: Pick<Store, 'setting' | 'putSetting'>,
  days: Partial<Record<Kept, number>>,
): Promise<Record<Kept, number>> {
  const before = (await store.setting(setting)) as object | undefined
  await store.putSetting(setting, { ...before, ...days })
  return retentionDays(store)
}

/** Whether it is also kept for as long as the person works here. */
export function isOfEmployment(what: Kept): boolean {
  return ofEmployment.has(what as Kind)
}
