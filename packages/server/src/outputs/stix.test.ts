import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { stixBundleSchema, stixObjects } from './published/stix.ts'
import { contactHash, type StixCase, stixBundle, uuid5 } from './stix.ts'
import { noon } from './test-events.ts'

const ajv = new Ajv({ allErrors: true, strict: false })
const checks = Object.fromEntries(Object.entries(stixObjects).map(([type, s]) => [type, ajv.compile(s)]))
const isBundle = ajv.compile(stixBundleSchema)
const day = 86_400_000

const options = {
  ...{ company: 'Example', tlp: 'amber' as const, signedAt: noon - 100 * day },
  ...{ sharedKey: 'a key that two companies share', ownKey: 'a key of ours' },
}
const phone = { kind: 'phone', value: '+15125550143', firstSeen: noon - 90 * day, lastSeen: noon, seen: 3 }
const mail = { ...phone, kind: 'email', value: 'quiet.heron@example.com', seen: 1 }
const one: StixCase = { case: 'C-1A2B3C', decidedAt: noon, attack: ['T1656', 'T1090.001'], contacts: [phone, mail] } // biome-ignore format: one line
const two: StixCase = { ...one, case: 'C-FFFFFF', decidedAt: noon + day, contacts: [phone] }

type Found = Record<string, unknown> & { id: string }
const of = (bundle: ReturnType<typeof stixBundle>, type: string): Found[] =>
  bundle.objects.filter((o) => o.type === type)

describe('STIX', () => {
  it('is a bundle of valid objects that refer to objects in it', () => {
    const bundle = JSON.parse(JSON.stringify(stixBundle([one, two], options)))
    isBundle(bundle)
    expect(isBundle.errors ?? []).toEqual([])
    const ids = new Set(bundle.objects.map((o: Found) => o.id))
    expect(ids.size).toBe(bundle.objects.length)
    for (const object of bundle.objects) {
      const check = checks[object.type]!
      check(object)
      expect(check.errors ?? []).toEqual([])
      for (const [key, value] of Object.entries(object))
        if (key.endsWith('_ref') || key.endsWith('_refs'))
          for (const id of [value].flat()) expect(ids).toContain(id)
      if (object.modified) expect(object.modified >= object.created).toBe(true)
    }
  })

  it('holds no contact, no name and no id of ours in clear', () => {
    const text = JSON.stringify(stixBundle([one, two], options))
    for (const clear of [
      '5550143',
      'quiet.heron',
      'C-1A2B3C',
      'C-FFFFFF',
      'person:',
      options.sharedKey,
      options.ownKey,
    ])
      expect(text).not.toContain(clear)
    expect(text).toContain(contactHash(options.sharedKey, phone))
    expect(text).not.toContain(contactHash('another key', phone))
  })

  it('has the same ids wherever it is made, and a contact of two cases once', () => {
    const bundle = stixBundle([one, two], options)
    expect(stixBundle([one, two], options)).toEqual(bundle)
    expect(of(bundle, 'indicator')).toHaveLength(2)
    expect(of(bundle, 'report')).toHaveLength(2)
    const other = stixBundle([one], { ...options, ownKey: 'of another company' })
    expect(of(other, 'indicator')[0]!.id).not.toBe(of(bundle, 'indicator')[0]!.id)
    // What both can compare is made from the hash alone.
    expect(of(other, 'x-telltale-contact')[0]!.id).toBe(of(bundle, 'x-telltale-contact')[0]!.id)
  })

  it('revokes what an overturned case gave rise to, and leaves what another case still holds up', () => {
    const bundle = stixBundle([{ ...one, overturned: noon + 5 * day }, two], options)
    const indicators = Object.fromEntries(
      of(bundle, 'indicator').map((i) => [String(i.name).split(' ')[0], i]),
    )
    expect(indicators.email).toMatchObject({
      revoked: true,
      modified: new Date(noon + 5 * day).toISOString(),
    })
    expect(indicators.phone).not.toHaveProperty('revoked')
    expect(of(bundle, 'report').map((r) => r.revoked === true)).toEqual([true, false])
    const before = stixBundle([one, two], options)
    expect(of(bundle, 'indicator').map((i) => i.id)).toEqual(of(before, 'indicator').map((i) => i.id))
    const all = stixBundle([{ ...one, overturned: noon + 5 * day }, { ...two, overturned: noon + 6 * day }], options) // biome-ignore format: one line
    for (const type of ['indicator', 'sighting', 'report', 'observed-data'])
      for (const object of of(all, type)) expect(object.revoked).toBe(true)
  })

  it('marks every object with the level of sharing', () => {
    for (const object of stixBundle([one], { ...options, tlp: 'red' }).objects)
      if (object.type !== 'marking-definition')
        expect(object.object_marking_refs).toEqual([
          'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
        ])
  })

  it('makes name-based ids as RFC 9562 does', () => {
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    )
  })
})
