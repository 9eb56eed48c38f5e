import type { Observation } from '../types.ts'
import type { LinkRecord } from './types.ts'

/**
 * An application or a worker as a linkage record, named by its subject; undefined for other kinds. Birth date and documents of
 * an application are there only on arrival: they are not stored.
 */
export function recordOf(observation: Observation): LinkRecord | undefined {
  const { kind } = observation
  if (kind !== 'application' && kind !== 'person') return undefined
  const id = observation.about.find((ref) => ref.startsWith(`${kind}:`))
  if (!id) return undefined
  const data = observation.data as Observation<'application'>['data'] & Observation<'person'>['data']
  const { name, emails, phones, address, place } = data
  const where = typeof place === 'string' ? { city: place } : place
  const profiles = data.profiles?.flatMap(({ network, username, url }) =>
    url ? [url] : network && username ? [`${network.toLowerCase()}.com/${username}`] : [],
  )
  return {
    id,
    at: observation.at,
    ...(name && { name }),
    ...(data.birthDate && { birthDate: data.birthDate }),
    ...(emails?.length && { emails }),
    ...(phones?.length && { phones }),
    ...(address && { addresses: [address] }),
    ...(where?.city && { city: where.city }),
    ...(where?.region && { region: where.region }),
    ...(where?.country && { country: where.country }),
    ...(data.documents?.length && { documents: data.documents.map(({ number }) => number) }),
    ...(data.wallets?.length && { accounts: data.wallets }),
    ...(profiles?.length && { profiles }),
  }
}
