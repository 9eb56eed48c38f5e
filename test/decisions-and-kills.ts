/**
 * People work on cases of the real server over HTTP, at random, while it is killed again and again. Afterwards every act
 * that was acknowledged is there as it was acknowledged, the audit chain holds and tells of each, cases stand as their
 * acts say, every decision has become an observation once, and nobody was decided against by one human.
 *
 *   node test/decisions-and-kills.ts [sequences] [kills] [seed]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Act, canonical, caseId, type Deed, emptyOut, foldActs, type SubjectRef } from '@telltale/core'
import { openAccounts } from '../packages/server/src/accounts/accounts.ts'
import { sessionCookie } from '../packages/server/src/api/access.ts'
import { linkHash, origin } from '../packages/server/src/audit/chain.ts'
import { dataKeys } from '../packages/server/src/privacy/data-key.ts'
import { recordOf } from '../packages/server/src/store/acts.ts'
import { openStore } from '../packages/server/src/store/open.ts'
import type { Store } from '../packages/server/src/store/store.ts'
import { finding } from '../packages/server/src/work/test-cases.ts'
import { type ServerProcess, serverOn } from './server-process.ts'
import { seeded } from './world.ts'

export interface Options {
  /** Cases, each of which a random sequence of deeds is tried on. */
  sequences: number
  kills: number
  seed: number
  say?: (line: string) => void
}

export interface Outcome {
  sequences: number
  /** Deeds that were tried, acknowledged with 201, refused by a rule, and cut off by a kill. */
  tried: number
  acknowledged: number
  refused: number
  cutOff: number
  kills: number
  decided: number
  adverse: number
  /** Acknowledged acts that the store does not hold as acknowledged. */
  lost: string[]
  /** What is wrong with the audit log: the first broken link, or an act without its entry. */
  chain: string[]
  /** Cases whose stored state is not what their acts come to. */
  astray: string[]
  /** Decisions that are not an observation, or are one twice. */
  untold: string[]
  /** Decisions against somebody by fewer than two humans. */
  alone: string[]
}

const people = [
  ['ana', 'analyst'],
  ['ann', 'analyst'],
  ['lea', 'lead'],
  ['pat', 'people-partner'],
  ['col', 'counsel'],
] as const
/** Two accounts of one human. */
const second = ['lea2', 'counsel', 'lea'] as const
const workers = 6

/** Runs the whole procedure on a fresh home. The seed decides what is tried and when is killed. */
export async function decisionsAndKills({
  sequences,
  kills,
  seed,
  say = () => {},
}: Options): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-decisions-'))
  const random = seeded(seed)
  const subjects = Array.from({ length: sequences }, (_, i): SubjectRef => `person:W-${i}`)
  const persons = new Map<string, string>()
  const cookies = await prepared(home, subjects, persons)
  const server = await serverOn(home)
  const waiting = [...subjects]
  const acts: Act[] = []
  const outcome = { sequences, tried: 0, acknowledged: 0, refused: 0, cutOff: 0, kills }
  const tries = (subject: SubjectRef) => sequence(server, subject, cookies, random, acts, outcome)
  try {
    await server.start()
    let ended = false
    const work = Promise.all(
      Array.from({ length: workers }, async () => {
        for (let subject = waiting.pop(); subject && !ended; subject = waiting.pop()) await tries(subject)
      }),
    )
    for (let kill = 1; kill <= kills; kill++) {
      const left = (sequences * (kills - kill + 0.5)) / kills
      while (waiting.length > left) await sleep(2)
      await sleep(random() * 40)
      const database = random() < 0.4
      await server.kill(database)
      say(
        `kill ${kill} of ${kills} (${database ? 'server and database' : 'server'}), ${waiting.length} sequences to go`,
      )
      await server.start()
    }
    await work
    ended = true
    await fetch(`${server.url}/v1/drain`, { method: 'POST' })
    await server.stop()
    return { ...outcome, ...(await compare(home, acts, persons)) }
  } finally {
    await server.kill(true)
    rmSync(home, { recursive: true, force: true })
  }
}

/** A store with accounts that are signed in, and evidence that opens a case for each subject. Gives their cookies. */
async function prepared(
  home: string,
  subjects: readonly SubjectRef[],
  persons: Map<string, string>,
): Promise<Map<string, string>> {
  const { store, stop } = await openStore({ home })
  try {
    const accounts = await openAccounts(store, Date.now)
    const cookies = new Map<string, string>()
    const add = (id: string, role: (typeof people)[number][1], of?: string) => {
      const person = of === undefined ? undefined : accounts.get(of)!.person
      const account = accounts.add({ id, name: id, role, ...(person && { person }) })
      persons.set(id, account.person)
      cookies.set(id, `${sessionCookie}=${accounts.sessions.begin(id, 'link')}`)
    }
    for (const [id, role] of people) add(id, role)
    add(...second)
    await accounts.written()
    const mechanism = { family: 'mechanism', weights: { 'device-elsewhere': 2.5 }, weight: 2.5 } as const
    const evidence = subjects.flatMap((s) => [finding(s, `${s}/a`), finding(s, `${s}/b`, mechanism)])
    await store.commit({ rows: [], quarantined: [], out: { ...emptyOut(), evidence } })
    return cookies
  } finally {
    await stop()
  }
}

