import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import gadgetNeighbours from './gadget-neighbours.ts'

const at = 1_767_225_600_000
const day = 86_400_000
const jet = (n: number) => ({ mac: `30:52:53:0a:1b:0${n}` })

function judge(...days: { neighbours?: { mac?: string; name?: string }[]; gateway?: { mac: string } }[]) {
  const observations = days.map((data, d) => {
    const row = { kind: 'inventory', at: at + d * day, about: ['device:LT-1'], data }
    const accepted = accept(row, { source: 'test', id: `r${d}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([gadgetNeighbours]), [observations])
  expect(out.faults).toEqual([])
  const evidence = out.evidence.toSorted((a, b) => a.from - b.from)
  return { all: evidence, last: evidence.at(-1), because: out.abstentions.map((a) => a.because) }
}

const stays = (...neighbours: { mac?: string; name?: string }[]) => judge(...Array(6).fill({ neighbours }))

describe('device/gadget-neighbours', () => {
  it('speaks once a box has stayed, and grows with how many there are', () => {
    const one = stays(jet(1))
    expect(one.all).toHaveLength(3)
    expect(one.last?.weights['hands-elsewhere']).toBe(0.6)
    const weights = [1, 2, 3, 5].map(
      (n) => stays(...Array.from({ length: n }, (_, i) => jet(i))).last!.weight,
    )
    expect(weights).toEqual([0.6, 1.2, 1.8, 1.8])
  })

  it('counts one unit once, whatever it is called', () => {
    const mixed = judge(
      ...[0, 1, 2, 3, 4].map((d) => ({ neighbours: [{ ...jet(1), ...(d % 2 && { name: 'jetkvm' }) }] })),
    )
    expect(mixed.last?.weight).toBe(0.6)
  })

  it('knows a box by its name where it has an ordinary address or none', () => {
    expect(stays({ mac: 'b8:27:eb:01:02:03', name: 'pikvm.local' }).last?.is).toBe('evidence')
    expect(stays({ name: 'tinypilot' }).last?.is).toBe('evidence')
  })

  it('says that a maker of routers points to nothing by itself, and little by several', () => {
    expect(stays({ mac: '94:83:c4:01:02:03' }).last).toMatchObject({ is: 'clear', weight: 0 })
    const several = stays({ mac: '94:83:c4:01:02:03' }, { mac: '94:83:c4:01:02:04' }).last!
    expect(several.weight).toBeLessThan(0.5)
  })

  it.each([
    ['a friend’s box on one evening', [{ neighbours: [jet(1)] }], /fewer than 4 days so far/],
    [
      'printers and televisions',
      Array(6).fill({ neighbours: [{ mac: '00:1b:a9:01:02:03', name: 'printer' }] }),
      /says nothing of one on another network/,
    ],
    ['no list of machines', Array(6).fill({ gateway: { mac: '30:52:53:01:02:03' } }), /lists no machines/],
    [
      'bad addresses',
      Array(6).fill({ neighbours: [{ mac: '30:52:53' }, { mac: 'ff:ff:ff:ff:ff:ff' }, {}] }),
      /says nothing of one/,
    ],
  ])('abstains on %s', (_, days, because) => {
    const out = judge(...days)
    expect(out.all).toEqual([])
    expect(out.because.at(-1)).toMatch(because)
  })

  it('keeps no address', () => {
    expect(JSON.stringify(stays(jet(1)).all)).not.toContain('0a:1b')
  })
})
