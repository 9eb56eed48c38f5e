import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivate } from './identity.ts'

const name = /^(\d{1,16})\.ndjson\.gz$/

/**
 * Batches on their way to the collector, one file each, named by its number. Numbers only ever rise, over restarts
 * too: the collector takes a number that comes twice for a replay. Over `limit` bytes the oldest go and are counted.
 */
export class Spool {
  dropped = 0
  readonly #folder: string
  readonly #limit: number
  /** Waiting batches by number, with their sizes. */
  readonly #waiting = new Map<number, number>()
  readonly #next: string
  #sequence: number
  #reserved = 0

  constructor(home: string, limit = 32 << 20) {
    this.#folder = join(home, 'spool')
    this.#next = join(home, 'sequence')
    this.#limit = limit
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const found = readdirSync(this.#folder)
      .flatMap((file) => (name.test(file) ? [Number(name.exec(file)![1])] : []))
      .sort((a, b) => a - b)
    for (const number of found) this.#waiting.set(number, statSync(this.#file(number)).size)
    const kept = existsSync(this.#next) ? Number(readFileSync(this.#next, 'utf8').trim()) : Number.NaN
    // Where the count was lost, the microseconds since 1970 are beyond any number that was counted to.
    const fresh = found.length === 0 && !existsSync(this.#next) ? 0 : Date.now() * 1000
    this.#sequence = Math.max(Number.isSafeInteger(kept) ? kept : fresh, (found.at(-1) ?? -1) + 1)
  }

  /** A number that no batch has had. */
  take(): number {
    // Written ahead for 64 at a time: a crash leaves a gap, never a number twice.
    if (this.#sequence >= this.#reserved) {
      this.#reserved = this.#sequence + 64
      writePrivate(this.#next, `${this.#reserved}\n`)
    }
    return this.#sequence++
  }

  add(sequence: number, body: Buffer): void {
    writePrivate(this.#file(sequence), body)
    this.#waiting.set(sequence, body.length)
    let total = this.bytes()
    for (const [oldest, size] of this.#waiting) {
      if (total <= this.#limit || oldest === sequence) break
      this.done(oldest)
      this.dropped++
      total -= size
    }
  }

  /** The oldest batch; undefined where none waits. One that can't be read is dropped. */
  first(): { sequence: number; body: Buffer } | undefined {
    for (const sequence of this.#waiting.keys())
      try {
        return { sequence, body: readFileSync(this.#file(sequence)) }
      } catch {
        this.done(sequence)
        this.dropped++
      }
    return undefined
  }

  done(sequence: number): void {
    rmSync(this.#file(sequence), { force: true })
    this.#waiting.delete(sequence)
  }

  clear(): void {
    for (const sequence of this.#waiting.keys()) this.done(sequence)
  }

  waiting(): number {
    return this.#waiting.size
  }

  bytes(): number {
    let total = 0
    for (const size of this.#waiting.values()) total += size
    return total
  }

  #file(sequence: number): string {
    return join(this.#folder, `${sequence}.ndjson.gz`)
  }
}
