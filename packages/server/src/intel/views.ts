import type { FactLists, ListView } from '@telltale/core'
import { supplies } from './lists/index.ts'
import { type OpenLists, packaged } from './open.ts'
import type { Loaded } from './shelf.ts'
import type { Supply } from './supply.ts'

const day = 86_400_000
/** Built-in lists grow old with the version of Telltale that brings them. Assumed. */
const builtInStaleAfter = 730

/** Every list, in order of id: those that detectors read, and those that are loaded into them or looked up on arrival. */
export function listViews(open: OpenLists, now: number): ListView[] {
  const views = new Map<string, ListView>()
  for (const [id, list] of Object.entries(open.lists)) {
    const into = supplies.find((s) => s.feeds === id && open.loaded[s.id])
    views.set(id, { ...ofFacts(id, list, now), ...(into && { origin: into.company ? 'company' : 'loaded' }) })
  }
  for (const supply of supplies) {
    const loaded = open.loaded[supply.id]
    const base = views.get(supply.id)
    if (loaded) views.set(supply.id, ofLoaded(supply, loaded, base, open, now))
    else if (!base) views.set(supply.id, notLoaded(supply))
  }
  return [...views.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

type List = FactLists[keyof FactLists]

function ofFacts(id: string, list: List, now: number): ListView {
  const { title, version, source, licence, date } = list
  const entries = countOf(list.data)
  const ageDays = date ? age(date, now) : undefined
  return {
    id,
    title,
    source,
    licence,
    version,
    ...(date && { date }),
    entries,
    bytes: entries === 0 ? 0 : bytesOf(list),
    ...(ageDays !== undefined && { ageDays }),
    origin: entries === 0 ? 'none' : (list as unknown) === packaged() ? 'npm' : 'built-in',
    stale: (ageDays ?? 0) > builtInStaleAfter,
  }
}

function ofLoaded(
  supply: Supply,
  loaded: Loaded,
  base: ListView | undefined,
  open: OpenLists,
  now: number,
): ListView {
  const ageDays = age(loaded.date, now)
  const list = base && supply.feeds === supply.id ? open.lists[supply.feeds] : undefined
  return {
    id: supply.id,
    title: base?.title ?? supply.title,
    source: list?.source ?? supply.publisher,
    licence: list?.licence || supply.licence,
    version: list?.version ?? `${loaded.date} ${loaded.sha256.slice(0, 8)}`,
    date: loaded.date,
    entries: list ? countOf(list.data) : loaded.entries,
    bytes: list ? bytesOf(list) : loaded.bytes,
    ageDays,
    origin: supply.company ? 'company' : 'loaded',
    stale: supply.staleAfter !== undefined && ageDays > supply.staleAfter,
    ...(supply.feeds && supply.feeds !== supply.id && { into: supply.feeds }),
  }
}

function notLoaded(supply: Supply): ListView {
  return {
    id: supply.id,
    title: supply.title,
    source: supply.publisher,
    licence: supply.licence,
    version: '',
    entries: 0,
    bytes: 0,
    origin: 'none',
    stale: false,
    ...(supply.feeds && supply.feeds !== supply.id && { into: supply.feeds }),
  }
}

function age(date: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(date)) / day))
}

/** A list is one collection, with small ones beside it. */
function countOf(data: object): number {
  return Math.max(0, ...Object.values(data).map(sizeOf))
}

function sizeOf(value: unknown): number {
  if (value instanceof Set || value instanceof Map) return value.size
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

const measured = new WeakMap<object, number>()

function bytesOf({ data }: List): number {
  const known = measured.get(data)
  if (known !== undefined) return known
  const text = JSON.stringify(data, (_, value) => (value instanceof Set ? [...value] : value))
  const bytes = Buffer.byteLength(text)
  measured.set(data, bytes)
  return bytes
}
