import type { Millis } from '@telltale/core'
import type { OutputEvent } from '../event.ts'

/** Brings one message to one target. Resolves when it was taken; rejects with `Refused` or `TryLater`. */
export interface Sender {
  send(event: OutputEvent, now: Millis): Promise<void>
  stop(): Promise<void>
}

/** The receiver will never take this message. */
export class Refused extends Error {}

/** It may take it later; `after` ms from now at the earliest, where it said so. */
export class TryLater extends Error {
  readonly after: number | undefined

  constructor(because: string, after?: number) {
    super(because)
    this.after = after
  }
}
