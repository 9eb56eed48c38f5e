/** `npm run study -- rehearse [--people 22] [--out FOLDER]`: the whole chain on SIMULATED volunteers. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blind, unblind } from './analyse.ts'
import { writeAssignment } from './conditions.ts'
import { simulated } from './report.ts'
import { type Planted, pretend, simulate } from './simulate.ts'

/** Assignment, recordings, predictions, digest, key, report; all below `folder`, which must not hold a study. */
export function rehearsal(folder: string, people: number, planted: Planted = {}): string {
  const sessions = writeAssignment(folder, people, 'a rehearsal keeps no secret', true)
  const recordings = join(folder, 'recordings')
  const out = join(folder, 'analysis')
  simulate(sessions, recordings, planted)
  const { tools } = pretend(folder, sessions)
  const { digest } = blind(recordings, folder, out)
  return unblind(recordings, folder, out, {
    key: join(folder, 'sealed/KEY.csv'),
    lodged: digest,
    people: join(folder, 'sealed/people.csv'),
    tools,
  })
}

export function rehearse(args: readonly string[]): string {
  const option = (name: string) => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? undefined : args[at + 1]
  }
  const people = Number(option('people') ?? 22)
  if (!Number.isInteger(people) || people < 4 || people > 200)
    throw new Error(`--people is ${option('people')}: give a whole number from 4 to 200`)
  const folder = option('out') ?? mkdtempSync(join(tmpdir(), 'telltale-study-'))
  const page = rehearsal(folder, people)
  return `${page}\n${simulated} Everything it wrote is in ${folder}\n`
}
