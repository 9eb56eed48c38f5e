import type { Data } from './observations/index.ts'
import type { Millis } from './observations/kind.ts'
import type { CaseExposure } from './views-of-decisions.ts'

/** What is reached, in the order in which it is to be revoked: what can't be undone first. */
export const reaches = [
  { reach: 'payments', title: 'Payment rights' },
  { reach: 'adminRoles', title: 'Admin roles' },
  { reach: 'secrets', title: 'Secrets' },
  { reach: 'repositories', title: 'Repositories' },
  { reach: 'groups', title: 'Groups' },
] as const satisfies readonly { reach: keyof Data['access']; title: string }[]
export type Reach = (typeof reaches)[number]['reach']

/** What was reported of somebody's access, by one source at one time. */
export interface AccessSeen {
  source: string
  at: Millis
  data: Data['access']
}

/** A use of a company system: a sign-in, or an action. */
export interface Touch {
  at: Millis
  system?: string
}

export interface Exposure extends CaseExposure {
  /** In the order in which to revoke; each name once, in order. */
  reach: { reach: Reach; title: string; names: string[] }[]
  /** Systems used since the hire, the most used first. */
  touched: { system: string; times: number; last: Millis }[]
  /** When the newest report was made; absent where none was. */
  asOf?: Millis
}

/**
 * What somebody can reach, and what they have used since they were hired. Of each source the newest report counts, since
 * rights are taken away as well. Ranks urgency and nothing else: no detector reads it. Undefined where nothing is known.
 */
export function exposureOf(
  access: readonly AccessSeen[],
  touches: readonly Touch[],
  since = Number.NEGATIVE_INFINITY,
): Exposure | undefined {
  const newest = new Map<string, AccessSeen>()
  for (const seen of access) {
    const before = newest.get(seen.source)
    if (!before || seen.at >= before.at) newest.set(seen.source, seen)
  }
  const reports = [...newest.values()]
  const reach = reaches.flatMap(({ reach, title }) => {
    const names = [...new Set(reports.flatMap((r) => r.data[reach] ?? []))].sort()
    return names.length > 0 ? [{ reach, title, names }] : []
  })
  const touched = touchedOf(touches, since)
  if (reports.length === 0 && touched.length === 0) return undefined
  const first = reach[0]?.reach
  const urgency =
    first === 'payments' || first === 'adminRoles' || first === 'secrets'
      ? 'high'
      : first === 'repositories'
        ? 'raised'
        : 'low'
  return {
    urgency,
    says: sentence(reach, touched, reports.length > 0),
    reach,
    touched,
    ...(reports.length > 0 && { asOf: Math.max(...reports.map((r) => r.at)) }),
  }
}

function touchedOf(touches: readonly Touch[], since: Millis): Exposure['touched'] {
  const systems = new Map<string, { times: number; last: Millis }>()
  for (const { at, system } of touches) {
    if (!system || at < since) continue
    const known = systems.get(system)
    systems.set(system, { times: (known?.times ?? 0) + 1, last: Math.max(known?.last ?? at, at) })
  }
  return [...systems]
    .map(([system, rest]) => ({ system, ...rest }))
    .sort((a, b) => b.times - a.times || (a.system < b.system ? -1 : 1))
}

/** "2 payment rights, 1 admin role, 14 repositories; 3 systems used". */
function sentence(reach: Exposure['reach'], touched: Exposure['touched'], reported: boolean): string {
  const parts = reach.map(({ title, names }) => {
    const one = title.toLowerCase()
    return names.length === 1 ? `1 ${one.replace(/ies$/, 'y').replace(/s$/, '')}` : `${names.length} ${one}`
  })
  const used = touched.length === 1 ? '1 system used' : `${touched.length} systems used`
  if (!reported) return `What can be reached is not known; ${used}.`
  return `${parts.length > 0 ? parts.join(', ') : 'No access on record'}${touched.length > 0 ? `; ${used}` : ''}.`
}
