/**
 * The path between the two namespaces, as a process of its own: packets read from one TUN device are written to
 * the other when they are due. `node emulator.ts '{"tuns":["a","b"],"there":{…},"back":{…},"seed":1}'` prints
 * "ready" once both devices exist and, on SIGTERM, one line of JSON with what it did to the packets. The kernel
 * here has no netem, hence a program of ours.
 */

import { type Impairment, impaired } from './impairment.ts'
import { openTun, put, reader, tightTimers, waiter } from './kernel.ts'

export interface Path {
  /** The device at the operator's end, then the one at the device's end. */
  tuns: [string, string]
  there: Impairment
  back: Impairment
  seed: number
}

/** What happened in one direction. `late`: how long after they were due packets left, milliseconds. */
export interface Passed {
  packets: number
  lost: number
  meanDelay: number
  late: { p50: number; p99: number; max: number }
}

interface Waiting {
  due: number
  entered: number
  packet: Uint8Array
}

class Direction {
  readonly queue: Waiting[] = []
  head = 0
  packets = 0
  lost = 0
  total = 0
  /** Lateness in bins of 10 µs up to 20 ms. */
  readonly late = new Uint32Array(2000)
  readonly due: (now: number) => number | undefined
  readonly read: () => Buffer | undefined
  readonly out: number
  constructor(from: number, to: number, wish: Impairment, seed: number) {
    this.read = reader(from)
    this.out = to
    this.due = impaired(wish, seed)
  }
  take(): void {
    for (let packet = this.read(); packet; packet = this.read()) {
      const now = performance.now()
      const due = this.due(now)
      if (due === undefined) this.lost++
      else this.queue.push({ due, entered: now, packet: new Uint8Array(packet) })
    }
  }
  /** Sends what is due and says when the next packet is, or infinity. */
  send(): number {
    while (this.head < this.queue.length) {
      const next = this.queue[this.head]!
      const now = performance.now()
      if (next.due > now) return next.due
      put(this.out, next.packet)
      this.head++
      this.packets++
      this.total += now - next.entered
      this.late[Math.min(1999, Math.floor((now - next.due) * 100))]!++
    }
    this.queue.length = 0
    this.head = 0
    return Number.POSITIVE_INFINITY
  }
  passed(): Passed {
    return {
      packets: this.packets,
      lost: this.lost,
      meanDelay: round(this.total / Math.max(1, this.packets)),
      late: { p50: this.quantile(0.5), p99: this.quantile(0.99), max: this.quantile(1) },
    }
  }
  quantile(q: number): number {
    let seen = 0
    let last = 0
    for (let i = 0; i < this.late.length; i++) {
      if (this.late[i]! > 0) last = i
      seen += this.late[i]!
      if (seen >= q * this.packets && seen > 0) return round(i / 100)
    }
    return round(last / 100)
  }
}

const round = (ms: number) => Math.round(ms * 1000) / 1000

const path = JSON.parse(process.argv[2] ?? '{}') as Path
const [operator, device] = path.tuns.map(openTun) as [number, number]
const there = new Direction(operator, device, path.there, path.seed)
const back = new Direction(device, operator, path.back, path.seed + 1)
tightTimers()
process.stdout.write('ready\n')
process.on('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify({ there: there.passed(), back: back.passed() })}\n`)
  process.exit(0)
})
// An emulator whose range has died must not stay: the parent's pipe closing ends it.
process.stdin.on('end', () => process.exit(0)).resume()

const wait = waiter([operator, device])
loop()

/** Blocks in ppoll, at most 50 ms at a time so that signals are heard. */
function loop(): void {
  const until = performance.now() + 50
  for (let now = performance.now(); now < until; now = performance.now()) {
    const next = Math.min(there.send(), back.send(), until)
    const left = next - performance.now()
    if (left > 0) wait(left * 1000)
    there.take()
    back.take()
  }
  setImmediate(loop)
}
