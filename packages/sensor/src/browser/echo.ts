import { now } from './clock.ts'
import type { Clock, RoundTrips } from './types.ts'

const quick = { count: 8, every: 500 }
const slowly = 15_000
/** Times of keys that were pressed, told at most four times a second: how long they are under way. */
const tellEvery = 250
const longest = 60_000

interface Told {
  onRtt?(measured: RoundTrips): void
  onClock?(clock: Clock): void
  stopped(): void
}

/** The socket on which the collector measures its echoes; here only clocks are compared (RFC 5905, section 8). */
export function echo(url: string, ticket: string, told: Told) {
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let [exchanges, pause, over, toldAt] = [0, 1000, false, 0]
  let last: object | undefined
  let best: { offset: number; delay: number } | undefined
  let waiting: number[] = []

  const say = (message: object) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const ask = () => {
    say({ t1: now(), last })
    last = undefined
    timer = setTimeout(ask, ++exchanges < quick.count ? quick.every : slowly)
  }
  const open = () => {
    if (over) return
    socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/sensor/echo`)
    socket.onopen = () => {
      pause = 1000
      exchanges = 0
      say({ ticket })
      ask()
    }
    socket.onmessage = ({ data }) => {
      const t4 = now()
      const { t1, t2, t3, rtt, collector, stop } = JSON.parse(String(data))
      if (stop) return end(true)
      if (rtt) told.onRtt?.({ ...rtt, collector })
      if (t2 === undefined) return
      last = { t1, t2, t3, t4 }
      const delay = t4 - t1 - (t3 - t2)
      if (!best || delay < best.delay) best = { delay, offset: (t2 - t1 + t3 - t4) / 2 }
      told.onClock?.({ offset: best.offset, error: best.delay / 2, exchanges })
    }
    socket.onclose = ({ code }) => {
      clearTimeout(timer)
      if (over) return
      // A ticket that is not good, or a switch that is off, does not mend by asking again.
      if (code === 4401 || code === 4403) return end(code === 4403)
      timer = setTimeout(open, pause)
      pause = Math.min(longest, pause * 2)
    }
  }
  const end = (stopped = false) => {
    over = true
    clearTimeout(timer)
    if (last) say({ t1: now(), last })
    socket?.close(1000)
    if (stopped) told.stopped()
  }
  open()
  return {
    key(at: number) {
      waiting.push(at)
      const time = now()
      if (time - toldAt < tellEvery) return
      toldAt = time
      say({ e: waiting.slice(-50) })
      waiting = []
    },
    end: () => end(),
  }
}
