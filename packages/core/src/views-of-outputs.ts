import type { Millis } from './observations/kind.ts'

/**
 * Systems that are told what Telltale found and what people decided, as the API shows them. Types only. Secrets (signing
 * keys, addresses that are themselves a key) go in and never come out.
 */

export type OutputEventName =
  | 'listed'
  | 'evidence'
  | 'case-opened'
  | 'case-moved'
  | 'case-decided'
  | 'case-overturned'
  | 'case-closed'
  | 'case-reopened'
  | 'test'

interface AnyTarget {
  /** Lower-case letters, digits and dashes; permanent. */
  id: string
  name: string
  on: boolean
  /** What it is told of; a test goes to every target. */
  tells: OutputEventName[]
  /** Whether sealed cases go there too: only where those who read it may. */
  sealed: boolean
  /** Whether the simulated demo company goes there. */
  simulated: boolean
}

export type OutputTarget =
  | (AnyTarget & { is: 'webhook'; url: string; format: 'telltale' | 'ocsf' | 'ecs' })
  /** `detail`: with the subject's id and the finding in its own words. Without: a pseudonym, what to do, a link. */
  | (AnyTarget & { is: 'slack' | 'teams'; detail: boolean })
  | (AnyTarget & {
      is: 'syslog'
      host: string
      port: number
      over: 'tcp' | 'tls'
      format: 'cef' | 'ocsf' | 'ecs'
      /** Certificate authorities in PEM that the receiver's certificate has to come from; the system's without. */
      ca?: string
    })

/** How delivery to one target stands. */
export interface OutputState {
  waiting: number
  /** Given up on, until somebody replays them. */
  dead: number
  /** Kept back because their case was sealed in the meantime. */
  withheld: number
  /** Not kept at all, because too much was waiting already. */
  lost: number
  lastSuccess?: Millis
  lastFailure?: { at: Millis; because: string }
  /** When the message at the head is tried again. */
  nextTry?: Millis
}

export interface OutputsView {
  targets: (OutputTarget & { secretSet: boolean; state: OutputState })[]
  /** The console's address as links in messages name it. */
  address: string
  /** Indicators for other companies: off until counsel has signed. */
  stix: { signed?: { by: string; at: Millis; because: string }; keySet: boolean; tlp: OutputTlp }
}

export type OutputTlp = 'green' | 'amber' | 'red'

/** A message that was given up on. */
export interface DeadLetter {
  seq: number
  is: OutputEventName
  at: Millis
  attempts: number
  because: string
}
