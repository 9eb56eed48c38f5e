import type { FarmView } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { bridgesOf, partsInWords, partsWithout } from './bridges.ts'
import { cutHeight, doorHeight, farmGraph, keeperHeight, rowHeight } from './graph.ts'
import { laptop, member, monitor, person, tie, twoDoors } from './two-doors.ts'

const subjects = (farm: FarmView, shown = {}) => farmGraph(farm, shown).rows.map((r) => r.members[0]!.subject)

describe('the farm in columns', () => {
  it('stands what a bridge would leave together, apart from the rest, whatever order members come in', () => {
    const mixed = { ...twoDoors, members: [...twoDoors.members].reverse() }
    const graph = farmGraph(mixed)
    expect(new Set(subjects(mixed).slice(0, 6))).toEqual(new Set([1, 2, 3, 4, 5, 6].map(person)))
    expect(graph.rows[6]!.y - graph.rows[5]!.y).toBe(rowHeight + cutHeight)
    expect(graph.rows[1]!.y - graph.rows[0]!.y).toBe(rowHeight)
    expect(subjects(twoDoors)).toEqual(subjects(mixed))
  })

  it('cuts the bridge between the rows and says what remains', () => {
    const { cut, rows } = farmGraph(twoDoors)
    expect(cut?.says).toBe('Bridge: cut here, 6 + 3 laptops')
    expect(cut?.ys).toHaveLength(1)
    expect(cut!.ys[0]).toBeGreaterThan(rows[5]!.y)
    expect(cut!.ys[0]).toBeLessThan(rows[6]!.y)
  })

  it('has no cut where the farm holds without any one link', () => {
    const held = { ...twoDoors, ties: twoDoors.ties.map(({ leaves: _, ...t }) => t) }
    expect(farmGraph(held).cut).toBeUndefined()
    expect(bridgesOf(held.ties)).toEqual([])
  })

  it('cuts through the links of the one door that holds everybody', () => {
    const people = [1, 2, 3, 4, 5]
    const door = tie('network:a', people, { leaves: people.map((n) => [person(n)]) })
    const farm = {
      members: people.map((n) => member(n)),
      ties: [door],
      doors: [{ attributes: [door.attribute], members: people.map(person) }],
    }
    const { cut, height, rows } = farmGraph(farm)
    expect(cut).toMatchObject({ says: 'Bridge: cut here, all 5 fall apart', through: 'network:a' })
    expect(cut!.ys[0]).toBeGreaterThan(rows[4]!.y + rowHeight / 2 - 1e-9)
    expect(cut!.ys[0]).toBeLessThan(height)
  })

  it('ties a person whose laptop the tie does not name at the identity', () => {
    const parcel = tie('address:x', [1, 2], { devices: [] })
    const farm = {
      members: [member(1), { ...member(2), devices: [] }],
      ties: [parcel],
      doors: [{ attributes: [parcel.attribute], members: [person(1), person(2)] }],
    }
    expect(farmGraph(farm).edges.map((e) => e.to)).toEqual(['identity', 'identity'])
    expect(farmGraph(twoDoors).edges.every((e) => e.to === 'device')).toBe(true)
  })

  it('draws a monitor between laptops and an account between identities', () => {
    const { arcs } = farmGraph(twoDoors)
    expect(arcs.map((a) => [a.tie.attribute, a.side])).toEqual([
      ['account:pay', 'identity'],
      ['display:LRK-27Q-0583', 'device'],
    ])
  })

  it('counts at the door what its laptops share among themselves, until expanded or selected', () => {
    const farm = { ...twoDoors, ties: [...twoDoors.ties, tie('gadget:x', [1, 3, 4])] }
    const drawn = (shown = {}) => farmGraph(farm, shown).arcs.map((a) => a.tie.attribute)
    expect(farmGraph(farm).doors.map((d) => d.inside)).toEqual([1, 0])
    expect(drawn()).not.toContain('gadget:x')
    expect(drawn({ selected: 'gadget:x' })).toContain('gadget:x')
    expect(drawn({ expand: true })).toContain('gadget:x')
    // An account among them is about the identities, and drawn.
    expect(drawn()).toContain('account:pay')
  })

  it('keeps arcs that pass each other in lanes of their own', () => {
    const farm = {
      ...twoDoors,
      ties: [...twoDoors.ties, tie('display:other', [1, 3]), tie('display:far', [8, 9])],
    }
    const lanes = new Map(farmGraph(farm, { expand: true }).arcs.map((a) => [a.tie.attribute, a.lane]))
    expect(lanes.get('display:other')).toBe(0)
    expect(lanes.get(monitor.attribute)).toBe(1)
    expect(lanes.get('display:far')).toBe(0)
  })

  it('leaves out a hidden link, and rows stay where they are', () => {
    const hidden = farmGraph(twoDoors, { hidden: new Set([monitor.attribute]) })
    expect(hidden.cut).toBeUndefined()
    expect(hidden.arcs.map((a) => a.tie.attribute)).toEqual(['account:pay'])
    expect(hidden.rows.map((r) => r.y)).toEqual(farmGraph(twoDoors).rows.map((r) => r.y))
  })

  it('says what is left without the links that are hidden', () => {
    const members = twoDoors.members.map((m) => m.subject)
    const sizes = (ties: Parameters<typeof partsWithout>[1]) =>
      partsWithout(members, ties).map((p) => p.length)
    expect(sizes([monitor])).toEqual([6, 3])
    expect(sizes([twoDoors.ties[0]!])).toEqual([9])
    const second = { leaves: [members.slice(0, 8), members.slice(8)] }
    expect(sizes([monitor, second])).toEqual([6, 2, 1])
  })

  it('drops a door whose links are all hidden', () => {
    expect(
      farmGraph(twoDoors, { hidden: new Set(['network:b'] as const) }).doors.map((d) => d.number),
    ).toEqual([1])
  })

  it('has a row for each laptop when expanded, one identity all the same', () => {
    const farm = {
      ...twoDoors,
      members: [{ ...member(1), devices: [laptop(1), laptop(50)] }, ...twoDoors.members.slice(1)],
    }
    const one = farmGraph(farm).rows.find((r) => r.members[0]!.subject === person(1))!
    expect(one.more).toBe(1)
    const rows = farmGraph(farm, { expand: true }).rows.filter((r) => r.members[0]!.subject === person(1))
    expect(rows.map((r) => [r.devices[0], r.first, r.more])).toEqual([
      [laptop(1), true, 0],
      [laptop(50), false, 0],
    ])
  })

  it('keeps doors apart, the keeper above its door, everything inside the drawing', () => {
    const people = [1, 2]
    const ties = ['a', 'b', 'c', 'd'].map((x) => tie(`network:${x}`, people))
    const farm = {
      members: people.map((n) => member(n)),
      ties,
      doors: ties.map((t) => ({ attributes: [t.attribute], members: people.map(person) })),
      keeper: { by: 'local' as const, ref: 'network:b' as const, says: 'is there on 40 days' },
    }
    const { doors, height } = farmGraph(farm)
    expect(doors.map((d) => d.keeper)).toEqual([false, true, false, false])
    const sorted = [...doors].sort((a, b) => a.y - b.y)
    for (const [i, door] of sorted.entries()) {
      const above = door.keeper ? keeperHeight : 0
      const before = sorted[i - 1]
      expect(door.y - (before?.y ?? -doorHeight / 2)).toBeGreaterThanOrEqual(doorHeight + above - 1e-9)
    }
    expect(sorted.at(-1)!.y + doorHeight / 2).toBeLessThanOrEqual(height + 1e-9)
  })
})

