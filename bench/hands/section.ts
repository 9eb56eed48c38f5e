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

/** One page of `bench/results/hands.md`. */
export interface Section {
  title: string
  targets: Target[]
  /** What a reader must know: which parts are simulated, what was fitted on what, confounds. */
  notes: string[]
  tables?: { title: string; columns: string[]; rows: (string | number)[][] }[]
}

/** One file of this folder: its default export. Files run one by one, each in a fresh process. */
export interface HandsBench {
  title: string
  /** Folder or file below the data folder that must exist; absent when it needs none. */
  needs?: string
  /** Longer than a few minutes: run only when named (`npm run bench:hands -- NAME`) or with `--all`. */
  long?: true
  run(data: string): Promise<Section[]>
}

/** Area under the ROC curve: the chance that a positive scores above a negative, ties counted half. */
export function auc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [...positives.map((v) => ({ v, p: 1 })), ...negatives.map((v) => ({ v, p: 0 }))].sort(
    (a, b) => a.v - b.v,
  )
  let ranks = 0
  for (let i = 0; i < all.length; ) {
    let j = i
    let p = 0
    while (j < all.length && all[j]!.v === all[i]!.v) p += all[j++]!.p
    ranks += p * ((i + j + 1) / 2)
    i = j
  }
  const n = positives.length
  return (ranks - (n * (n + 1)) / 2) / (n * negatives.length)
}
