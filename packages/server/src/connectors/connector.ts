/** One format that Telltale reads: a vendor's export, a tool's log, or the canonical form. One file each. */
export interface Connector {
  /** Equals the file's name; permanent. */
  id: string
  title: string
  /** One line for the docs: which files it takes, and what it makes of them. */
  takes: string
  /** 'certain' beats 'likely'. At most one connector may be certain of a file; the fixtures are tested for that. */
  recognises(file: FileHead): 'certain' | 'likely' | false
  /** Yields what can be read and a problem for what can't; a bad row never costs the rows after it. */
  read(file: FileSource): AsyncIterable<Row>
}

/** What a connector may look at to recognise a file. */
export interface FileHead {
  /** Path inside the folder, without `.gz`. */
  name: string
  /** The first characters (at most 64 kB of bytes, gunzipped), without a byte order mark. */
  head: string
}

/** A file being read once, from its start. */
export interface FileSource {
  /** Path inside the folder, without `.gz`. */
  name: string
  /** Gunzipped. Ends early, without an error, where the file is cut off or damaged: see `damage`. */
  bytes: AsyncIterable<Buffer>
  /** Why `bytes` ended before the file's end; known once they have ended. Reported by `lines` and `wholeText`. */
  damage(): string | undefined
  /** Longest line or record that is held in memory, in bytes. */
  maxLine: number
  /** Milliseconds since the epoch, as the file system has it. */
  modifiedAt: number
  /** Counts something that is left out on purpose: a table or a state that no kind of observation is made from. */
  skip(what: string): void
}

/**
 * One canonical observation, not yet accepted, or why a row could not be made into one. `row` is the line or record
 * number from 1; 0 stands for the file as a whole.
 */
export type Row =
  | { row: number; value: unknown; problem?: undefined }
  | { row: number; problem: { field: string; reason: string }; text?: string }

export type BadRow = Extract<Row, { problem: object }>
