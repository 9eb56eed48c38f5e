import { type KindDefinition, kinds, type ObservationView } from '@telltale/core'

export const hiddenValue = 'hidden; revealing it takes a reason'

/** Members of a kind’s data that say who somebody is. */
export function identifyingOf(kind: string): readonly string[] {
  return (kinds as Record<string, KindDefinition<unknown>>)[kind]?.identifying ?? []
}

/** An observation as it is shown by default: what was measured and claimed, not who it is. */
export function withoutNames(observation: ObservationView): ObservationView {
  const { data, kind } = observation
  if (data === null || typeof data !== 'object') return observation
  const own = data as Record<string, unknown>
  const named = identifyingOf(kind).filter((member) => own[member] !== undefined && own[member] !== null)
  if (named.length === 0) return observation
  return { ...observation, data: { ...own, ...Object.fromEntries(named.map((m) => [m, hiddenValue])) } }
}
