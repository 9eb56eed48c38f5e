import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Detector, HuntView } from '@telltale/core'
import { nearest } from '../nearest.ts'
import { type Hunt, namePattern, readHunt, sentenceOf } from './hunt-file.ts'
import { HuntProblem } from './problem.ts'

/** Hunts that come with Telltale. */
export const shippedFolder = fileURLToPath(new URL('../../../../hunts/', import.meta.url))
const largest = 64 * 1024

/** The hunts on disk: read whenever they are asked for, since people edit them with whatever they like. */
export interface SavedHunts {
  all(): { hunts: HuntView[]; problems: string[] }
  /** Throws a `HuntProblem` where there is none, or where its file can't be used. */
  find(name: string): HuntView
  /** Writes it to TELLTALE_HOME, in place of an earlier one of that name. */
  save(hunt: Hunt): HuntView
  remove(name: string): void
}

export function savedHunts(home: string, detectors: ReadonlyMap<string, Detector>): SavedHunts {
  const own = join(home, 'hunts')
  const all: SavedHunts['all'] = () => {
    const shipped = readFolder(shippedFolder, true, detectors)
    const ours = readFolder(own, false, detectors)
    const byName = new Map([...shipped.hunts, ...ours.hunts].map((hunt) => [hunt.name, hunt]))
    const hunts = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    return { hunts, problems: [...shipped.problems, ...ours.problems] }
  }
  return {
    all,
    find(name) {
      const { hunts, problems } = all()
      const found = hunts.find((hunt) => hunt.name === name)
      if (found) return found
      const unusable = problems.find((problem) => problem.startsWith(join(own, `${name}.json`)))
      if (unusable) throw new HuntProblem(unusable)
      const near = nearest(
        name,
        hunts.map((hunt) => hunt.name),
      )
      throw new HuntProblem(
        `There is no hunt ${JSON.stringify(name.slice(0, 80))}${near ? `; did you mean ${near}?` : '.'} "telltale hunt list" shows them.`,
        'unknown',
      )
    },
    save(hunt) {
      const read = readHunt(hunt, detectors)
      if ('faults' in read) throw new HuntProblem(`The hunt was not saved. ${sentenceOf(read.faults)}`)
      const path = join(own, `${hunt.name}.json`)
      const fresh = join(own, `.${hunt.name}.${randomBytes(6).toString('hex')}`)
      try {
        mkdirSync(own, { recursive: true, mode: 0o700 })
        writeFileSync(fresh, `${JSON.stringify(read.hunt, null, 2)}\n`, { mode: 0o600, flush: true })
        renameSync(fresh, path)
      } catch (error) {
        rmSync(fresh, { force: true })
        throw new HuntProblem(`The hunt can't be written to ${path} (${(error as Error).message}).`)
      }
      return { ...read.hunt, shipped: false }
    },
    remove(name) {
      const { hunts } = all()
      const path = join(own, `${name}.json`)
      if (!namePattern.test(name) || !exists(path))
        throw new HuntProblem(
          hunts.some((hunt) => hunt.name === name)
            ? `The hunt ${name} comes with Telltale and can't be removed.`
            : `There is no hunt ${JSON.stringify(name.slice(0, 80))} to remove.`,
          hunts.some((hunt) => hunt.name === name) ? 'wrong' : 'unknown',
        )
      rmSync(path)
    },
  }
}

function readFolder(folder: string, shipped: boolean, detectors: ReadonlyMap<string, Detector>) {
  const hunts: HuntView[] = []
  const problems: string[] = []
  let files: string[]
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.startsWith('.'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      problems.push(`${folder} can't be read (${(error as Error).message}).`)
    files = []
  }
  for (const file of files.sort()) {
    const path = join(folder, file)
    try {
      hunts.push({ ...readFile(path, file, detectors), shipped })
    } catch (error) {
      problems.push(`${path}: ${(error as Error).message}`)
    }
  }
  return { hunts, problems }
}

function readFile(path: string, file: string, detectors: ReadonlyMap<string, Detector>): Hunt {
  if (statSync(path).size > largest) throw new Error(`larger than ${largest >> 10} kB, which is no hunt.`)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(`not JSON (${error.message}): correct it, or remove the file.`)
  }
  const read = readHunt(value, detectors)
  if ('faults' in read) throw new Error(sentenceOf(read.faults))
  if (`${read.hunt.name}.json` !== file)
    throw new Error(`name: the hunt is called ${read.hunt.name}: name its file ${read.hunt.name}.json.`)
  return read.hunt
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}
