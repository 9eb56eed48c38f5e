/** One row as it leaves the page: numbers, classes of keys, and nothing else. Kinds: core's observations. */
export interface Row {
  id: string
  kind: 'keys' | 'pointer' | 'reaction'
  /** Milliseconds since the epoch. */
  at: number
  data: Record<string, unknown>
}

export type Stimulus = 'prompt' | 'target' | 'dialog' | 'window'

export interface Response {
  /** When the frame that shows it had been drawn; milliseconds on the page's monotonic clock. */
  shownAt: number
  /** Absent when nobody answered in time. */
  respondedAt?: number
  by?: 'key' | 'motion' | 'click'
}

/** Something that was shown, until somebody answers it. */
export interface Prompt {
  /** It was taken away unanswered: nothing is recorded. */
  cancel(): void
  /** Resolves with the first response, or without one after ten seconds. Never rejects. */
  done: Promise<Response>
}

/** Round trips of this page's connection in milliseconds, as the collector measured them. Trials only. */
export interface RoundTrips {
  transport: number[]
  application: number[]
  via?: string
  collector?: { name: string; lat?: number; lon?: number }
}

/** The collector's clock against the page's: offset and its error bound, milliseconds. */
export interface Clock {
  offset: number
  error: number
  exchanges: number
}

export interface Options {
  /** Address of the collector, such as `https://telltale.example`. */
  url: string
  /** Asked for by the page's own backend: `POST /v1/sensor/tickets`. It says whom the input is about. */
  ticket: string
  /** Nothing is attached, opened or sent before this is, resolves to, or returns true. */
  consent: boolean | Promise<boolean> | (() => boolean | Promise<boolean>)
  /** `try`: rows go to `onRow` only; nothing but echoes leaves the page. */
  mode?: 'send' | 'try'
  /** Which switch of the company's policy it obeys. */
  policy?: 'browser' | 'presence'
  /** Where input is observed; the whole document unless given. */
  root?: Document | HTMLElement
  onRow?(row: Row): void
  onRtt?(measured: RoundTrips): void
  onClock?(clock: Clock): void
}

export interface Sensor {
  /** Tells that `element`, which asks for a key, is being shown now. */
  prompt(element: Element): Prompt
  /** Tells that `element`, which is to be pointed at, is being shown now. */
  target(element: Element): Prompt
  /** Sends what is there and ends. */
  stop(): void
  /** Ends, and throws away what has not been sent. */
  forget(): void
  /** Rows that left the page. */
  readonly sent: number
  /** Rows thrown away because the collector could not be reached for long. */
  readonly dropped: number
}
