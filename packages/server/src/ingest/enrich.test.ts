import { accept, digest, facts } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { sanctionsIndex } from '../intel/sanctions.ts'
import { enrich } from './enrich.ts'
import { openIpCountries } from './ip-countries.ts'

const { countries } = openIpCountries()
const sanctions = sanctionsIndex(
  [
    {
      uid: '77',
      type: 'individual',
      names: ['Zoltan Vereshko'],
      weakNames: [],
      births: [],
      documents: [{ type: 'Passport', number: 'T14553558' }],
      wallets: [],
      addresses: [],
      programs: [],
    },
  ],
  'SDN of 2026-11-20',
)

function arrive(kind: string, data: object, lookups = { ...(countries && { countries }), sanctions }) {
  const accepted = accept(
    { kind, at: 1_767_225_600_000, about: ['application:A-1'], data },
    { source: 'test', id: 'r', receivedAt: 4e12 },
    (t, v) => digest(t + v),
    enrich(lookups),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

describe('the look-ups of arrival', () => {
  it.each(['application', 'signin', 'call'])('add the country of the address of a %s', (kind) => {
    const { derived } = arrive(
      kind,
      kind === 'signin' ? { ip: '8.8.8.8', outcome: 'ok', system: 'x' } : { ip: '8.8.8.8' },
    )
    expect(derived.ipCountry).toBe('US')
    expect(derived.lists).toHaveProperty('ip-countries')
  })

  it('compare with the sanctions list and keep nothing of what was compared', () => {
    const { derived, data } = arrive('application', {
      name: 'Jo Brook',
      birthDate: '1979-09-21',
      documents: [{ type: 'passport', number: 'T14553558' }],
      wallets: ['149w62rY42aZBox8fGcmqNsXUzSStKeq8C'],
    })
    expect(derived.sanctions).toEqual({ entry: '77', agrees: ['document'] })
    expect(derived.lists).toEqual({ sanctions: 'SDN of 2026-11-20' })
    expect(JSON.stringify([derived, data])).not.toMatch(/T1455|1979|149w/)
  })

  it('say that the list was asked where nothing agrees', () => {
    expect(arrive('application', { name: 'Zoltan Vereshko' }).derived.lists).toEqual({
      sanctions: 'SDN of 2026-11-20',
    })
  })

  it('say who receives mail for others where a device is sent, by the built-in lists and by the company’s own', () => {
    const own = {
      ...facts.forwarders,
      data: { addresses: [{ street: '77 Depot Road', city: 'Tampa', region: 'FL', of: 'Depot Mail' }] },
    }
    const lookups = { sanctions, receivers: { ...facts, forwarders: own } }
    const sent = (shipTo: string) => arrive('shipment', { shipTo }, lookups as never).derived
    expect(sent('77 Depot Rd, Tampa, FL 33617')).toMatchObject({
      receives: 'Depot Mail',
      attributes: [{ shown: 'an address held in the records, where Depot Mail receives mail for others' }],
      lists: { forwarders: own.version },
    })
    expect(sent('12 Oak Street c/o The UPS Store, Columbus, OH').receives).toBe('The UPS Store')
    const home = sent('12 Oak Street, Columbus, OH 43215')
    expect(home.receives).toBeUndefined()
    expect(home.attributes[0]!.shown).toBe('an address held in the records')
  })

  it.each([
    ['no address', 'application', {}],
    ['a private address', 'call', { ip: '10.0.0.1' }],
    ['a kind that has none', 'attestation', { form: 'x' }],
  ])('add no country with %s', (_, kind, data) => {
    expect(arrive(kind, data).derived.ipCountry).toBeUndefined()
  })

  it('add nothing where nothing is loaded', () => {
    const { derived } = arrive('application', { name: 'Jo Brook', ip: '8.8.8.8' }, {} as never)
    expect(Object.keys(derived).sort()).toEqual(['attributes', 'who'])
  })
})
