import { detectors, type Kind } from '@telltale/core'
import { afterEach, describe, expect, it } from 'vitest'
import { noon, rtt, type TestService, testService } from '../api/test-service.ts'
import { check } from '../ingest/delivery.ts'
import { correct } from './correcting.ts'

let service: TestService
afterEach(() => service.end())

const kvm = detectors.find((d) => d.id === 'device/ip-kvm')!
const fires = kvm.examples.find((e) => e.gives === 'evidence')!.rows.find((r) => r.kind === 'inventory')!

async function take(...rows: object[]) {
  const { context, inbox } = service
  const raw = rows.map((value, i) => ({ row: i + 1, value }))
  const checked = await check(raw, { source: 'test', receivedAt: noon, digest: 'd' }, context.index)
  expect(checked.problems).toEqual([])
  await inbox.append(checked)
  while ((await inbox.depth()) > 0) await new Promise((done) => setTimeout(done, 5))
}

const inventory = (id: string, data: object) => ({
  ...{ id, kind: 'inventory' as Kind, at: noon, about: ['device:LT-1', 'person:W-1'], data },
})
const found = async () =>
  (await service.store.evidence({ detector: 'device/ip-kvm' })).filter((e) => e.is === 'evidence')
const wrong = (id: string, over: object = {}) => ({
  ...{ source: 'test', observation: id, says: null, because: 'It was another laptop’s list.', ...over },
})

describe('a correction', () => {
  it('takes what is wrong out of what is judged, and keeps it on record', async () => {
    service = await testService()
    await take(inventory('i1', fires.data), inventory('i2', { programs: ['editor'] }))
    expect(await found()).toHaveLength(1)
    const done = await correct(service.context, 'person:W-1', wrong('i1'), 'local-counsel')
    expect(done).toMatchObject({ judged: 'anew', stays: [] })
    expect(await found()).toEqual([])
    const { total } = await service.store.observations({
      ...{ subjects: ['person:W-1'], from: 0, to: 1e13, limit: 10 },
    })
    expect(total).toBe(2)
    expect(await service.store.corrections('person:W-1')).toMatchObject([{ observation: 'i1', says: null }])
    // A second one knows of the first.
    await take(inventory('i3', fires.data))
    expect(await found()).toHaveLength(1)
    await correct(service.context, 'person:W-1', wrong('i2', { field: 'programs', says: ['other'] }), 'x')
    expect(await found()).toHaveLength(1)
    await correct(service.context, 'person:W-1', wrong('i3'), 'x')
    expect(await found()).toEqual([])
  })

  it('puts what is right in its place: claims, and who a contact is shared with', async () => {
    service = await testService()
    const worker = (id: string, n: number, phone: string) => ({
      ...{ id, kind: 'person', at: noon, about: [`person:W-${n}`] },
      data: { name: 'Kay Sample', phones: [phone], place: 'Austin, TX', employer: 'Acme' },
    })
    await take(worker('a', 1, '+1 512 555 0143'), worker('b', 2, '+1 512 555 0143'))
    const shared = (await service.store.attributesOn(['person:W-1'])).find((a) => a.ref.startsWith('phone:'))!
    const members = async () =>
      Object.keys((await service.store.attributes([shared.ref])).get(shared.ref)?.members ?? {})
    expect(await members()).toEqual(['person:W-1', 'person:W-2'])
    const done = await correct(
      service.context,
      'person:W-1',
      { ...wrong('a', { field: 'phones', says: ['+1 614 555 0177'] }), because: 'A slip of a digit.' },
      'x',
    )
    expect(done.correction.supersededBy).toMatchObject({ source: 'correction' })
    expect(await members()).toEqual(['person:W-2'])
    expect((await service.store.attributesOn(['person:W-1'])).map((a) => a.ref)).not.toContain(shared.ref)
    const card = service.context.engine.directory.claims.get('person:W-1')!
    expect(card).toHaveLength(1)
    expect(card[0]!.value.contacts).not.toContain(shared.ref)
    await correct(service.context, 'person:W-1', wrong(done.correction.supersededBy!.id, { source: 'correction', field: 'employer', says: 'Acme GmbH' }), 'x') // biome-ignore format: one act
    expect(service.context.engine.directory.claims.get('person:W-1')![0]!.value.employer).toBe('Acme GmbH')
  })

  it('stands beside what was measured of times, which are not kept', async () => {
    service = await testService()
    await take(rtt('r1', 40))
    const before = await service.store.evidence({})
    const done = await correct(service.context, 'person:W-1', wrong('r1'), 'x')
    expect(done).toMatchObject({ judged: 'beside', stays: [expect.stringContaining('beside it')] })
    expect(await service.store.evidence({})).toEqual(before)
  })

  it('is refused where it is no observation of theirs, or no longer one of its kind', async () => {
    service = await testService()
    await take(inventory('i1', fires.data))
    await expect(correct(service.context, 'person:W-2', wrong('i1'), 'x')).rejects.toThrow(
      'There is no observation i1 of test about person:W-2: nothing was changed.',
    )
    await expect(
      correct(service.context, 'person:W-1', wrong('i1', { field: 'usb', says: 'none' }), 'x'),
    ).rejects.toThrow(/The corrected inventory can't be used: data.usb.*Nothing was changed/)
    expect(await service.store.corrections()).toEqual([])
    expect(await found()).toHaveLength(1)
  })
})
