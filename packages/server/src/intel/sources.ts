import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { supplies } from './lists/index.ts'
import { ListProblem } from './parts.ts'
import { shelfOf } from './shelf.ts'
import type { Supply } from './supply.ts'

/** Where one file of a list is fetched. */
export interface Source {
  name: string
  url: string
  optional?: true
  /** What the file must have. */
  sha256?: string
  /** An https address of a text that states it (SHA256SUMS and the like). */
  sha256Url?: string
}

type Setting = false | { url?: string; sha256?: string; sha256Url?: string }

export function sourcesFile(home: string): string {
  return join(shelfOf(home), 'sources.json')
}

/**
 * Where the files of a list are fetched: as its publisher has them, unless `sources.json` in the folder of lists says
 * otherwise. That file names lists and their files: `{ "sanctions": { "sdn.csv": { "url": …, "sha256": … } } }`;
 * `false` in place of a list keeps it from being fetched.
 */
export function sourcesOf(home: string): (supply: Supply) => Source[] {
  const path = sourcesFile(home)
  const settings = existsSync(path) ? read(path) : {}
  return (supply) => {
    const own = settings[supply.id]
    if (own === false) return []
    return supply.files.flatMap(({ name, url, optional }) => {
      const setting = own?.[name]
      if (setting === false) return []
      const source = { ...(url && { url }), ...(optional && { optional }), ...setting, name }
      return source.url ? [{ ...source, url: source.url }] : []
    })
  }
}

function read(path: string): Record<string, false | Record<string, Setting>> {
  const wrong = (what: string) =>
    new ListProblem(
      `${path}: ${what}. It looks like {"sanctions": {"sdn.csv": {"url": "https://…", "sha256": "…"}}}.`,
    )
  let settings: Record<string, unknown>
  try {
    settings = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw wrong(`can't be read (${(error as Error).message})`)
  }
  if (!isObject(settings)) throw wrong('is not an object of lists')
  for (const [id, files] of Object.entries(settings)) {
    const supply = supplies.find((s) => s.id === id)
    if (!supply) throw wrong(`there is no list ${id}`)
    if (files === false) continue
    if (!isObject(files)) throw wrong(`${id} is not an object of files`)
    for (const [name, setting] of Object.entries(files)) {
      if (!supply.files.some((f) => f.name === name))
        throw wrong(`${id} has no file ${name}; its files are ${supply.files.map((f) => f.name).join(', ')}`)
      if (setting === false) continue
      if (!isObject(setting)) throw wrong(`${id} ${name} is not an object`)
      for (const [key, value] of Object.entries(setting)) {
        const good =
          key === 'url' || key === 'sha256Url'
            ? typeof value === 'string' && value.startsWith('https://')
            : key === 'sha256' && typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)
        if (!good) throw wrong(`${id} ${name}: ${key} is not what it must be`)
      }
    }
  }
  return settings as Record<string, false | Record<string, Setting>>
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