/** One case: up to 14 deeds by anybody, most of them such as bring a case on. */
async function sequence(
  server: ServerProcess,
  subject: SubjectRef,
  cookies: ReadonlyMap<string, string>,
  random: () => number,
  acts: Act[],
  counted: Pick<Outcome, 'tried' | 'acknowledged' | 'refused' | 'cutOff'>,
): Promise<void> {
  const id = caseId(subject)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
  const names = [...cookies.keys()]
  const wishes: Deed[] = [{ is: 'moved', to: 'investigating' }, pick(opening())]
  for (let n = 2 + Math.floor(random() * 12); n > 0; n--)
    wishes.push(random() < 0.65 ? { is: 'viewed', conclusion: pick(views) } : pick(others()))
  for (const [i, deed] of wishes.entries()) {
    const who = i === 0 ? 'ana' : i === 1 ? pick(['col', 'col', 'lea']) : pick(names)
    counted.tried++
    try {
      const reply = await fetch(`${server.url}/v1/cases/${id}/acts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: cookies.get(who)! },
        body: JSON.stringify({ ...deed, because: 'as the sequence has it' }),
      })
      const body = (await reply.json()) as Act & { detail?: string }
      if (reply.status === 201) {
        acts.push(body)
        counted.acknowledged++
      } else if (reply.status === 403 || reply.status === 409) counted.refused++
      else if (reply.status < 500) throw new RangeError(`${who} ${JSON.stringify(deed)}: ${body.detail}`)
      else counted.cutOff++
    } catch (error) {
      if (error instanceof RangeError) throw error
      counted.cutOff++
      await ready(server)
    }
  }
}

async function ready(server: ServerProcess): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const up = await fetch(`${server.url}/readyz`).then(
      (r) => r.ok,
      () => false,
    )
    if (up) return
    await sleep(50)
  }
  throw new Error('the server did not come back within a minute')
}

const against = 'misrepresentation' as const
const views = [against, against, against, against, 'cleared', 'leak-or-mistake', 'unsure'] as const
const opening = (): Deed[] => [
  { is: 'notice-delayed', until: Date.now() + 3_600_000 },
  { is: 'notice-delayed', until: Date.now() + 3_600_000 },
  { is: 'noticed', until: Date.now() + 30 },
]
const others = (): Deed[] => [
  { is: 'view-withdrawn' },
  { is: 'closed' },
  { is: 'reopened' },
  { is: 'appealed', text: 'No.' },
  { is: 'commented', text: 'A word.' },
  { is: 'noticed', until: Date.now() + 30 },
  { is: 'assigned', to: 'ann' },
  { is: 'held' },
  { is: 'conflicted', account: 'lea', how: 'other' },
]

async function compare(home: string, acknowledged: readonly Act[], persons: ReadonlyMap<string, string>) {
  const { store, stop } = await openStore({ home, cipher: dataKeys(home, undefined) })
  try {
    const found = { decided: 0, adverse: 0, lost: [], chain: [], astray: [], untold: [], alone: [] } as Pick<Outcome, 'decided' | 'adverse' | 'lost' | 'chain' | 'astray' | 'untold' | 'alone'> // biome-ignore format: one object
    const cases = new Map<string, Act[]>()
    for (const id of new Set(acknowledged.map((a) => a.case))) cases.set(id, await store.acts(id))
    const audited = await auditedActs(store, found.chain)
    for (const act of acknowledged) {
      const kept = cases.get(act.case)!.find((a) => a.id === act.id)
      const { person: _, ...shown } = kept ?? ({} as Act)
      if (canonical(shown) !== canonical(act)) found.lost.push(`${act.case} ${act.id} ${act.is}`)
    }
    for (const [id, acts] of cases) {
      const state = foldActs(acts)!
      if (canonical(await store.caseRecord(id)) !== canonical(recordOf(state))) found.astray.push(id)
      for (const act of acts)
        if (act.by !== 'telltale' && !audited.has(act.id))
          found.chain.push(`act ${act.id} of ${id} is not audited`)
      for (const d of state.decisions) {
        found.decided++
        if (d.conclusion !== against) continue
        found.adverse++
        if (new Set(d.seats.map((a) => persons.get(a))).size < 2) found.alone.push(`${id} ${d.act}`)
      }
      const lifted = acts.filter((a) => a.is === 'reopened').length
      const { total } = await store.observations({
        ...{
          subjects: [state.subject],
          kinds: ['disposition'],
          from: 0,
          to: Number.MAX_SAFE_INTEGER,
          limit: 1,
        },
      })
      if (total !== state.decisions.length + lifted)
        found.untold.push(`${id}: ${total} of ${state.decisions.length + lifted}`)
    }
    if ((await store.tellings(1)).length > 0) found.untold.push('something still waits to be told')
    return found
  } finally {
    await stop()
  }
}

/** Ids of acts that the audit log tells of; what is wrong with the chain goes into `wrong`. */
async function auditedActs(store: Store, wrong: string[]): Promise<Set<string>> {
  const told = new Set<string>()
  let before: { seq: number; hash: string } = origin
  for (;;) {
    const links = await store.auditLinks(before.seq, 1000)
    for (const link of links) {
      if (link.seq !== before.seq + 1 || linkHash(before.hash, link) !== link.hash)
        wrong.push(`entry ${link.seq} does not follow from ${before.seq}`)
      before = link
      const { act } = (link.body ? JSON.parse(link.body.text) : {}) as { act?: string }
      if (act) told.add(act)
    }
    if (links.length < 1000) return told
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [sequences = 1000, kills = 12, seed = 1] = process.argv.slice(2).map(Number)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const result = await decisionsAndKills({ sequences, kills, seed, say })
  say(JSON.stringify(result))
  const wrong = [result.lost, result.chain, result.astray, result.untold, result.alone].flat().length
  say(wrong === 0 ? 'decisions and kills: nothing lost, chain valid, nobody decided against by one human' : 'decisions and kills FAILED') // biome-ignore format: one line
  process.exitCode = wrong === 0 ? 0 : 1
}
