/**
 * Keystrokes of interactive SSH from TCP headers alone: when a small packet of the client passed, when the other side
 * acknowledged it, and when data came back. Shared by the gateway's reader of captures and by the connector for
 * tcpdump's text; nothing of a packet but its header and its length is looked at.
 *
 * Only isolated keystrokes tell anything (Yang and Huang, Matching TCP packets and its application to the detection of
 * long connection chains, AINA 2005): while several are under way, an echo can't be told from the one before it.
 */
export interface Segment {
  /** Milliseconds, on the clock of whoever captured. */
  at: number
  /** Address and port, `192.0.2.7:22`. */
  from: string
  to: string
  /** 32 bit; may wrap. */
  seq: number
  ack?: number
  /** Bytes of payload. */
  length: number
  syn?: boolean
}

/** Parallel lists in milliseconds, as the kind `ssh` takes them. */
export interface Keystrokes {
  client: string
  server: string
  sent: number[]
  ack: number[]
  echo: number[]
  /** Smallest round trip of any packet of the flow; absent when none could be matched. */
  minimum?: number
}

/** Client silent for this long before a keystroke: longer than an echo over two chained continents usually takes. */
export const quiet = 400
/** Server silent for this long before it: what comes afterwards answers this key. */
const settled = 100
/** A key of SSH in any cipher and MAC in use is this long (28 with umac-64 to 92 with hmac-sha2-512); a command is longer. */
const key = { least: 20, most: 100 }
/** A key that sends several bytes, such as an arrow, is at most this much longer than a letter's. */
const longerKey = 16
/** A flow is somebody typing from this many keys on, when they are most of what the client sends. */
const typing = { keys: 5, share: 0.5 }
/** An interface that is captured twice shows each packet again within this, milliseconds. */
const twice = 2
/** Keys and packets under way that are remembered: past this a flow is no typing. */
const underWay = 1000
/** What one observation can hold. */
const most = 20_000

interface Flow {
  client: string
  server: string
  keys: { sent: number; ack: number; echo: number; length: number }[]
  minimum?: number
  /** Client's packets that wait to be acknowledged. */
  waiting: { end: number; at: number }[]
  /** The isolated key whose answer is awaited. */
  key?: { end: number; at: number; length: number; ack?: number }
  highest?: number
  syn?: number
  /** The client's first packet after the handshake states its version. */
  version: boolean
  clientAt: number
  serverAt: number
  /** The server has sent data since the client's last. */
  answered: boolean
  /** A key stood alone and was answered. */
  alone: boolean
  /** The client's packets by length, those that may be keys. */
  small: Map<number, number>
  large: number
  /** The last packet of each side, to know it when it is seen twice. */
  last: { client?: Segment; server?: Segment }
}

/**
 * Reads one capture, segment by segment in order of time. `ports`: the ones on which SSH servers listen. Flows in which
 * nobody types are left out.
 */
export function shellPackets(ports: readonly number[] = [22]) {
  const flows: Flow[] = []
  const current = new Map<string, Flow>()
  const listening = new Set(ports.map(String))
  const gone = { flows: 0, crowded: 0 }
  return {
    add(segment: Segment): void {
      const { from, to } = segment
      const toServer = listening.has(port(to))
      // Both ends on a server's port, or none: who began is not known without the handshake, and is not guessed.
      if (toServer === listening.has(port(from))) return
      const [client, server] = toServer ? [from, to] : [to, from]
      const id = `${client}>${server}`
      let flow = current.get(id)
      // A port may be used again later: a new beginning is a flow of its own.
      if (!flow || (segment.syn && toServer && flow.highest !== undefined)) {
        flow = begin(client, server)
        flows.push(flow)
        current.set(id, flow)
      }
      take(flow, segment, toServer ? 'client' : 'server')
    },
    /** What is left, at the end. */
    keystrokes(): Keystrokes[] {
      return flows.filter(typed).flatMap(pieces)
    },
    /** What flows without a packet since `before`, and flows with `many` keys or more, have shown; it is forgotten here. */
    finished(before: number, many: number): Keystrokes[] {
      const out: Keystrokes[] = []
      for (let i = flows.length - 1; i >= 0; i--) {
        const flow = flows[i]!
        const over = Math.max(flow.last.client?.at ?? 0, flow.last.server?.at ?? 0) < before
        if (!over && flow.keys.length < many) continue
        if (typed(flow)) out.push(...pieces(flow))
        flow.keys = []
        if (!over) continue
        gone.flows++
        if (crowded(flow)) gone.crowded++
        flows.splice(i, 1)
        const id = `${flow.client}>${flow.server}`
        if (current.get(id) === flow) current.delete(id)
      }
      return out.reverse()
    },
    /** Flows that were seen, and those in which somebody types but no key stands alone, as when a client hides its rhythm. */
    counts(): { flows: number; crowded: number } {
      return { flows: gone.flows + flows.length, crowded: gone.crowded + flows.filter(crowded).length }
    },
  }
}

