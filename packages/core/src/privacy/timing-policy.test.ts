import { describe, expect, it } from 'vitest'
import {
  type Kind,
  policyProblem,
  refusalOf,
  type TimingPolicy,
  timingCover,
  timingKinds,
  type Whereabouts,
} from '../index.ts'

const on = (entity: string, place: string, ...kinds: Kind[]): TimingPolicy => ({ entity, place, kinds })
const cover = (policies: TimingPolicy[], entities: string[], places: Whereabouts['places']) =>
  timingCover(policies, { entities, places }).kinds

describe('what may be timed', () => {
  it('is nothing until a policy says so', () => {
    expect(cover([], ['Acme Inc'], ['Austin, TX'])).toEqual([])
    expect(cover([], [], [])).toEqual([])
  })

  it('is what the policy for the employer and the place says, however both are written', () => {
    const policies = [on('Acme  Inc', 'us', 'keys', 'rtt')]
    for (const place of [
      'Austin, TX 78701',
      { country: 'US' },
      { country: 'United States', region: 'Texas' },
    ])
      expect(cover(policies, ['ACME Inc '], [place])).toEqual(['keys', 'rtt'])
    expect(cover(policies, ['Acme GmbH'], ['Austin, TX 78701'])).toEqual([])
    expect(cover(policies, ['Acme Inc'], ['Lyon, France'])).toEqual([])
  })

  it('is by the strictest of all plausible places and of all employers', () => {
    const policies = [
      on('*', 'US', 'keys', 'rtt'),
      on('*', 'DE', 'rtt'),
      on('Acme GmbH', '*', 'rtt', 'ssh', 'keys'),
    ]
    expect(cover(policies, ['Acme Inc'], ['Austin, TX', 'Berlin, Germany'])).toEqual(['rtt'])
    expect(cover(policies, ['Acme Inc'], ['Austin, TX', 'Lyon, France'])).toEqual([])
    expect(cover(policies, ['Acme GmbH', 'Acme Inc'], ['Lyon, France'])).toEqual([])
  })

  it('is by the most specific policy for a place, and by the stricter of two that are equally specific', () => {
    const policies = [on('*', '*', ...timingKinds), on('*', 'US/IL', 'rtt'), on('*', 'DE')]
    expect(cover(policies, ['Acme'], ['Chicago, IL'])).toEqual(['rtt'])
    expect(cover(policies, ['Acme'], ['Austin, TX'])).toEqual(timingKinds)
    expect(cover(policies, ['Acme'], [{ country: 'DE' }])).toEqual([])
    // One names the employer, one the place: neither is the more specific.
    expect(cover([on('Acme', '*', 'keys', 'rtt'), on('*', 'FR', 'rtt', 'ssh')], ['Acme'], [{ country: 'FR' }])).toEqual(['rtt']) // biome-ignore format: one case
  })

  it('is by whatever could be true where place, part of a country or employer are not known', () => {
    const everywhere = on('*', '*', 'keys', 'rtt')
    expect(cover([everywhere], [], [])).toEqual(['keys', 'rtt'])
    expect(cover([everywhere, on('*', 'DE', 'rtt')], ['Acme'], [{ lat: 30, lon: -97 }])).toEqual(['rtt'])
    expect(cover([on('*', 'US', 'keys')], ['Acme'], [])).toEqual([])
    expect(cover([on('*', 'US', 'keys', 'rtt'), on('*', 'US/IL', 'rtt')], ['Acme'], [{ country: 'US' }])).toEqual(['rtt']) // biome-ignore format: one case
    expect(cover([on('Acme', '*', 'keys')], [], [{ country: 'US' }])).toEqual([])
    expect(cover([everywhere, on('Acme GmbH', '*')], [], [{ country: 'US' }])).toEqual([])
  })

  it('is refused in words', () => {
    const found = timingCover([on('*', 'US', 'keys')], { entities: ['Acme'], places: ['Austin, TX', 'moon'] })
    expect(refusalOf(found, 'keys')).toBe(
      'No timing policy allows keys for “acme” in a place of work that is not known',
    )
    const covered = timingCover([on('*', 'US', 'keys')], { entities: ['Acme'], places: ['Austin, TX'] })
    expect(refusalOf(covered, 'keys')).toBeUndefined()
    expect(refusalOf(covered, 'rtt')).toBe('No timing policy allows rtt for “acme” in US/TX')
  })

  it.each([
    [on(' ', 'US', 'keys'), 'entity is empty'],
    [on('*', 'Germany', 'keys'), 'write a country such as DE'],
    [on('*', 'US/', 'keys'), 'write a country such as DE'],
    [on('*', 'DE', 'person'), 'person is no timing kind'],
  ])('takes no policy such as %j', (policy, why) => {
    expect(policyProblem(policy)).toContain(why)
  })

  it('knows its kinds', () => {
    expect(timingKinds).toEqual(['keys', 'pointer', 'reaction', 'rtt', 'ssh', 'transit'])
    expect(policyProblem(on('Acme', 'us/ca', 'keys'))).toBeUndefined()
  })
})
