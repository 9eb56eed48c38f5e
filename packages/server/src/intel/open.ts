import { createRequire } from 'node:module'
import { type FactLists, facts } from '@telltale/core'
import { supplies } from './lists/index.ts'
import { ListProblem } from './parts.ts'
import type { SdnEntry } from './sdn.ts'
import { type Index, type Loaded, readIndex, readLoaded } from './shelf.ts'
import type { Supply } from './supply.ts'

/** The lists that this Telltale works with. */
export interface OpenLists {
  /** Every list that detectors read: the built-in one, with what was loaded over or into it. For `plan(detectors, lists)`. */
  lists: FactLists
  /** For the look-up on arrival, where it was loaded. */
  sanctions?: { version: string; entries: readonly SdnEntry[] }
  /** What was loaded and is in use. */
  loaded: Readonly<Record<string, Loaded>>
  /** Sentences about lists that can't be used; the built-in ones stand in for them. */
  problems: readonly string[]
}

/**
 * Opens the lists of a home folder; none need be there. Data whose digest is not the recorded one is named and not
 * used. Takes some tenths of a second with all lists loaded.
 */
export function openLists(home: string): OpenLists {
  const problems: string[] = []
  for (let attempt = 0; ; attempt++) {
    const before = indexOf(home, problems)
    const read = readAll(home, before)
    // a list that was exchanged between the two reads is read again
    if (read.problems.length > 0 && attempt < 3 && !same(before, indexOf(home, []))) continue
    return assemble(before, read.data, [...problems, ...read.problems])
  }
}

function indexOf(home: string, problems: string[]): Index {
  try {
    return readIndex(home)
  } catch (error) {
    if (!(error instanceof ListProblem)) throw error
    problems.push(error.message)
    return { version: 1, lists: {} }
  }
}

function same(a: Index, b: Index): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function readAll(home: string, index: Index): { data: Map<string, unknown>; problems: string[] } {
  const data = new Map<string, unknown>()
  const problems: string[] = []
  for (const [id, loaded] of Object.entries(index.lists)) {
    const supply = supplies.find((s) => s.id === id)
    try {
      if (supply?.form !== loaded.form)
        throw new ListProblem(
          `The list ${id} was loaded by another version of Telltale and is not used: load it again.`,
        )
      data.set(id, readLoaded(home, id, loaded))
    } catch (error) {
      if (!(error instanceof ListProblem)) throw error
      problems.push(error.message)
    }
  }
  return { data, problems }
}

/** Cites the content: a reload of the same data is the same version. */
function versionOf({ date, sha256 }: Loaded): string {
  return `${date} ${sha256.slice(0, 8)}`
}

function assemble(index: Index, data: ReadonlyMap<string, unknown>, problems: string[]): OpenLists {
  const lists: Record<string, FactLists[keyof FactLists]> = { ...facts, 'disposable-domains': packaged() }
  const used: Record<string, Loaded> = {}
  let sanctions: OpenLists['sanctions']
  for (const supply of supplies) {
    const loaded = index.lists[supply.id]
    const own = data.get(supply.id)
    if (!loaded || own === undefined) continue
    used[supply.id] = loaded
    if (supply.id === 'sanctions')
      sanctions = { version: versionOf(loaded), entries: own as readonly SdnEntry[] }
    if (supply.feeds) lists[supply.feeds] = over(lists[supply.feeds]!, supply, loaded, own)
  }
  return { lists: lists as unknown as FactLists, ...(sanctions && { sanctions }), loaded: used, problems }
}

type List = FactLists[keyof FactLists]

function over(list: List, supply: Supply, loaded: Loaded, data: unknown): List {
  const own = {
    version: versionOf(loaded),
    source: supply.publisher,
    licence: supply.licence,
    date: loaded.date,
  }
  const both = {
    version: `${list.version} + ${supply.id} ${own.version}`,
    source: `${list.source}; ${own.source}`,
    licence: list.licence.includes(own.licence) ? list.licence : `${list.licence}; ${own.licence}`,
  }
  return { ...list, ...own, ...(supply.adds && both), data: supply.join!(list.data, data) } as List
}

const read = createRequire(import.meta.url)
const packageName = 'disposable-email-domains-js'
let domains: FactLists['disposable-domains'] | undefined

/** The list that npm brings along; read once. */
export function packaged(): FactLists['disposable-domains'] {
  if (domains) return domains
  const names: string[] = read(`${packageName}/dist/dict/disposable_email_blocklist.json`)
  const { version } = read(`${packageName}/package.json`) as { version: string }
  domains = {
    title: facts['disposable-domains'].title,
    version: `${packageName} ${version}`,
    source: `disposable-email-domains, as the npm package ${packageName} carries it`,
    licence: 'CC0-1.0',
    data: { domains: new Set(names) },
  }
  return domains
}
