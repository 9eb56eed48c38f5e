/** One aim of the project, what was measured for it, and whether that reaches it. */
export interface Target {
  /** "Microsoft RDP at 40 moves, found". */
  what: string
  aim: string
  measured: string
  met: boolean
  /** What one row is and how many: "9,000 local windows of 80 people". */
  n: string
}

/** One part of a page of results. */
export interface Section {
  title: string
  targets: Target[]
  /** What a reader must know: which parts are simulated, what was fitted on what, confounds. */
  notes: string[]
  tables?: { title: string; columns: string[]; rows: (string | number)[][] }[]
}

/** One file of a folder of benches: its default export. Files run one by one, each in a fresh process. */
export interface Bench {
  title: string
  /** Folder or file below the data folder that must exist; absent when it needs none. */
  needs?: string
  /** Longer than a few minutes: run only when named or with `--all`. */
  long?: true
  /** Most that the heap may grow to, in MB: left alone it grows with the machine's memory before anything is collected. */
  heap?: number
  run(data: string): Promise<Section[]>
}
