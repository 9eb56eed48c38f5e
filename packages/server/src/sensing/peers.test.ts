import type { SubjectRef } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { networkOf, peers } from './peers.ts'

const now = 1_767_225_600_000
const day = 86_400_000

/** The two calls of the store that are used, on a map. */
function settings() {
  const held = new Map<string, unknown>()
  return {
    held,
    setting: async (key: string) => structuredClone(held.get(key)),
    putSetting: async (key: string, value: unknown) => void held.set(key, structuredClone(value)),
  }
}

const device = (i: number): SubjectRef => `device:LT-${i}`

describe('neighbours on a network', () => {
  it('says what the others need, never counting the device itself', async () => {
    const known = peers(settings())
    for (let i = 0; i < 20; i++) await known.note('Dallas', `198.51.100.${i}`, device(i), 40 + i, now)
    expect(await known.note('Dallas', '198.51.7.7', device(99), 240, now)).toEqual({
      network: '198.51.0.0/16',
      n: 20,
      p95: 59,
    })
    // A slow newcomer is a neighbour of the next one, and of nobody on another network or at another collector.
    expect((await known.note('Dallas', '198.51.7.8', device(98), 50, now))?.n).toBe(21)
    expect(await known.note('Dallas', '203.0.113.8', device(98), 50, now)).toBeUndefined()
    expect(await known.note('Berlin', '198.51.7.8', device(98), 50, now)).toBeUndefined()
  })

  it('keeps each device’s smallest time for thirty days', async () => {
    const store = settings()
    const known = peers(store)
    await known.note('Dallas', '198.51.100.1', device(1), 90, now)
    await known.note('Dallas', '198.51.100.1', device(1), 45, now + day)
    await known.note('Dallas', '198.51.100.1', device(1), 300, now + 2 * day)
    expect((await known.note('Dallas', '198.51.100.2', device(2), 50, now + 3 * day))?.p95).toBe(45)
    expect(await known.note('Dallas', '198.51.100.3', device(3), 50, now + 40 * day)).toBeUndefined()
    expect(JSON.stringify([...store.held.values()])).not.toContain('LT-2')
  })

  it('loses nothing when many flush at once, and stays bounded', async () => {
    const store = settings()
    const known = peers(store)
    await Promise.all(
      Array.from({ length: 300 }, (_, i) => known.note('D', '198.51.1.1', device(i), 10 + i, now)),
    )
    const [{ devices }] = [...store.held.values()] as [{ devices: object }]
    expect(Object.keys(devices)).toHaveLength(200)
  })

  it.each([
    ['198.51.100.7', '198.51.0.0/16'],
    ['2001:db8:5::7', '2001:db8::/32'],
    ['10.1.2.3', undefined],
    ['192.168.1.5', undefined],
    ['100.70.1.1', undefined],
    ['127.0.0.1', undefined],
    ['::1', undefined],
    ['fe80::1', undefined],
    ['not an address', undefined],
  ])('%s is of %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })

  it('notes nothing for a time that is none', async () => {
    const store = settings()
    expect(await peers(store).note('D', '198.51.1.1', device(1), 0, now)).toBeUndefined()
    expect(store.held.size).toBe(0)
  })
})
