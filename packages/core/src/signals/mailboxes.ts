import type { Facts } from '../types.ts'
import { listedAddress } from './listed-addresses.ts'
import { postal } from './postal.ts'
import { suffixes } from './street-words.ts'

/** An address where mail is received for others, and how that shows. */
export interface Mailbox {
  how: 'form' | 'name' | 'address' | 'own'
  /** The business, as its list calls it. */
  of: string
  /** False: the house is listed, but not which door is written. */
  sure: boolean
}

interface Words {
  forms: RegExp | undefined
  /** By the first word of a name: the words behind it, the longest name first. */
  names: ReadonlyMap<string, { rest: string[]; of: string }[]>
}

const indexes = new WeakMap<object, Words>()

/** Built once for each version of the list. */
function wordsOf(agents: Facts['mailbox-agents']): Words {
  const known = indexes.get(agents)
  if (known) return known
  const names = new Map<string, { rest: string[]; of: string }[]>()
  for (const chain of agents.chains)
    for (const name of chain.names) {
      const [first = '', ...rest] = wordsIn(name)
      const same = names.get(first) ?? []
      names.set(
        first,
        [...same, { rest, of: chain.of }].sort((x, y) => y.rest.length - x.rest.length),
      )
    }
  const forms = agents.forms.filter((form) => form.of === 'mailbox').flatMap((form) => form.words)
  const words = { forms: formsBeforeNumber(forms), names }
  indexes.set(agents, words)
  return words
}

function wordsIn(text: string): string[] {
  return text
    .split(/[\s,;:#()/]+/)
    .map((word) => word.replace(/^[.'-]+|[.'-]+$/g, ''))
    .filter((word) => word !== '')
}

/** A street may be called Mailbox Road: the number must stand behind. */
function formsBeforeNumber(words: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined
  const escaped = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'))
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${escaped.join('|')})[\\s#:.,-]*(?:no\\.?\\s*)?[a-z]?\\d`, 'u')
}

/** The business that is named; a road may be called like one. */
function namedIn(names: Words['names'], text: string): string | undefined {
  const words = wordsIn(text)
  for (const [i, word] of words.entries())
    for (const { rest, of } of names.get(word) ?? []) {
      const behind = words[i + 1 + rest.length]
      if (rest.every((next, k) => words[i + 1 + k] === next) && !suffixes.has(behind ?? '')) return of
    }
  return undefined
}

/** Whether an address as written receives mail for others, as far as the two lists know. */
export function mailboxOf(
  agents: Facts['mailbox-agents'],
  own: Facts['forwarders'],
  written: string,
): Mailbox | undefined {
  const address = postal(written)
  const ownMatch = listedAddress(own.addresses, address)
  if (ownMatch?.door) return { how: 'own', of: ownMatch.entry.of, sure: true }
  const listed = listedAddress(agents.addresses, address)
  if (listed?.door) return { how: 'address', of: listed.entry.of, sure: true }
  const { forms, names } = wordsOf(agents)
  const text = written.slice(0, 300).toLowerCase().replace(/’/g, "'")
  const named = namedIn(names, text)
  if (named) return { how: 'name', of: named, sure: true }
  if (forms?.test(text)) return { how: 'form', of: 'a private mailbox', sure: true }
  const house = ownMatch ?? listed
  return house && { how: ownMatch ? 'own' : 'address', of: house.entry.of, sure: false }
}
