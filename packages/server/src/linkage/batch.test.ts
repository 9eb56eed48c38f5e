import { defaultLinkModel, type LinkRecord, type LinkWord, linkage } from '@telltale/core'
import { expect, it } from 'vitest'
import { sample } from '../../../../bench/links/people.ts'
import { linkAll, loadOnThreads } from './batch.ts'

const { records } = sample(1600, 5)

const shown = (of: ReturnType<typeof linkage>) =>
  [...of.entities()].map(({ id, records }) => `${id} ${records.join(' ')}`).sort()

it.each([1, 2, 3])(
  'a batch on %i threads is what load gives, names, places and hubs included',
  async (threads) => {
    const whole = linkage(defaultLinkModel)
    whole.load(records)
    const { linkage: parts } = await linkAll(records, defaultLinkModel, { threads })
    expect(shown(parts)).toEqual(shown(whole))
    expect(shown(parts).length).toBeGreaterThan(100)
    expect(parts.review(50)).toEqual(whole.review(50))
    expect(parts.blocks()).toEqual(whole.blocks())
  },
)

it('learns the same model on a thread of its own, and links the same', async () => {
  const alone = await linkAll(records, undefined, { threads: 1 })
  const beside = await linkAll(records, undefined, { threads: 2 })
  expect(beside.model).toEqual(alone.model)
  expect(shown(beside.linkage)).toEqual(shown(alone.linkage))
})

it('goes on one at a time after a batch on threads, and keeps what people said', async () => {
  const [first, second] = [records.slice(0, 1200), records.slice(1200)]
  const [a, b] = shown(linkageOf(first))[0]!.split(' ').slice(1) as [string, string]
  const words = [{ is: 'different-people', a, b } as const]
  const { linkage: held } = await linkAll(first, defaultLinkModel, { threads: 2, words })
  for (const record of second) held.add(record)
  expect(shown(held)).toEqual(shown(linkageOf(records, words)))
  expect(held.entityOf(a)!.records).not.toContain(b)
})

it('a second batch into what is held is one batch of both, and none is nothing', async () => {
  const held = linkage(defaultLinkModel)
  await loadOnThreads(held, [], 2)
  expect(held.size).toBe(0)
  await loadOnThreads(held, records.slice(0, 800), 2)
  await loadOnThreads(held, records.slice(800), 2)
  await loadOnThreads(held, records.slice(0, 10), 2)
  for (const { id } of records) held.remove(id)
  await loadOnThreads(held, records, 2)
  expect(shown(held)).toEqual(shown(linkageOf(records)))
})

function linkageOf(of: readonly LinkRecord[], words: readonly LinkWord[] = []) {
  const whole = linkage(defaultLinkModel, { words })
  whole.load(of)
  return whole
}
