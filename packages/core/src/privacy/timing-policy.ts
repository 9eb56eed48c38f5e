import { type Kind, kinds } from '../observations/index.ts'
import type { KindDefinition, Place } from '../observations/kind.ts'
import { countryNamed, placeOf } from '../signals/written-place.ts'

/** Kinds that measure times of a person’s input or connection: collected only where a policy says so. */
export const timingKinds: readonly Kind[] = (Object.keys(kinds) as Kind[])
  .filter((kind) => (kinds[kind] as KindDefinition<unknown>).timing)
  .sort()

/** Which timing kinds one employing entity may collect of people in one place. */
export interface TimingPolicy {
  /** The employer as HR writes it, in any case; `*` for every one. */
  entity: string
  /** A country (`DE`), a part of one (`US/CA`, ISO 3166-2), or `*` for everywhere. */
  place: string
  /** Empty: none, whatever a broader policy says. */
  kinds: readonly Kind[]
}

/** Whom somebody works for, and everywhere they may plausibly be working. */
export interface Whereabouts {
  entities: readonly string[]
  places: readonly (Place | string)[]
}

/** One employer in one place, with what is allowed there. A part that nobody knows reads `unknown`. */
export interface Pair {
  entity: string
  place: string
  kinds: Kind[]
}

/** What may be collected of somebody: what every pair allows. `pairs` says why, the strictest first. */
export interface TimingCover {
  kinds: Kind[]
  pairs: Pair[]
}

const unknown = 'unknown'
/** Stands for whatever no policy names. */
const other = '\0'

/**
 * What may be collected of somebody by the policies of a company. Every employer is taken with every place, and only what
 * all of the pairs allow is on. For a pair the most specific policies count, and of several the strictest. What is not
 * known (no employer, no country) might be anything, so all that a policy names and the rest of the world have to allow it.
 * Without a policy nothing is on.
 */
export function timingCover(policies: readonly TimingPolicy[], of: Whereabouts): TimingCover {
  const named = policies.map((p) => ({
    ...{ entity: p.entity === '*' ? '*' : entityKey(p.entity), kinds: p.kinds },
    place: p.place === '*' ? '*' : p.place.toUpperCase(),
  }))
  const entities = distinct(of.entities.map(entityKey).filter((e) => e !== ''))
  const places = distinct(of.places.map(placeCode))
  const pairs: Pair[] = []
  for (const entity of entities.length > 0 ? entities : [unknown])
    for (const place of places.length > 0 ? places : [unknown]) {
      const allowed = possible(
        entity,
        named.map((p) => p.entity),
      ).flatMap((e) =>
        placesWithin(
          place,
          named.map((p) => p.place),
        ).map((p) => allowedFor(named, e, p)),
      )
      pairs.push({ entity, place, kinds: common(allowed) })
    }
  pairs.sort((a, b) => a.kinds.length - b.kinds.length)
  return { kinds: common(pairs.map((p) => p.kinds)), pairs }
}

/** Why a kind is not collected, as a sentence; undefined where it is. */
export function refusalOf(cover: TimingCover, kind: Kind): string | undefined {
  if (cover.kinds.includes(kind)) return undefined
  const pair = cover.pairs.find((p) => !p.kinds.includes(kind))!
  const employer = pair.entity === unknown ? 'an employer that is not known' : `“${pair.entity}”`
  const place = pair.place === unknown ? 'a place of work that is not known' : pair.place
  return `No timing policy allows ${kind} for ${employer} in ${place}`
}

/** What is wrong with a policy, as a sentence; undefined where nothing is. */
export function policyProblem({ entity, place, kinds: on }: TimingPolicy): string | undefined {
  if (entity.trim() === '') return 'entity is empty: write an employer as HR does, or * for every one'
  if (place !== '*' && !/^[A-Z]{2}(?:\/[A-Z0-9]{1,3})?$/.test(place.toUpperCase()))
    return `place is ${JSON.stringify(place)}: write a country such as DE, a part of one such as US/CA, or * for everywhere`
  const wrong = on.find((kind) => !timingKinds.includes(kind))
  return wrong && `kinds: ${wrong} is no timing kind (${timingKinds.join(', ')})`
}

/** A place as policies write it; `unknown` where its country is not known. */
export function placeCode(place: Place | string): string {
  const { country, region } =
    typeof place === 'string'
      ? (placeOf(place) ?? {})
      : place.country
        ? place
        : (placeOf([place.city, place.region].filter(Boolean).join(', ')) ?? {})
  const code = /^[a-z]{2}$/i.test(country ?? '') ? country!.toUpperCase() : countryNamed(country ?? '')
  if (!code) return unknown
  const part = region && regionCode(region, code)
  return part ? `${code}/${part}` : code
}

function regionCode(region: string, country: string): string | undefined {
  const bare = region.trim().toUpperCase().replace(`${country}-`, '')
  if (/^[A-Z0-9]{1,3}$/.test(bare)) return bare
  const written = placeOf(`x, ${region}, ${country}`)
  return written?.country === country && /^[A-Z]{2}$/.test(written.region ?? '') ? written.region : undefined
}

function allowedFor(policies: readonly TimingPolicy[], entity: string, place: string): readonly Kind[] {
  const fits = policies
    .filter((p) => (p.entity === '*' || p.entity === entity) && covers(p.place, place))
    .map((p) => ({ kinds: p.kinds, entity: p.entity === '*' ? 0 : 1, place: depth(p.place) }))
  const best = fits.filter(
    (p) =>
      !fits.some(
        (q) => q.entity >= p.entity && q.place >= p.place && (q.entity > p.entity || q.place > p.place),
      ),
  )
  return common(best.map((p) => p.kinds))
}

function covers(policy: string, place: string): boolean {
  return policy === '*' || policy === place || place.startsWith(`${policy}/`)
}

function depth(place: string): number {
  return place === '*' ? 0 : place.includes('/') ? 2 : 1
}

/** What an employer that is not known might be. */
function possible(entity: string, named: readonly string[]): string[] {
  return entity === unknown ? distinct([...named.filter((n) => n !== '*'), other]) : [entity]
}

/** What a place might be, where not all of it is known: each part of it that a policy names, and the rest. */
function placesWithin(place: string, named: readonly string[]): string[] {
  if (place === unknown)
    return distinct([
      ...named.filter((n) => n !== '*'),
      ...named.map((n) => `${n.split('/')[0]}/${other}`),
      other,
    ])
  if (place.includes('/')) return [place]
  return [...distinct(named.filter((n) => n.startsWith(`${place}/`))), `${place}/${other}`]
}

function common(lists: readonly (readonly Kind[])[]): Kind[] {
  const [first, ...rest] = lists
  return [...(first ?? [])].filter((kind) => rest.every((list) => list.includes(kind))).sort()
}

function entityKey(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase()
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
