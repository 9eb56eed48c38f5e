import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accept,
  canonical,
  detectors,
  digest,
  drain,
  type Observation,
  observeExample,
  plan,
} from '../index.ts'

/** What holds for every detector that judges shared attributes, whatever is shared. */

const links = detectors.filter((d) => 'links' in d && d.status !== 'retired')
const at = 1_767_225_600_000
const day = 86_400_000

const text = fc.constantFrom(
  '',
  ' ',
  'N/A',
  '0000',
  '1234567',
  'test@test.com',
  'Sorrel Moss',
  '\u202e',
  'x'.repeat(2000),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const place = fc.record({
  lat: maybe(fc.constantFrom(0, 90, -90, 39.96, 33.45)),
  lon: maybe(fc.constantFrom(0, 180, -180, -83, -112.07)),
})
const address = fc.constantFrom(
  '12 Oak Street, Columbus OH',
  '4410 Ropewalk St Apt 6',
  'PMB 7, 64 W Central Ave',
  '1',
  ' ',
)
const mac = fc.constantFrom(
  '30:52:53:0a:1b:2c',
  '94:83:c4:01:02:03',
  'ff:ff:ff:ff:ff:ff',
  '00:00:00:00:00:00',
  'nonsense',
)
const rows: Record<string, fc.Arbitrary<object>> = {
  person: fc.record({
    place: maybe(place),
    address: maybe(address),
    startDate: maybe(fc.constantFrom('2026-01-03', 'soon', '')),
  }),
  shipment: fc.record({
    shipTo: maybe(address),
    signedBy: maybe(text),
    offerAt: maybe(fc.constantFrom(0, at)),
    changedAt: maybe(fc.constantFrom(0, at + 1)),
  }),
  account: fc.record({
    number: maybe(
      fc.oneof(
        text.map((t) => t.slice(0, 300)),
        fc.constant('021000021-77004031'),
      ),
    ),
  }),
  signin: fc.record({
    authenticator: maybe(
      fc.constantFrom('guo4a5u7JHHhjXrMK0g4', 'push', '0', 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'),
    ),
    factor: maybe(fc.constantFrom('', 'passkey')),
  }),
  inventory: fc.record({
    neighbours: maybe(
      fc.array(fc.record({ mac: maybe(mac), name: maybe(fc.constantFrom('pikvm', '', 'printer')) }), {
        maxLength: 4,
      }),
    ),
    gateway: maybe(fc.record({ mac: maybe(mac) })),
    processes: maybe(
      fc.array(
        fc.constantFrom(
          '',
          'anydesk.exe 918273645',
          'rustdesk-host=hub.moss.example,key=.exe',
          'ScreenConnect ?h=&h=x',
        ),
        { maxLength: 3 },
      ),
    ),
    remoteTools: maybe(
      fc.array(fc.record({ name: text.map((t) => t.slice(0, 200)), id: maybe(fc.constant('918273645')) }), {
        maxLength: 2,
      }),
    ),
  }),
}
const row = fc.record({
  kind: fc.constantFrom(...Object.keys(rows)),
  who: fc.integer({ min: 1, max: 4 }),
  on: fc.integer({ min: 0, max: 40 }),
  held: fc.boolean(),
})
const batch = fc.array(
  row.chain((r) => rows[r.kind]!.map((data) => ({ ...r, data }))),
  { minLength: 2, maxLength: 60 },
)

function observe(
  given: { kind: string; who: number; on: number; held: boolean; data: object }[],
): Observation[] {
  return given.flatMap(({ kind, who, on, held, data }, i) => {
    const device = kind === 'shipment' || kind === 'inventory'
    const about = [...(device ? [`device:LT-${who}`] : []), ...(held || !device ? [`person:W-${who}`] : [])]
    const raw = JSON.parse(JSON.stringify({ kind, at: at + on * day, about, data }))
    const accepted = accept(raw, { source: 'hostile', id: `r${i}`, receivedAt: at + 100 * day }, (t, v) =>
      digest(t + v),
    )
    return accepted.observation ? [accepted.observation] : []
  })
}

describe('detectors of shared attributes', () => {
  it('throw on nothing, weigh only finite numbers within their own list of schemes, and do not mind the order', () => {
    fc.assert(
      fc.property(batch, (given) => {
        const observations = observe(given)
        const out = drain(plan(links), [observations])
        expect(out.faults).toEqual([])
        for (const e of out.evidence) {
          for (const weight of Object.values(e.weights)) expect(Number.isFinite(weight)).toBe(true)
          if (e.is === 'evidence') expect(new Set(e.weighsOn).size).toBeGreaterThan(0)
        }
        const split = drain(
          plan(links),
          observations.toReversed().map((o) => [o]),
        )
        expect(canonical(split.evidence)).toBe(canonical(out.evidence))
      }),
      { numRuns: 60 },
    )
  })

  it.each(links.map((d) => [d.id, d] as const))('%s names numbers that a hunt may try', (_, detector) => {
    const named = Object.entries(detector.thresholds ?? {})
    expect(named.length).toBeGreaterThan(0)
    for (const [, { value, unit, says }] of named) {
      expect(Number.isFinite(value)).toBe(true)
      expect(unit.length).toBeGreaterThan(0)
      expect(says).toMatch(/\.$/)
    }
  })

  it.each([
    ['pay/shared-account', 'mostPeople'],
    ['location/shared-delivery', 'mostPeople'],
    ['location/one-recipient', 'mostPeople'],
    ['identity/shared-authenticator', 'mostPeople'],
    ['device/shared-relay', 'mostPeople'],
    ['device/monitor-twin', 'mostPeople'],
    ['identity/shared-contact', 'mostIdentities'],
    ['identity/shared-profile', 'mostIdentities'],
    ['conduct/referral-chain', 'mostIdentities'],
  ])('%s abstains where a hunt lets %s be one', (id, name) => {
    const detector = links.find((d) => d.id === id)!
    const example = detector.examples.find((e) => e.gives === 'evidence')!
    const observations = observeExample(example) as Observation[]
    const found = (value: number | undefined) =>
      drain(plan([detector], {}, value === undefined ? {} : { [id]: { [name]: value } }), [observations])
        .evidence.length
    expect(found(undefined)).toBeGreaterThan(0)
    expect(found(1)).toBe(0)
  })
})
