import { defineAccumulator } from '../types.ts'

/** What was measured through one network exit: minima in milliseconds, and on how many round trips they rest. */
export interface Exit {
  ip: string
  org: string
  collector: string
  lat?: number
  lon?: number
  transport: number
  transports: number
  application: number
  applications: number
  /** Smallest differences within one observation, which shares one connection: application minimum − transport minimum. */
  gap: number
  /** Other devices on the same network: of several statements the one that rests on most. */
  peers?: Peers
}

export interface Peers {
  network: string
  n: number
  p95: number
}

/**
 * Milliseconds by which echoes must take longer than TCP before a relay is taken to stand between exit and device:
 * the threshold of the cross-layer test in NDSS 2025.
 */
export const relayed = 15

/**
 * Minimum round trips per exit and collector. Minima and counts only, so batches may come in any order and raw
 * times need not be kept. Negative and zero times are not round trips and are left out.
 */
export const exits = defineAccumulator({
  id: 'signals/exits',
  version: 1,
  reads: ['rtt'],
  empty: {} as Record<string, Exit>,
  add(state, batch) {
    let next = state
    for (const { data } of batch) {
      const seen: Exit = {
        ip: data.ip ?? '',
        org: (data.org ?? '').toLowerCase(),
        collector: data.collector?.name ?? '',
        lat: data.collector?.lat,
        lon: data.collector?.lon,
        ...summary(data.transport, data.application),
        ...(data.peers && { peers: { network: data.peers.network, n: data.peers.n, p95: data.peers.p95 } }),
      }
      next = merge(next, { [`${seen.ip}|${seen.collector}`]: seen })
    }
    return next
  },
  merge,
})

function summary(transport: readonly number[] = [], application: readonly number[] = []) {
  const below = positive(transport)
  const above = positive(application)
  const t = below.reduce((a, b) => Math.min(a, b), absent)
  const a = above.reduce((x, y) => Math.min(x, y), absent)
  return {
    transport: t,
    transports: below.length,
    application: a,
    applications: above.length,
    gap: t < absent && a < absent ? a - t : absent,
  }
}

/** Stands for "none" in minima, because states must survive JSON and Infinity does not. */
export const absent = 1e9

function positive(values: readonly number[] | null): number[] {
  return (values ?? []).filter((v) => v > 0)
}

function merge(a: Record<string, Exit>, b: Record<string, Exit>): Record<string, Exit> {
  const out = { ...a }
  for (const [key, y] of Object.entries(b)) {
    const x = out[key]
    out[key] = x
      ? {
          ...x,
          org: x.org > y.org ? x.org : y.org,
          lat: larger(x.lat, y.lat),
          lon: larger(x.lon, y.lon),
          transport: Math.min(x.transport, y.transport),
          transports: x.transports + y.transports,
          application: Math.min(x.application, y.application),
          applications: x.applications + y.applications,
          gap: Math.min(x.gap, y.gap),
          ...((x.peers || y.peers) && { peers: more(x.peers, y.peers) }),
        }
      : y
  }
  return out
}

/** Any rule that does not depend on order would do: a collector has one place. */
function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}

function more(a: Peers | undefined, b: Peers | undefined): Peers {
  if (!a || !b) return (a ?? b)!
  if (a.n !== b.n) return a.n > b.n ? a : b
  if (a.p95 !== b.p95) return a.p95 > b.p95 ? a : b
  return a.network > b.network ? a : b
}
