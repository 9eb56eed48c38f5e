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
  names: RegExp | undefined
  of: ReadonlyMap<string, string>
}

const indexes = new WeakMap<object, Words>()

/** What stands before a number, and whole names; built once for each version of the list. */
function wordsOf(agents: Facts['mailbox-agents']): Words {
  const known = indexes.get(agents)
  if (known) return known
  const forms = agents.forms.filter((form) => form.of === 'mailbox').flatMap((form) => form.words)
  const of = new Map(agents.chains.flatMap((chain) => chain.names.map((name) => [name, chain.of] as const)))
  // A street may be called Mailbox Road: the number must stand behind. "box" of a post office is another word.
  const words = {
    forms: anyOf(forms, '[\\s#:.,-]*(?:no\\.?\\s*)?[a-z]?\\d'),
    names: anyOf([...of.keys()], '(?![\\p{L}\\p{N}])(?:\\s+([\\p{L}]+))?'),
    of,
  }
  indexes.set(agents, words)
  return words
}

/** The longest first, as whole words. */
function anyOf(words: readonly string[], behind: string): RegExp | undefined {
  if (words.length === 0) return undefined
  const escaped = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join('|')})${behind}`, 'u')
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
  const { forms, names, of } = wordsOf(agents)
  const text = written.slice(0, 300).toLowerCase().replace(/’/g, "'")
  const name = names?.exec(text)
  // a road that is called like a chain
  if (name && !suffixes.has(name[2] ?? ''))
    return { how: 'name', of: of.get(name[1]!.replace(/\s+/g, ' '))!, sure: true }
  if (forms?.test(text)) return { how: 'form', of: 'a private mailbox', sure: true }
  const house = ownMatch ?? listed
  return house && { how: ownMatch ? 'own' : 'address', of: house.entry.of, sure: false }
}
