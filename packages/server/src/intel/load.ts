import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { download, type Fetch } from './download.ts'
import { supplies } from './lists/index.ts'
import { ListProblem, type Part } from './parts.ts'
import { digest, type Loaded, readIndex, type Shelf, writing } from './shelf.ts'
import { type Source, sourcesOf } from './sources.ts'
import type { Supply } from './supply.ts'
import { unpack } from './unpack.ts'

/** Largest file and largest unpacked file, in bytes: several times what the largest of the lists is today. */
const most = 128_000_000
/** A list that loses more than this share of its entries at once was cut off, or its publisher made a mistake. */
const mostLost = 0.5

export interface How {
  home: string
  now: number
  fetch: Fetch
  /** Takes a list that has lost more than half of its entries. */
  force?: boolean
}

export interface Outcome {
  id: string
  loaded?: Loaded
  /** Same data as before: nothing was written but the day of the look. */
  same?: true
  problem?: string
}

/** The list with this id. Throws a `ListProblem` that names all of them. */
export function supplyOf(id: string): Supply {
  const supply = supplies.find((s) => s.id === id)
  if (supply) return supply
  throw new ListProblem(`There is no list ${id}; the lists are ${supplies.map((s) => s.id).join(', ')}.`)
}

/**
 * Fetches lists and puts them away, each all or nothing; one that fails does not keep the others. Without `ids`:
 * every list that has been loaded before and has a source.
 */
export async function update(ids: readonly string[], how: How): Promise<Outcome[]> {
  const sources = sourcesOf(how.home)
  const loaded = Object.keys(readIndex(how.home).lists)
  const chosen = ids.length > 0 ? ids : loaded.filter((id) => supplies.some((s) => s.id === id && !s.company))
  const wanted = chosen.map(supplyOf)
  return writing(how.home, async (shelf) => {
    const outcomes: Outcome[] = []
    for (const supply of wanted) {
      const files = sources(supply)
      try {
        if (files.length === 0)
          throw new ListProblem(
            supply.company
              ? `${supply.id} is your company's own: load it with "telltale intel load ${supply.id} FILE".`
              : `${supply.id} has no source: sources.json keeps it from being fetched.`,
          )
        const fetched: Input[] = []
        for (const source of files) {
          const one = await fetchOne(source, how.fetch)
          if (one) fetched.push(one)
        }
        outcomes.push(await take(shelf, supply, fetched, { ...how, date: dayOf(how.now) }))
      } catch (error) {
        if (!(error instanceof ListProblem)) throw error
        outcomes.push({ id: supply.id, problem: error.message })
      }
    }
    return outcomes
  })
}

/**
 * Loads a list from files on this machine, as they are or packed with gzip or zip. `date` is the day that they are as
 * of; without it, the day on which the newest of them was last written.
 */
export async function load(
  id: string,
  paths: readonly string[],
  how: Omit<How, 'fetch'> & { date?: string },
): Promise<Outcome> {
  const supply = supplyOf(id)
  let written = 0
  const inputs = paths.map((path): Input => {
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
      written = Math.max(written, statSync(path).mtimeMs)
    } catch (error) {
      throw new ListProblem(`${path} can't be read (${(error as Error).message}).`)
    }
    return { name: partName(supply, path, paths.length), from: basename(path), bytes }
  })
  const date = how.date ?? dayOf(Math.min(written, how.now))
  return writing(how.home, (shelf) => take(shelf, supply, inputs, { ...how, date }))
}

/** Gives up a loaded list: the built-in one, if any, stands again. False when it was not loaded. */
export function remove(id: string, home: string): Promise<boolean> {
  supplyOf(id)
  return writing(home, (shelf) => shelf.remove(id))
}

interface Input {
  name: string
  from: string
  bytes: Buffer
}

async function fetchOne(source: Source, fetch: Fetch): Promise<Input | undefined> {
  let bytes: Buffer
  try {
    bytes = await download(source.url, most, fetch)
  } catch (error) {
    if (source.optional && error instanceof ListProblem) return undefined
    throw error
  }
  const stated = source.sha256 ?? (source.sha256Url && (await statedSum(source, source.sha256Url, fetch)))
  if (stated && stated.toLowerCase() !== digest(bytes))
    throw new ListProblem(
      `${source.url} has the checksum ${digest(bytes)}, not ${stated}: it was damaged or exchanged on its way. The list that is there stays.`,
    )
  return { name: source.name, from: source.url, bytes }
}

/** The checksum of a file as a text states it: the only one, or the one on the line that names the file. */
async function statedSum(source: Source, url: string, fetch: Fetch): Promise<string> {
  const lines = (await download(url, 1_000_000, fetch)).toString('utf8').split('\n')
  const file = basename(new URL(source.url).pathname)
  const named = lines.filter((line) => line.includes(file) || line.includes(source.name))
  const sums = (named.length > 0 ? named : lines).flatMap((line) => /\b[0-9a-f]{64}\b/i.exec(line)?.[0] ?? [])
  if (new Set(sums).size === 1) return sums[0]!
  throw new ListProblem(`${url} states no checksum, or several, for ${file}. The list that is there stays.`)
}

/** Which of the list's files a path is: by its name, or the only one. */
function partName(supply: Supply, path: string, of: number): string {
  const name = basename(path)
    .toLowerCase()
    .replace(/\.(?:gz|zip)$/, '')
  const known = supply.files.find((file) => file.name === name)
  if (known) return known.name
  if (supply.files.length === 1 && of === 1) return name
  throw new ListProblem(
    `${basename(path)} is not one of the files of ${supply.id}, which are ${supply.files.map((f) => f.name).join(', ')} (or those packed with gzip).`,
  )
}

function dayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10)
}

async function take(
  shelf: Shelf,
  supply: Supply,
  inputs: readonly Input[],
  how: { now: number; date: string; force?: boolean },
): Promise<Outcome> {
  const first = supply.files[0]!
  if (supply.files.length > 1 && !inputs.some((input) => input.name === first.name))
    throw new ListProblem(`${supply.id} can't be read without ${first.name}. Nothing was loaded.`)
  const parts = new Map<string, Part>()
  for (const { name, bytes } of inputs) parts.set(name, { name, bytes: unpack(name, bytes, most) })
  const { data, entries, leftOut } = await supply.read(parts)
  const before = shelf.index.lists[supply.id]
  if (before && !how.force && entries < before.entries * (1 - mostLost))
    throw new ListProblem(
      `${supply.id} would shrink from ${before.entries} to ${entries} entries: it looks cut off. The list that is there stays; --force takes the new one.`,
    )
  const loaded = shelf.put(supply.id, data, {
    entries,
    ...(leftOut && { leftOut }),
    form: supply.form,
    date: how.date,
    loadedAt: how.now,
    inputs: inputs.map(({ name, from, bytes }) => ({
      name,
      from,
      sha256: digest(bytes),
      bytes: bytes.length,
    })),
  })
  return { id: supply.id, loaded, ...(before?.sha256 === loaded.sha256 && { same: true as const }) }
}