function begin(client: string, server: string): Flow {
  return {
    client,
    server,
    keys: [],
    waiting: [],
    version: false,
    clientAt: Number.NEGATIVE_INFINITY,
    serverAt: Number.NEGATIVE_INFINITY,
    answered: true,
    alone: false,
    small: new Map(),
    large: 0,
    last: {},
  }
}

function smalls({ small }: Flow): number {
  return [...small.values()].reduce((a, b) => a + b, 0)
}

function crowded(flow: Flow): boolean {
  return !flow.alone && smalls(flow) >= 50 && smalls(flow) >= flow.large
}

function typed(flow: Flow): boolean {
  const n = smalls(flow)
  return n >= typing.keys && n >= typing.share * (n + flow.large)
}

/** Letters are most of what is typed; what is much longer is a password or another message of the protocol. */
function pieces({ client, server, keys, small, minimum }: Flow): Keystrokes[] {
  const letter = [...small].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]
  const typed = keys.filter(({ length }) => length <= letter + longerKey)
  const out: Keystrokes[] = []
  for (let i = 0; i < typed.length; i += most) {
    const some = typed.slice(i, i + most)
    out.push({
      client: address(client),
      server: address(server),
      sent: some.map((k) => k.sent),
      ack: some.map((k) => k.ack),
      echo: some.map((k) => k.echo),
      ...(minimum !== undefined && { minimum }),
    })
  }
  return out
}

function take(flow: Flow, s: Segment, side: 'client' | 'server'): void {
  const last = flow.last[side]
  flow.last[side] = s
  if (last && last.seq === s.seq && last.length === s.length && last.ack === s.ack && s.at - last.at < twice)
    return
  if (s.syn) {
    if (side === 'client') {
      flow.syn = s.at
      flow.version = true
    } else if (flow.syn !== undefined) {
      smallest(flow, s.at - flow.syn)
      flow.syn = undefined
    }
  } else if (side === 'server') ofServer(flow, s)
  else if (s.length > 0) ofClient(flow, s)
}

function ofClient(flow: Flow, s: Segment): void {
  const end = (s.seq + s.length) >>> 0
  // Of a packet that was sent twice nobody knows which one was acknowledged (Karn and Partridge 1987).
  if (flow.highest !== undefined && !after(end, flow.highest)) {
    flow.waiting = []
    flow.key = undefined
    flow.clientAt = s.at
    return
  }
  flow.highest = end
  if (flow.waiting.length < underWay) flow.waiting.push({ end, at: s.at })
  const small = s.length >= key.least && s.length <= key.most && !flow.version
  flow.version = false
  if (small) flow.small.set(s.length, (flow.small.get(s.length) ?? 0) + 1)
  else flow.large++
  const alone = flow.answered && s.at - flow.clientAt >= quiet && s.at - flow.serverAt >= settled
  // A key that was still awaited is given up: what comes next may answer either.
  flow.key = small && alone ? { end, at: s.at, length: s.length } : undefined
  flow.clientAt = s.at
  flow.answered = false
}

function ofServer(flow: Flow, s: Segment): void {
  const { ack } = s
  if (ack !== undefined) {
    while (flow.waiting[0] && !after(flow.waiting[0].end, ack)) {
      const { end, at } = flow.waiting.shift()!
      if (end === ack >>> 0) smallest(flow, s.at - at)
    }
    if (flow.key && flow.key.ack === undefined && !after(flow.key.end, ack)) flow.key.ack = s.at
  }
  if (s.length === 0) return
  const { key } = flow
  if (key?.ack !== undefined) {
    // A capture's clock that was set back in between tells nothing about this key.
    flow.alone = true
    if (key.ack >= key.at && s.at >= key.ack)
      flow.keys.push({ sent: key.at, ack: key.ack, echo: s.at, length: key.length })
    flow.key = undefined
  }
  flow.serverAt = s.at
  flow.answered = true
}

function smallest(flow: Flow, ms: number): void {
  if (ms > 0 && ms <= 60_000) flow.minimum = Math.min(flow.minimum ?? ms, ms)
}

/** Sequence numbers wrap at 2³²: "after" is within half of that. */
function after(a: number, b: number): boolean {
  return ((a - b) | 0) > 0
}

function port(end: string): string {
  return end.slice(end.lastIndexOf(':') + 1)
}

function address(end: string): string {
  return end.slice(0, end.lastIndexOf(':'))
}
