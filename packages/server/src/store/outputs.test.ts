import type { SubjectRef } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import type { OutputEvent } from '../outputs/event.ts'
import type { Outgoing, Told } from './outputs.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: the spool of messages for other systems. */

const at = 1_772_452_800_000

function message(target: string, n: number, subject: SubjectRef = 'person:W-1'): Outgoing {
  const event: OutputEvent = {
    ...{ id: `M-${n}`, is: 'listed', at: at + n, company: 'Example', subject, pseudonym: 'Quiet Heron' },
    ...{ simulated: false, says: 'A relay \0.', check: 'offer a check', findings: [], link: '' },
    score: { scheme: 'hands-elsewhere', weight: 2.4, probability: 0.2, calibrated: false },
  }
  return { target, event }
}

const listed: Told = { listed: true, pieces: ['location/layer-gap|device:LT-1'] }
const nobody = new Map<SubjectRef, Told | undefined>()

describe.each(backends())('outputs, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('keep messages in order for each target, once each, and what was told, over a restart', async () => {
    const { store, again } = await fresh()
    await store.postOutputs(
      [message('siem', 1), message('chat', 1), message('siem', 2)],
      new Map([['person:W-1' as SubjectRef, listed]]),
    )
    await store.postOutputs([message('siem', 2), message('siem', 3)], nobody)
    const later = await again()
    const waiting = await later.outputsWaiting('siem', 10)
    expect(waiting.map((m) => m.event)).toEqual([1, 2, 3].map((n) => message('siem', n).event))
    expect((await later.outputsWaiting('siem', 2)).length).toBe(2)
    expect((await later.outputsWaiting('chat', 10)).length).toBe(1)
    expect(await later.outputsWaiting('nobody', 10)).toEqual([])
    expect(await later.told()).toEqual(new Map([['person:W-1', listed]]))
    expect(await later.told(['person:W-2'])).toEqual(new Map())
    await later.postOutputs([], new Map([['person:W-1' as SubjectRef, undefined]]))
    expect(await later.told()).toEqual(new Map())
  })

  it('say what was delivered, what failed and why, and what is tried when', async () => {
    const { store } = await fresh()
    await store.postOutputs([message('siem', 1), message('siem', 2), message('siem', 3)], nobody)
    const [one, two, three] = await store.outputsWaiting('siem', 10)
    await store.outputsSent([one!.seq], at + 10)
    await store.outputFailed(two!.seq, { at: at + 11, because: 'answered 503', nextAt: at + 1011 })
    expect(await store.outputsWaiting('siem', 10)).toMatchObject([
      { seq: two!.seq, attempts: 1, nextAt: at + 1011 },
      { seq: three!.seq, attempts: 0 },
    ])
    expect((await store.outputSpools()).get('siem')).toEqual({
      ...{ waiting: 2, dead: 0, withheld: 0, lastSuccess: at + 10, nextTry: at + 1011 },
      lastFailure: { at: at + 11, because: 'answered 503' },
    })
    await store.outputFailed(two!.seq, { at: at + 12, because: 'answered 400' })
    await store.withholdOutputs([three!.seq])
    expect((await store.outputSpools()).get('siem')).toEqual({
      ...{ waiting: 0, dead: 1, withheld: 1, lastSuccess: at + 10 },
      lastFailure: { at: at + 12, because: 'answered 400' },
    })
    expect(await store.deadLetters('siem', 10)).toEqual([
      { seq: two!.seq, is: 'listed', at: at + 2, attempts: 2, because: 'answered 400' },
    ])
  })

  it('let dead letters, or everything since a time, wait again in their order', async () => {
    const { store } = await fresh()
    await store.postOutputs(
      [1, 2, 3].map((n) => message('siem', n)),
      nobody,
    )
    const [one, two, three] = await store.outputsWaiting('siem', 10)
    await store.outputsSent([one!.seq, three!.seq], at)
    await store.outputFailed(two!.seq, { at, because: 'answered 400' })
    expect(await store.replayOutputs('siem', { dead: true })).toBe(1)
    expect((await store.outputsWaiting('siem', 10)).map((m) => [m.seq, m.attempts])).toEqual([[two!.seq, 0]])
    expect(await store.replayOutputs('siem', { since: at + 3 })).toBe(1)
    expect((await store.outputsWaiting('siem', 10)).map((m) => m.seq)).toEqual([two!.seq, three!.seq])
    expect(await store.replayOutputs('nobody', { dead: true })).toBe(0)
  })

  it('drop what was delivered long ago, targets that are gone, an erased person, and the demo company', async () => {
    const { store } = await fresh()
    const demo: SubjectRef = 'person:larkspur-1'
    const told = new Map([
      ['person:W-1' as SubjectRef, listed],
      [demo, listed],
    ])
    await store.postOutputs(
      [message('siem', 1), message('siem', 2), message('old', 1), message('siem', 3, demo), message('siem', 4, 'person:W-2')], // biome-ignore format: a list
      told,
    )
    const [one] = await store.outputsWaiting('siem', 1)
    await store.outputsSent([one!.seq], at)
    await store.pruneOutputs(at + 1, ['siem'])
    expect(await store.outputsWaiting('old', 10)).toEqual([])
    expect(await store.replayOutputs('siem', { since: 0 })).toBe(0)
    await store.removeSimulated()
    expect((await store.outputsWaiting('siem', 10)).map((m) => m.event.subject)).toEqual([
      'person:W-1',
      'person:W-2',
    ])
    expect([...(await store.told()).keys()]).toEqual(['person:W-1'])
    await store.forgetOutputs('person:W-1')
    expect((await store.outputsWaiting('siem', 10)).map((m) => m.event.subject)).toEqual(['person:W-2'])
    expect(await store.told()).toEqual(new Map())
  })
})
