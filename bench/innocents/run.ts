import { Worker } from 'node:worker_threads'
import {
  type AttributeState,
  detectors,
  type Evidence,
  type Fault,
  plan,
  type Share,
  type SubjectRef,
  stepLinks,
} from '@telltale/core'
import { first } from './population.ts'
import { check, judge, type LinkFinding, type Outcome } from './shard.ts'

const day = 86_400_000

export interface Options {
  workers: number
  days: number
  seed: number
  /** 0 runs in this thread. */
  threads: number
}

export interface Result {
  outcomes: Outcome[]
  observations: number
  faults: Fault[]
  /** Attributes seen on two or more subjects. */
  shared: number
}

export type ToShard =
  | { do: 'judge'; options: Options; part: number }
  | { do: 'check'; links: [SubjectRef, LinkFinding[]][] }
export type FromShard =
  | { did: 'judge'; shares: Share[]; observations: number; faults: Fault[] }
  | { did: 'check'; outcomes: Outcome[] }

/** The whole company: stage 1 by person on every thread, stage 2 over all shares here, then the checks. */
export async function run(options: Options): Promise<Result> {
  if (options.threads === 0) {
    const shard = judge(options.seed, options.workers, options.days, 0, 1)
    const { links, shared } = linksOver(shard.shares, options.days)
    const outcomes = check(shard, options.days, links)
    return { outcomes, observations: shard.observations, faults: shard.faults, shared }
  }
  const threads = Array.from(
    { length: options.threads },
    () => new Worker(new URL('thread.ts', import.meta.url)),
  )
  try {
    const judged = await Promise.all(
      threads.map((t, part) => ask(t, { do: 'judge', options, part }, 'judge')),
    )
    const { links, shared } = linksOver(
      judged.flatMap((j) => j.shares),
      options.days,
    )
    const checked = await Promise.all(threads.map((t) => ask(t, { do: 'check', links: [...links] }, 'check')))
    return {
      outcomes: checked.flatMap((c) => c.outcomes),
      observations: judged.reduce((sum, j) => sum + j.observations, 0),
      faults: judged.flatMap((j) => j.faults),
      shared,
    }
  } finally {
    await Promise.all(threads.map((t) => t.terminate()))
  }
}

function ask<D extends FromShard['did']>(
  thread: Worker,
  what: ToShard,
  did: D,
): Promise<Extract<FromShard, { did: D }>> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (message: FromShard) => {
      thread.off('error', reject)
      if (message.did === did) resolve(message as Extract<FromShard, { did: D }>)
      else reject(new Error(`asked to ${did}, the thread did ${message.did}`))
    })
    thread.postMessage(what)
  })
}

/**
 * Stage 2 over all shares, week by week, so that what a link says while it is young counts as well as what it
 * says in the end. Attributes seen on one subject only are left out: they are never judged.
 */
function linksOver(shares: readonly Share[], days: number) {
  const subjects = new Map<SubjectRef, Set<SubjectRef>>()
  for (const share of shares) {
    const on = subjects.get(share.attribute.ref)
    if (on) on.add(share.subject)
    else subjects.set(share.attribute.ref, new Set([share.subject]))
  }
  const together = shares.filter((s) => subjects.get(s.attribute.ref)!.size > 1)
  const compiled = plan(detectors)
  const states = new Map<SubjectRef, AttributeState>()
  const standing = new Map<string, { since: number; evidence: Evidence }>()
  const links = new Map<SubjectRef, LinkFinding[]>()
  const ends = (id: string, until: number) => {
    const found = standing.get(id)
    standing.delete(id)
    if (!found || found.since === until) return
    for (const person of found.evidence.weighsOn)
      links.set(person, [...(links.get(person) ?? []), { ...found, until }])
  }
  for (let d = 0; d < days; d += 7) {
    const week = together.filter((s) => {
      const on = s.day - first / day
      return on >= d && on < d + 7
    })
    const out = stepLinks(compiled, states, week)
    for (const id of out.withdrawn) ends(id, d)
    for (const e of out.evidence) standing.set(e.id, { since: d, evidence: { ...e, says: '', exhibits: [] } })
  }
  for (const id of [...standing.keys()]) ends(id, days + 1)
  return { links, shared: [...subjects.values()].filter((s) => s.size > 1).length }
}