describe('a farm past sixty nodes', () => {
  const people = Array.from({ length: 40 }, (_, i) => i + 1)
  const ties = [
    tie('network:a', people.slice(0, 25)),
    tie('network:b', people.slice(25, 39)),
    tie('display:x', [25, 26, 40]),
  ]
  const farm = {
    members: people.map((n) => member(n)),
    ties,
    doors: ties.slice(0, 2).map((t) => ({ attributes: [t.attribute], members: t.members })),
  }

  it('is folded by door; whoever is behind none keeps a row', () => {
    const graph = farmGraph(farm)
    expect(graph.folded).toBe(true)
    expect(graph.rows.map((r) => [r.folds, r.members.length, r.devices.length])).toEqual([
      ['network:a', 25, 25],
      ['network:b', 14, 14],
      [undefined, 1, 1],
    ])
    expect(graph.arcs.map((a) => a.rows)).toEqual([[0, 1, 2]])
    expect(graph.edges.map((e) => [e.door, e.row])).toEqual([
      ['network:a', 0],
      ['network:b', 1],
    ])
  })

  it('unfolds one door', () => {
    const { rows } = farmGraph(farm, { open: 'network:b' })
    expect(rows).toHaveLength(1 + 14 + 1)
  })

  it('takes four hundred members without a door', () => {
    const many = Array.from({ length: 400 }, (_, i) => i)
    const big = {
      members: many.map((n) => member(n)),
      ties: many.map((n) => tie(`display:${n}`, [n, (n + 1) % 400])),
      doors: [],
    }
    expect(farmGraph(big).rows).toHaveLength(400)
  })
})

describe('what would be left', () => {
  it('counts laptops where all are known, identities where one is not', () => {
    const members = twoDoors.members
    const leaves = [[1, 2, 3, 4, 5, 6].map(person), [7, 8, 9].map(person)]
    expect(partsInWords(leaves, members)).toBe('6 + 3 laptops')
    expect(partsInWords(leaves, [{ ...members[0]!, devices: [] }, ...members.slice(1)])).toBe(
      '6 + 3 identities',
    )
    expect(partsInWords([[1, 2, 3, 4].map(person), ...[5, 6, 7, 8].map((n) => [person(n)])], members)).toBe(
      '4 + 1 + 1 laptops and 2 smaller parts',
    )
    expect(
      partsInWords(
        [1, 2].map((n) => [person(n)]),
        members,
      ),
    ).toBe('1 + 1 laptops')
  })
})
