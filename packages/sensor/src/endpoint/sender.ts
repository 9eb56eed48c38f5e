import { gzipSync } from 'node:zlib'
import type { Post } from './http.ts'
import { type Identity, signature } from './identity.ts'
import type { Spool } from './spool.ts'

export interface Row {
  kind: 'keys' | 'pointer' | 'reaction' | 'inventory' | 'transit'
  data: object
}

const first = 1000
const longest = 60_000

export interface SenderState {
  sentRows: number
  sentAt?: number
  /** What the collector or the network said last, until something goes through. */
  problem?: string
}

/**
 * Rows to signed batches in the spool, and batches to the collector, oldest first and one at a time, so that numbers
 * arrive in order. A pause that doubles up to a minute where it can't be reached; what it refuses for good is dropped,
 * because it would refuse it again.
 */
export class Sender {
  readonly state: SenderState = { sentRows: 0 }
  readonly #identity: Identity
  readonly #spool: Spool
  readonly #post: Post
  readonly #switchedOff: () => void
  readonly #rows = new Map<number, number>()
  #pause = first
  #busy: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #over = false

  constructor(identity: Identity, spool: Spool, post: Post, switchedOff: () => void) {
    this.#identity = identity
    this.#spool = spool
    this.#post = post
    this.#switchedOff = switchedOff
  }

  add(rows: readonly Row[]): void {
    if (rows.length === 0) return
    const sequence = this.#spool.take()
    const at = Date.now()
    const lines = rows.map(({ kind, data }, i) =>
      JSON.stringify({ id: `${this.#identity.mark}-${sequence}-${i}`, kind, at, data }),
    )
    this.#spool.add(sequence, gzipSync(`${lines.join('\n')}\n`))
    this.#rows.set(sequence, rows.length)
    if (!this.#timer) void this.send()
  }

  /** Sends what waits. Resolves when nothing waits any more or the collector can't be reached now. */
  send(): Promise<void> {
    this.#busy ??= this.#drain().finally(() => {
      this.#busy = undefined
    })
    return this.#busy
  }

  end(): void {
    this.#over = true
    clearTimeout(this.#timer)
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (let next = this.#spool.first(); next && !this.#over; next = this.#spool.first()) {
      const { sequence, body } = next
      const { status, says } = await this.#post('/v1/sensor/batches', body, {
        'content-type': 'application/x-ndjson',
        'telltale-device': this.#identity.device,
        'telltale-sequence': String(sequence),
        'telltale-signature': signature(this.#identity, sequence, body),
      })
      if (status === 202) {
        this.#spool.done(sequence)
        this.state.sentRows += this.#rows.get(sequence) ?? 0
        this.state.sentAt = Date.now()
        delete this.state.problem
        this.#pause = first
      } else {
        this.state.problem = says
        if (status === 403) return this.#switchedOff()
        // Not enrolled, or with another key: a person has to mend it, and then nothing is lost.
        if (status === 0 || status === 401 || status === 408 || status === 429 || status >= 500)
          return this.#later(status === 401 ? longest : this.#pause)
        this.#spool.done(sequence)
        this.#spool.dropped++
      }
      this.#rows.delete(sequence)
    }
  }

  #later(pause: number): void {
    this.#pause = Math.min(longest, this.#pause * 2)
    // Up to a quarter more, so that a thousand laptops don't come back in the same second.
    this.#timer = setTimeout(() => void this.send(), pause * (1 + Math.random() / 4))
    this.#timer.unref()
  }
}
