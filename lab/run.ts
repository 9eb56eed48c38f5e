/**
 * `npm run lab`: plays every session of the range (under an hour on two cores); `npm run lab -- --smoke` twelve of
 * them in under five minutes; `--tuning` the office work that detectors were fitted on. `--only TEXT` plays those whose name has TEXT in it, `--at-once N` so many at a time,
 * `--out FILE` says where recordings go (NDJSON, gzip; lab/recordings/ by default). Needs Linux, root, TUN and the
 * Debian packages named when one is missing.
 *
 * Ends with 1 where a session could not be played or the smoke run's plain expectations fail: hands 200 ms away and
 * more are found, and nobody at their own desk is taken for one who is not.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { type Judged, judge } from './judge.ts'
import { sweep, unavailable } from './namespaces.ts'
import { full, smoke, tuning } from './plans.ts'
import { type Session, session } from './recording.ts'
import { type Plan, play } from './session.ts'

const { values: given } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    tuning: { type: 'boolean', default: false },
    only: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    out: { type: 'string' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const programs: Record<string, string> = {
  Xvfb: 'xvfb',
  Xvnc: 'tigervnc-standalone-server',
  vncviewer: 'tigervnc-viewer',
  x11vnc: 'x11vnc',
  xrdp: 'xrdp xorgxrdp',
  xfreerdp: 'freerdp2-x11',
  websockify: 'novnc websockify',
  chromium: 'chromium',
  openssl: 'openssl',
  ip: 'iproute2',
}

const missing = unavailable()
if (missing) {
  say(`The range can't be played here: ${missing}.`)
  process.exit(given.smoke ? 0 : 1)
}
const absent = Object.keys(programs).filter((name) => spawnSync('which', [name]).status !== 0)
if (absent.length > 0) {
  say(
    `The range needs ${absent.join(', ')}: apt-get install --no-install-recommends ${absent.map((name) => programs[name]).join(' ')}`,
  )
  process.exit(1)
}

sweep()
process.on('exit', sweep)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const set = given.smoke ? 'smoke' : given.tuning ? 'tuning' : 'full'
const plans = { smoke, tuning, full }[set]().filter(({ name }) => name.includes(given.only ?? ''))
const out = given.out ?? fileURLToPath(new URL(`recordings/${set}.ndjson.gz`, import.meta.url))
say(
  `${plans.length} sessions, ${given['at-once']} at a time. People, reaction times and path delay are simulated.`,
)
const began = performance.now()
const played = new Map<string, Session>()
const failed: string[] = []
const queue = [...plans]
await Promise.all(Array.from({ length: Number(given['at-once']) }, (_, i) => seat(i + 1)))
const sessions = plans.flatMap(({ name }) => played.get(name) ?? [])
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, gzipSync(sessions.map((s) => JSON.stringify(s)).join('\n'), { level: 9 }))

const judged = judge(sessions)
say(
  `\n${'session'.padEnd(24)}${'hands'.padEnd(20)}${'of it (90 %)'.padEnd(14)}${'weight'.padEnd(8)}how input arrives`,
)
for (const j of judged) say(line(j))
say(
  `\n${sessions.length} of ${plans.length} sessions in ${Math.round((performance.now() - began) / 1000)} s, kept in ${out}`,
)
const wrong = given.smoke ? judged.filter(surprises).map(({ label }) => label.name) : []
for (const name of wrong) say(`Not as it must be: ${name}`)
for (const why of failed) say(`Failed: ${why}`)
process.exitCode = failed.length + wrong.length > 0 ? 1 : 0

/** Plays sessions in one slot until none is left; one that fails is played once more. */
async function seat(slot: number): Promise<void> {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const plan: Plan = next
    for (const last of [false, true])
      try {
        const recorded = await play(plan, slot)
        played.set(plan.name, session(recorded))
        say(`${plan.name} ${recorded.seconds.toFixed(0)} s`)
        break
      } catch (cause) {
        if (last) failed.push(cause instanceof Error ? cause.message : String(cause))
        else say(`${plan.name} once more: ${cause instanceof Error ? cause.message.split('\n')[0] : cause}`)
      }
  }
}

function loopOf({ evidence }: Judged) {
  const found = evidence.find((e) => e.detector === 'hands/first-response')
  const leg = found?.exhibits.flatMap((x) => (x.type === 'ribbon' ? x.legs : []))[0]
  return { found, leg }
}

function line(j: Judged): string {
  const { found, leg } = loopOf(j)
  const why = j.abstentions.find((a) => a.detector === 'hands/first-response')?.because ?? 'nothing measured'
  const others = j.evidence
    .filter((e) => e.is === 'evidence' && e !== found)
    .map((e) => `${e.detector} ${e.weight.toFixed(1)}`)
  return [
    j.label.name.padEnd(24),
    (found ? (found.is === 'evidence' ? 'not local' : 'near or can’t tell') : 'abstains').padEnd(20),
    (leg ? `${leg.low}–${leg.high} ms` : '').padEnd(14),
    (found ? found.weight.toFixed(2) : '').padEnd(8),
    others.join(', ') || (found ? '' : why),
  ].join('')
}

/** Hands 200 ms away that were not found, or somebody at their own desk who weighs 10¹ or more. */
function surprises(j: Judged): boolean {
  const { found } = loopOf(j)
  const weight = found?.is === 'evidence' ? found.weight : 0
  return j.label.remote ? j.label.rtt >= 200 && weight <= 0 : weight >= 1
}
