export type { Bench as HandsBench, Section, Target } from '../section.ts'

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
