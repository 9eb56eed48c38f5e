import type { Facts } from '@telltale/core'
import type { Institution } from '@telltale/core/facts/institutions'

/**
 * Adds institutions to a list: one that is there by name, in the same country, keeps what it says and gains the names,
 * domains and years that it lacks. So the abbreviations and former names that we know stay with the large lists.
 */
export function join(list: Facts['institutions'], more: readonly Institution[]): Facts['institutions'] {
  const institutions = list.institutions.slice()
  const at = new Map<string, number>()
  const enter = (institution: Institution, index: number) => {
    for (const name of institution.names) {
      const key = keyOf(institution.country, name)
      if (!at.has(key)) at.set(key, index)
    }
  }
  for (const [i, institution] of institutions.entries()) enter(institution, i)
  for (const one of more) {
    const index = at.get(keyOf(one.country, one.names[0]!))
    if (index === undefined) {
      enter(one, institutions.length)
      institutions.push(one)
      continue
    }
    const known = institutions[index]!
    const both: Institution = {
      ...one,
      ...known,
      names: union(known.names, one.names, (name) => keyOf('', name)),
      ...((known.domains ?? one.domains) && {
        domains: union(known.domains ?? [], one.domains ?? [], (d) => d),
      }),
    }
    institutions[index] = both
    enter(both, index)
  }
  return { ...list, institutions }
}

/** One spelling for what differs in capitals, accents, punctuation, "the" and "at". */
function keyOf(country: string, name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^the | (?:at|the)(?= )/g, '')
    .trim()
  return `${country} ${plain}`
}

function union(a: readonly string[], b: readonly string[], key: (text: string) => string): string[] {
  const seen = new Set(a.map(key))
  return [...a, ...b.filter((text) => !seen.has(key(text)) && seen.add(key(text)))]
}
