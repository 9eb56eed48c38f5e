import { Clock } from './clock.ts'
import { echo } from './echo.ts'
import { call } from './http.ts'
import type { Identity } from './identity.ts'
import type { Capture, Input } from './input.ts'
import { watchInventory } from './inventory/watch.ts'
import { type Choice, linux } from './platform.ts'
import { watchPolicy } from './policy.ts'
import { Reactions } from './reactions.ts'
import { Recorder } from './recorder.ts'
import { type Row, Sender } from './sender.ts'
import { Spool } from './spool.ts'
import { writeStatus } from './status.ts'

const flushEvery = 10_000
const keysInBatch = 200
const movesInBatch = 5000
const statusEvery = 60_000
/** The wall clock has left ours by this: the machine slept, or its clock was set. Milliseconds. */
const stepped = 1000
const again = { first: 2000, longest: 60_000 }
const lastWords = 2000

export interface Options extends Choice {
  /** Most bytes of batches that wait on disk. */
  spoolLimit?: number
  /** Told once per change of what it does: for the terminal or the journal. */
  say(line: string): void
}

/** The sensor of one machine, from its policy to its batches. Runs until it is stopped. */
export function runSensor(identity: Identity, options: Options): { stop(): Promise<void> } {
  const { home, url, device } = identity
  const startedAt = Date.now()
  const clock = new Clock()
  const spool = new Spool(home, options.spoolLimit)
  const recorder = new Recorder((at) => clock.told(at))
  const reactions = new Reactions()
  const recorded = { keys: 0, moves: 0 }
  let on: boolean | undefined
  let capture: Capture | undefined
  let line: ReturnType<typeof echo> | undefined
  let waiting: string | undefined
  let pause = again.first
  let retry: NodeJS.Timeout | undefined
  let stopInventory = () => {}
  let statusAt = 0

  const post = (path: string, body: Buffer, headers: Record<string, string>) =>
    call(url, path, { body, headers })
  const policy = watchPolicy(url, home, device, (now) => {
    on = now
    if (now) void begin()
    else cease()
  })
  const sender = new Sender(identity, spool, post, policy.off)

  const flush = (all = false) => {
    const rows: Row[] =
      capture || all ? recorder.flush(performance.now(), capture?.resolution() ?? 1, all) : []
    const events = reactions.flush().map((e) => ({
      ...e,
      shownAt: clock.told(e.shownAt),
      respondedAt: clock.told(e.respondedAt),
      ...('settledAt' in e && { settledAt: clock.told(e.settledAt) }),
    }))
    if (events.length > 0) rows.push({ kind: 'reaction', data: { source: 'endpoint', events } })
    sender.add(rows)
  }
  /** Times before and after a step don't belong into one batch, one reaction or one comparison of clocks. */
  const mind = () => {
    if (Math.abs(clock.drifted()) < stepped) return
    flush(true)
    reactions.clear()
    clock.anchor()
    line?.again()
  }
  const take = (input: Input) => {
    recorder.take(input)
    reactions.take(input)
    if (input.is === 'press') {
      recorded.keys++
      line?.key(clock.told(input.at))
    } else if (input.is === 'move') recorded.moves++
    if (recorder.strokes >= keysInBatch || recorder.moves >= movesInBatch) flush()
  }
  const begin = async () => {
    clearTimeout(retry)
    if (!on || capture) return
    mind()
    try {
      const started = await linux(options, clock, {
        input: take,
        shown: (stimulus, at) => reactions.shown(stimulus, at),
        gone(why) {
          flush(true)
          capture = undefined
          later(why)
        },
      })
      if (!on) return started.stop()
      capture = started
      waiting = undefined
      pause = again.first
      options.say(`recording: ${capture.name}, ${capture.devices().length} devices`)
      line ??= echo(identity, clock, {
        off: policy.off,
        changed: () => status(),
        unknown: () => options.say(`the collector does not know ${device}: enrol it again`),
      })
      stopInventory()
      stopInventory = watchInventory(options.root, (data) => sender.add([{ kind: 'inventory', data }]))
    } catch (error) {
      later((error as Error).message)
    }
    status()
  }
  const later = (why: string) => {
    if (waiting !== why) options.say(`not recording: ${why}`)
    waiting = why
    retry = setTimeout(() => void begin(), pause)
    pause = Math.min(again.longest, pause * 2)
  }
  const cease = () => {
    clearTimeout(retry)
    capture?.stop()
    capture = undefined
    waiting = undefined
    line?.end()
    line = undefined
    stopInventory()
    recorder.clear()
    reactions.clear()
    spool.clear()
    options.say('switched off by the company’s policy: nothing is recorded, and nothing that waited is kept')
    status()
  }
  const status = () => {
    statusAt = performance.now()
    writeStatus(home, {
      ...{ pid: process.pid, startedAt, at: Date.now(), device, url },
      policy: on === undefined ? 'not heard yet' : on ? 'on' : 'off',
      ...(capture && {
        capture: {
          name: capture.name,
          devices: capture
            .devices()
            .map(({ name, does, from }) => ({ name, does, bus: from.bus, injected: from.injected })),
        },
      }),
      ...(waiting !== undefined && { waiting }),
      recorded: { ...recorded, reactions: reactions.seen },
      unused: { ...reactions.unused, ...recorder.odd },
      ...sender.state,
      spool: { batches: spool.waiting(), bytes: spool.bytes(), dropped: spool.dropped },
      echo: line?.connected() ?? false,
    })
  }
  let told = 0
  const timer = setInterval(() => {
    mind()
    flush()
    const busy = told !== recorded.keys + recorded.moves
    told = recorded.keys + recorded.moves
    if (busy || performance.now() - statusAt >= statusEvery) status()
  }, flushEvery)
  status()

  return {
    async stop() {
      clearInterval(timer)
      clearTimeout(retry)
      policy.end()
      stopInventory()
      flush(true)
      capture?.stop()
      line?.end()
      let enough: NodeJS.Timeout | undefined
      await Promise.race([
        sender.send(),
        new Promise((done) => {
          enough = setTimeout(done, lastWords)
        }),
      ])
      clearTimeout(enough)
      sender.end()
      status()
    },
  }
}
