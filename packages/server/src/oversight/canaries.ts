import { type CanariesView, type CanaryView, canaryRecall, type Millis } from '@telltale/core'
import type { Reader } from '../api/reader.ts'
import type { Canary } from '../store/coverage.ts'
import type { Store } from '../store/store.ts'
import { seesCanaries } from './who-sees.ts'

const forEver = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1 }

/**
 * Planted cases with whether they were found. Whoever works on cases learns of one once it has ended: until then it is to
 * be found like any other.
 */
export async function canariesFor(store: Store, reader: Reader): Promise<CanariesView> {
  const all = await store.canaries()
  const shown = seesCanaries(reader) ? all : all.filter((c) => c.endedAt !== undefined)
  const began = shown.length > 0 ? await store.begun(Math.min(...shown.map((c) => c.plantedAt))) : []
  const canaries = await Promise.all(
    shown.map(async (canary): Promise<CanaryView> => {
      const { total } = await store.observations({ subjects: [canary.subject], ...forEver })
      const found = firstOf(
        [
          ...began
            .filter((b) => b.subject === canary.subject && b.at >= canary.plantedAt)
            .map((b) => ({ at: b.at, as: b.opened ? ('case' as const) : ('listed' as const) })),
          ...(await screenedOf(store, canary)),
        ],
        canary.endedAt,
      )
      return { ...canary, arrived: total > 0, ...(found && { found }) }
    }),
  )
  return { canaries, ...canaryRecall(canaries) }
}

type Found = NonNullable<CanaryView['found']>

async function screenedOf(store: Store, { subject, plantedAt }: Canary): Promise<Found[]> {
  if (!subject.startsWith('application:')) return []
  const { rows } = await store.screenings({ application: subject, limit: 1 })
  return rows.flatMap(({ outcome, since }) =>
    outcome === 'proceed' || since < plantedAt ? [] : [{ at: since, as: outcome }],
  )
}

/** What comes after it has ended is no finding: everybody knows by then. */
function firstOf(found: readonly Found[], endedAt: Millis = Number.MAX_SAFE_INTEGER): Found | undefined {
  return found.filter((f) => f.at <= endedAt).sort((a, b) => a.at - b.at)[0]
}
