import type { Clock } from './clock.ts'
import { type Identity, signature } from './identity.ts'
import { type Socket, webSocket } from './web-socket.ts'

const quick = { count: 8, every: 500 }
const slowly = 15_000
/** Times of keys that were pressed, told at most once a second: how long they are under way. Each costs a message. */
const tellEvery = 1000
const first = 1000
const longest = 60_000
const notKnown = 4401
const switchedOff = 4403

interface Told {
  /** A person has switched endpoint sensors off. */
  off(): void
  /** It has been opened, or has ended. */
  changed(): void
  /** The collector does not know this machine's key. */
  unknown(): void
}

/**
 * The socket on which the collector measures its echoes (its pings are answered as they come) and clocks are compared (RFC 5905,
 * section 8). Times on the clock of everything that is sent.
 */
export function echo(identity: Pick<Identity, 'url' | 'device' | 'key'>, clock: Clock, told: Told) {
  const { url, device } = identity
  let socket: Socket | undefined
  let timer: NodeJS.Timeout | undefined
  let [exchanges, pause, over, toldAt] = [0, first, false, 0]
  let last: object | undefined
  let waiting: number[] = []

  const say = (message: object) => {
    if (socket?.open()) socket.send(JSON.stringify(message))
  }
  const ask = () => {
    say({ t1: clock.now(), last })
    last = undefined
    timer = setTimeout(ask, ++exchanges < quick.count ? quick.every : slowly)
  }
  const open = () => {
    if (over) return
    const mine: Socket = webSocket(`${url.replace(/\/$/, '').replace(/^http/, 'ws')}/v1/sensor/echo`, {
      onOpen() {
        if (mine !== socket) return
        pause = first
        exchanges = 0
        const sequence = Date.now()
        say({ device, sequence, signature: signature(identity, sequence, 'echo') })
        ask()
        told.changed()
      },
      onMessage(text) {
        const t4 = clock.now()
        if (mine !== socket) return
        let message: { t1?: number; t2?: number; t3?: number; stop?: boolean }
        try {
          message = JSON.parse(text)
        } catch {
          return
        }
        if (message.stop === true) told.off()
        else if (message.t2 !== undefined) last = { t1: message.t1, t2: message.t2, t3: message.t3, t4 }
      },
      onClose(code) {
        if (mine !== socket || over) return
        clearTimeout(timer)
        told.changed()
        if (code === switchedOff) return told.off()
        if (code === notKnown) {
          told.unknown()
          pause = longest
        }
        timer = setTimeout(open, pause)
        timer.unref()
        pause = Math.min(longest, pause * 2)
      },
    })
    socket = mine
  }
  const close = () => {
    clearTimeout(timer)
    if (last) say({ t1: clock.now(), last })
    last = undefined
    waiting = []
    const old = socket
    socket = undefined
    old?.close()
  }
  open()
  return {
    /** A key that was pressed at `at`, on the clock that is told. */
    key(at: number) {
      if (!socket?.open()) return
      waiting.push(at)
      if (at - toldAt < tellEvery) return
      toldAt = at
      say({ e: waiting.slice(-50) })
      waiting = []
    },
    connected: () => socket?.open() ?? false,
    /** The clock was set: what was compared before is no longer about it. */
    again() {
      close()
      toldAt = 0
      open()
    },
    end() {
      over = true
      close()
    },
  }
}
