/**
 * Kills the real server under load, again and again, and then compares what it holds with the engine in memory:
 * every acknowledged row is there once, nothing is doubled, and the final evidence is the same.
 *
 *   node test/kill-and-replay.ts [kills] [seed]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { canonical, detectors, drain, type Evidence, plan } from '@telltale/core'
import { blindIndex } from '../packages/server/src/ingest/blind-index.ts'
import { openStore } from '../packages/server/src/store/open.ts'
import { rowKey } from '../packages/server/src/store/store.ts'
import { serverOn } from './server-process.ts'
import { accepted, type RawRow, seeded, world } from './world.ts'

const source = 'kill-and-replay'
const perDelivery = 4
const posters = 8
/** One delivery in this many may be sent again though it was acknowledged. */
const resent = 5

export interface Outcome {
  rows: number
  kills: number
  /** Requests that were answered with 202, and those that were cut off or refused and sent again. */
  acknowledged: number
  cutOff: number
  /** Ids of acknowledged rows that the store does not hold. */
  lost: string[]
  /** What the store holds beyond one of each row. */
  doubled: number
  evidence: number
  /** Ids of evidence that only one of the two sides has, or that differ between them. */
  different: string[]
}

export interface Options {
  kills: number
  seed: number
  people: number
  days: number
  say?: (line: string) => void
}

/** Runs the whole procedure on a fresh home. The seed decides when and what is killed. */
export async function killAndReplay({
  kills,
  seed,
  people,
  days,
  say = () => {},
}: Options): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-kill-'))
  const random = seeded(seed)
  const rows = world({ people, days, seed })
  const deliveries: RawRow[][] = []
  for (let i = 0; i < rows.length; i += perDelivery) deliveries.push(rows.slice(i, i + perDelivery))
  const todo = deliveries.map((_, i) => i)
  const outcome = { rows: rows.length, kills, acknowledged: 0, cutOff: 0 }
  const server = await serverOn(home)
  try {
    await server.start()
    for (let kill = 1; kill <= kills; kill++) {
      const stop = new AbortController()
      // Killed in the middle of its part of the work, some moments after a number of deliveries that the seed tells.
      const enough = outcome.acknowledged + 1 + random() * (todo.length / (kills - kill + 2))
      const load = post(server.url, deliveries, todo, outcome, { stop: stop.signal, random })
      while (outcome.acknowledged < enough && todo.length > 0) await sleep(1)
      await sleep(random() * 50)
      const database = random() < 0.5
      const held = todo.length
      await server.kill(database)
      stop.abort()
      await load
      say(
        `kill ${kill} of ${kills} (${database ? 'server and database' : 'server'}), ${held} deliveries to go`,
      )
      if (random() < 0.2) {
        const starting = server.start().catch(() => {}) // killed while it recovers
        await sleep(300 + random() * 700)
        await server.kill(random() < 0.5)
        await starting
      }
      await server.start()
    }
    await post(server.url, deliveries, todo, outcome, { stop: new AbortController().signal, random })
    const drained = await fetch(`${server.url}/v1/drain`, { method: 'POST' })
    if (!drained.ok) throw new Error(`drain answered ${drained.status}: ${await drained.text()}`)
    await server.stop()
    return { ...outcome, ...(await compare(home, rows)) }
  } finally {
    await server.kill(true)
    rmSync(home, { recursive: true, force: true })
  }
}

interface Counters {
  acknowledged: number
  cutOff: number
}

/** Sends deliveries from the end of `todo` until none is left or the signal aborts; unacknowledged ones go back. */
async function post(
  url: string,
  deliveries: readonly RawRow[][],
  todo: number[],
  counters: Counters,
  { stop, random }: { stop: AbortSignal; random: () => number },
): Promise<void> {
  const one = async (delivery: number): Promise<boolean> => {
    const body = deliveries[delivery]!.map((row) => JSON.stringify(row)).join('\n')
    try {
      const response = await fetch(`${url}/v1/observations`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', 'telltale-source': source },
        body,
      })
      if (response.status === 400) throw new RangeError(await response.text())
      if (response.status === 202) counters.acknowledged++
      return response.status === 202
    } catch (error) {
      if (error instanceof RangeError) throw error
      return false
    }
  }
  const worker = async (number: number) => {
    while (!stop.aborted) {
      if (number === 0 && random() < 0.3) {
        // A client that lost our answer sends again what was taken.
        const again = Math.floor(random() * (deliveries.length / resent)) * resent
        if (!todo.includes(again)) await one(again)
      }
      const delivery = todo.pop()
      if (delivery === undefined) return
      if (await one(delivery)) continue
      counters.cutOff++
      todo.unshift(delivery)
      await sleep(20)
    }
  }
  await Promise.all(Array.from({ length: posters }, (_, i) => worker(i)))
}

async function compare(home: string, raw: readonly RawRow[]) {
  const index = blindIndex(readFileSync(join(home, 'key'), 'utf8').trim())
  const rows = raw.map((r) => accepted(r, source, index))
  const { store, stop } = await openStore({ home })
  try {
    const keys = rows.map((row) => rowKey(row.observation))
    const known = await store.known(keys)
    const counts = await store.counts()
    const expected = byId(drain(plan(detectors), [rows.map((row) => row.observation)]).evidence)
    const found = byId(await store.evidence({ limit: 10_000_000 }))
    return {
      lost: keys.filter((key) => !known.has(key)),
      doubled: counts.observations - known.size + counts.quarantined,
      evidence: found.size,
      different: [...new Set([...expected.keys(), ...found.keys()])].filter(
        (id) => expected.get(id) !== found.get(id),
      ),
    }
  } finally {
    await stop()
  }
}

function byId(evidence: readonly Evidence[]): Map<string, string> {
  return new Map(evidence.map((e) => [e.id, canonical(e)]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const kills = Number(process.argv[2] ?? 20)
  const seed = Number(process.argv[3] ?? 1)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const result = await killAndReplay({ kills, seed, people: 40, days: 24, say })
  const { lost, doubled, different } = result
  say(JSON.stringify({ ...result, lost: lost.length, different: different.length }))
  const good = lost.length === 0 && doubled === 0 && different.length === 0
  say(
    good
      ? `kill and replay: ${kills} kills, nothing acknowledged was lost or doubled, final evidence equals the engine in memory`
      : `kill and replay FAILED: ${lost.length} rows lost, ${doubled} doubled, ${different.length} findings differ`,
  )
  process.exitCode = good ? 0 : 1
}
