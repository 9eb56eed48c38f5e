import type { Data } from '../observations/index.ts'
import { defineAccumulator } from '../types.ts'

/**
 * How long somebody took to touch an authenticator that was asked to prove a person's presence (WebAuthn Level 3,
 * "test of user presence"), where the authenticator is bound to one place: it cannot be copied, nobody redirects it,
 * and it is part of the machine or has shown its maker's certificate.
 */
export interface TouchesState {
  /** The newest bound requests, oldest first. */
  requests: TouchRequest[]
  /** Requests of authenticators that say nothing of the place: a synced passkey, a phone, unknown, redirected. */
  synced: number
  hybrid: number
  unknown: number
  redirected: number
  /** Answered before they were asked, or not within an hour: the times cannot be trusted. */
  impossible: number
}

/** When it was asked for, whole milliseconds since the epoch, and milliseconds until the touch; null when missed. */
export type TouchRequest = readonly [at: number, took: number | null]

/** Enough for a month of sign-ins; what a window's verdict looks at is the newest. */
const kept = 64
const longest = 3_600_000

type Authenticator = NonNullable<Data['reaction']['events'][number]['authenticator']>

export const touches = defineAccumulator({
  id: 'signals/touches',
  version: 1,
  reads: ['reaction'],
  empty: {
    requests: [],
    synced: 0,
    hybrid: 0,
    unknown: 0,
    redirected: 0,
    impossible: 0,
  } as TouchesState,
  add(state, batch) {
    const next = { ...state, requests: [...state.requests] }
    for (const { at, data } of batch) {
      const asked = data.events.filter((e) => e.stimulus === 'touch')
      // The clock inside the row may be monotonic: the row's own time says when, the clock says how long.
      const first = asked.reduce((least, e) => Math.min(least, e.shownAt), Number.POSITIVE_INFINITY)
      for (const event of asked) {
        const where = binding(event.authenticator)
        if (where !== 'bound') {
          next[where]++
          continue
        }
        const missed = event.respondedAt === undefined || event.respondedAt === null
        const took = missed ? null : Math.round(event.respondedAt! - event.shownAt) + 0
        if (took !== null && (took < 0 || took > longest)) next.impossible++
        else next.requests.push([Math.round(at + event.shownAt - first), took])
      }
    }
    next.requests = newest(next.requests)
    return next
  },
  merge: (a, b) => ({
    requests: newest([...a.requests, ...b.requests]),
    synced: a.synced + b.synced,
    hybrid: a.hybrid + b.hybrid,
    unknown: a.unknown + b.unknown,
    redirected: a.redirected + b.redirected,
    impossible: a.impossible + b.impossible,
  }),
})

/** Whether a touch says that somebody stands at one machine; else why it does not. In doubt it does not. */
export function binding(
  a: Authenticator | undefined | null,
): 'bound' | 'synced' | 'hybrid' | 'unknown' | 'redirected' {
  if (!a) return 'unknown'
  if (a.redirected) return 'redirected'
  if (a.backupEligible) return 'synced'
  if (a.transports?.some((t) => t === 'hybrid' || t === 'cable')) return 'hybrid'
  if (a.backupEligible !== false) return 'unknown'
  return a.attachment === 'platform' || a.attested === true ? 'bound' : 'unknown'
}

/** A selection by one fixed order: the same whatever order the rows came in. */
function newest(requests: TouchRequest[]): TouchRequest[] {
  return requests.sort((a, b) => a[0] - b[0] || (a[1] ?? longest) - (b[1] ?? longest)).slice(-kept)
}

/** Requests nearer than this are one sitting: whoever came for the first is still there for the next. */
export const sitting = 600_000

export interface Outcomes {
  quick: number
  late: number
  missed: number
  /** Neither quick nor late. */
  between: number
}

/**
 * What the requests come to. In a sitting the first one tells whether somebody was there; a later one counts only
 * if nobody was there for that one either. Limits in milliseconds.
 */
export function outcomes(
  requests: readonly TouchRequest[],
  { quick, late }: { quick: number; late: number },
): Outcomes {
  const out: Outcomes = { quick: 0, late: 0, missed: 0, between: 0 }
  let last = Number.NEGATIVE_INFINITY
  for (const [at, took] of requests) {
    const first = at - last > sitting
    last = at
    if (took === null) out.missed++
    else if (took >= late) out.late++
    else if (first) out[took <= quick ? 'quick' : 'between']++
  }
  return out
}
