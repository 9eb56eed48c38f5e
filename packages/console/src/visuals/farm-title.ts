import type { FarmView } from '@telltale/core'

const words = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

function spelled(n: number): string {
  return words[n] ?? String(n)
}

/** "One door, five identities": how many shared things hold how many cases together. */
export function farmTitle(farm: Pick<FarmView, 'cases' | 'ties'>): string {
  const doors = new Set(farm.ties.map((t) => t.subject)).size
  const n = farm.cases.length
  return `${spelled(doors)} ${doors === 1 ? 'door' : 'doors'}, ${spelled(n).toLowerCase()} ${n === 1 ? 'identity' : 'identities'}`
}
