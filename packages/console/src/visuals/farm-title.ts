import type { TiedCases } from '@telltale/core'
import { doors } from './farm-graph.ts'
import { subjectWord } from './verdict-sentence.ts'

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

/** "One door, five identities"; a farm without a common door is named by what is shared. */
export function farmTitle(farm: Pick<TiedCases, 'cases' | 'ties'>): string {
  const n = farm.cases.length
  const identities = `${spelled(n).toLowerCase()} ${n === 1 ? 'identity' : 'identities'}`
  const all = doors(farm)
  for (const type of ['network:', 'address:']) {
    const count = all.filter((d) => d.ref.startsWith(type)).length
    if (count > 0) return `${spelled(count)} ${count === 1 ? 'door' : 'doors'}, ${identities}`
  }
  const shared = all[0] ? subjectWord(all[0].ref).toLowerCase() : 'link'
  return `One ${shared}, ${identities}`
}
