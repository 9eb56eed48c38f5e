import type { Facts } from '@telltale/core'
import type { Part } from './parts.ts'

/** A file that a list is read from, and where it is fetched unless `sources.json` says otherwise. */
export interface SourceFile {
  /** Recognised by this when a folder or several files are loaded by hand. */
  name: string
  url?: string
  /** The list can do without it. */
  optional?: true
}

/** What was read from the files. Nothing is put away unless all of it was good. */
export interface Supplied<S> {
  data: S
  /** How many entries the list has. */
  entries: number
  /** Entries that can't be used and were left out, where the list allows for slips. */
  leftOut?: number
}

/** One list that can be loaded over the built-in ones: where from, how it is read, what it fills. One file each in `lists/`. */
export interface Supply<L extends keyof Facts = keyof Facts, S = unknown> {
  /** Equals the file's name; permanent. */
  id: string
  title: string
  /** Raised when `data` changes its shape: what an older version put away is then named and not used. */
  form: number
  /** The list of detectors that it fills. None for sanctions: only the enrichment on arrival looks those up. */
  feeds?: L
  /** Filled by the company itself; never fetched. */
  company?: true
  licence: string
  /** In the catalogue of sources, a few words. */
  publisher: string
  files: readonly SourceFile[]
  /** In days; older ones are marked. */
  staleAfter?: number
  /** Throws a `ListProblem` that names file, row and field. */
  read(parts: ReadonlyMap<string, Part>): Promise<Supplied<S>>
  /** It is added to what is there, instead of taking its place. */
  adds?: true
  /** What detectors get: the list so far, and what was loaded over or into it. */
  join?(list: Facts[L], data: S): Facts[L]
}

/** `data` is kept as JSON, so `S` is JSON: what is a `Set` for detectors is made by `join`. */
export function defineSupply<L extends keyof Facts, S>(supply: Supply<L, S>): Supply {
  return supply as unknown as Supply
}
