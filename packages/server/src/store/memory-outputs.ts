import { isSimulated, type SubjectRef } from '@telltale/core'
import { copy } from './memory-copy.ts'
import type { Kept, Outputs, Told } from './outputs.ts'

type State = 'waiting' | 'sent' | 'dead' | 'withheld'

interface Message extends Kept {
  state: State
  sentAt?: number
  failed?: { at: number; because: string }
}

/** The part of the memory store that outputs need: the model of the Postgres one. */
export function memoryOutputs(): Outputs & {
  removeSimulatedOutputs(of?: (subject: SubjectRef) => boolean): void
} {
  const messages = new Map<number, Message>()
  const told = new Map<SubjectRef, Told>()
  let sequence = 0
  const of = (target: string, state: State) =>
    [...messages.values()].filter((m) => m.target === target && m.state === state)
  const removeWhere = (gone: (subject: SubjectRef) => boolean) => {
    for (const [seq, m] of messages) if (gone(m.event.subject)) messages.delete(seq)
    for (const subject of [...told.keys()]) if (gone(subject)) told.delete(subject)
  }
  return {
    removeSimulatedOutputs: (of = isSimulated) => removeWhere(of),
    async told(subjects) {
      const wanted = subjects ?? [...told.keys()]
      return new Map(wanted.flatMap((s) => (told.has(s) ? [[s, copy(told.get(s)!)] as const] : [])))
    },
    async postOutputs(fresh, now) {
      const known = new Set([...messages.values()].map((m) => `${m.target}\0${m.event.id}`))
      for (const { target, event } of fresh) {
        const key = `${target}\0${event.id}`
        if (known.has(key)) continue
        known.add(key)
        sequence += 1
        messages.set(sequence, {
          ...{ seq: sequence, target, event: copy(event), attempts: 0, nextAt: 0, state: 'waiting' },
        })
      }
      for (const [subject, what] of now) {
        if (what) told.set(subject, copy(what))
        else told.delete(subject)
      }
    },
    async outputsWaiting(target, limit) {
      return of(target, 'waiting')
        .slice(0, limit)
        .map(({ seq, event, attempts, nextAt }) => copy({ seq, target, event, attempts, nextAt }))
    },
    async outputsSent(seqs, at) {
      for (const seq of seqs) {
        const m = messages.get(seq)
        if (m) Object.assign(m, { state: 'sent', sentAt: at })
      }
    },
    async outputFailed(seq, { at, because, nextAt }) {
      const m = messages.get(seq)
      if (!m) return
      m.attempts += 1
      m.failed = { at, because }
      m.state = nextAt === undefined ? 'dead' : 'waiting'
      m.nextAt = nextAt ?? 0
    },
    async withholdOutputs(seqs) {
      for (const seq of seqs) {
        const m = messages.get(seq)
        if (m) m.state = 'withheld'
      }
    },
    async outputSpools() {
      const spools: Awaited<ReturnType<Outputs['outputSpools']>> = new Map()
      for (const target of new Set([...messages.values()].map((m) => m.target))) {
        const all = [...messages.values()].filter((m) => m.target === target)
        const sent = all.flatMap((m) => m.sentAt ?? [])
        const failed = all.flatMap((m) => m.failed ?? []).sort((a, b) => b.at - a.at)
        const head = of(target, 'waiting')[0]
        spools.set(target, {
          waiting: of(target, 'waiting').length,
          dead: of(target, 'dead').length,
          withheld: of(target, 'withheld').length,
          ...(sent.length > 0 && { lastSuccess: Math.max(...sent) }),
          ...(failed[0] && { lastFailure: { ...failed[0] } }),
          ...(head && head.nextAt > 0 && { nextTry: head.nextAt }),
        })
      }
      return spools
    },
    async deadLetters(target, limit) {
      return of(target, 'dead')
        .slice(0, limit)
        .map(({ seq, event, attempts, failed }) => ({
          ...{ seq, is: event.is, at: event.at, attempts, because: failed?.because ?? '' },
        }))
    },
    async replayOutputs(target, what) {
      const again = [...messages.values()].filter(
        (m) =>
          m.target === target &&
          ('dead' in what
            ? m.state === 'dead'
            : (m.state === 'sent' || m.state === 'dead') && m.event.at >= what.since),
      )
      for (const m of again) Object.assign(m, { state: 'waiting', attempts: 0, nextAt: 0 })
      return again.length
    },
    async pruneOutputs(before, targets) {
      for (const [seq, m] of messages)
        if (!targets.includes(m.target) || (m.state === 'sent' && m.sentAt! < before)) messages.delete(seq)
    },
    async forgetOutputs(subject) {
      removeWhere((s) => s === subject)
    },
  }
}
