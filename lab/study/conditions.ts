/**
 * `npm run study -- conditions FOLDER [--people 24] [--secret TEXT]`: who sits where, behind which delay, in which
 * order. Writes what the analyst may see (study.json, sessions.csv) and what the keeper seals (KEY.csv, people.csv).
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonical } from '@telltale/core'
import { parse } from 'csv-parse/sync'

/** Round trip that the router adds, milliseconds. */
export const delays = [0, 20, 60, 110, 180, 250] as const
export const tools = ['rdp', 'vnc', 'novnc', 'pikvm', 'jetkvm'] as const
export type StudyTool = (typeof tools)[number]
export const machines = ['windows', 'macos', 'linux'] as const
export type Machine = (typeof machines)[number]

/** Four groups, each with every order of delays once in six people. macOS shares no screen over RDP. */
const groups: readonly { machine: Machine; tools: readonly StudyTool[] }[] = [
  { machine: 'windows', tools },
  { machine: 'macos', tools: ['vnc', 'novnc', 'pikvm', 'jetkvm'] },
  { machine: 'windows', tools },
  { machine: 'linux', tools },
]

/** What makes an honest day at the desk look slow: one of these for each person, on one day. */
export const hard = ['bluetooth', 'busy', 'slow-screen', 'virtual-machine'] as const

export interface Session {
  /** What the recordings carry: says nothing of volunteer, day or condition. */
  code: string
  volunteer: string
  /** A known session at the desk, the first day: the person's own earlier days. Never counted as a trial. */
  baseline: boolean
  machine: Machine
  /** 1 to 3, each another date. */
  day: number
  /** 1 to 3 within the day. */
  position: number
  place: 'desk' | 'far'
  hard: (typeof hard)[number] | ''
  tool: StudyTool | ''
  /** Milliseconds of round trip that the router adds; 0 at the desk. */
  delay: number
  jitter: 'low' | 'high' | ''
}

/** Numbers in [0, 1) from a secret: nobody can go through the seeds, as with a generator of 32 bits. */
function draws(secret: string): () => number {
  let count = 0
  return () => createHmac('sha256', secret).update(`draw ${count++}`).digest().readUInt32BE(0) / 2 ** 32
}

const letters = '23456789BCDFGHJKMNPQRTVWXY'

function code(secret: string, about: string, length: number): string {
  const bytes = createHmac('sha256', secret).update(`code ${about}`).digest()
  return Array.from({ length }, (_, i) => letters[bytes.readUInt16BE(2 * i) % letters.length]).join('')
}

/**
 * Nine sessions each for `people` volunteers. Delays: a Williams square of six (each delay at each place in the order,
 * and after each other one, equally often in six people of a group). Tools and jitter turn with the person.
 * The same secret gives the same assignment. Throws where two codes came out equal: take another secret.
 */
export function assign(people: number, secret: string, simulated = false): Session[] {
  const random = draws(secret)
  const shuffled = <T>(list: readonly T[]): T[] => {
    const out = [...list]
    for (let i = out.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  }
  // Volunteers are numbered as they enrol; which place of the squares that is, only the keeper knows.
  const places = shuffled(Array.from({ length: people }, (_, i) => i))
  const square = shuffled([0, 1, 2, 3, 4, 5])
  const mark = simulated ? 'SIM-' : ''
  const out: Session[] = []
  for (let who = 0; who < people; who++) {
    const place = places[who]!
    const g = place % groups.length
    const k = Math.floor(place / groups.length)
    const { machine, tools: own } = groups[g]!
    const volunteer = `${mark}V${code(secret, `volunteer ${who}`, 5)}`
    const far = williams(k).map((cell): Omit<Session, 'code' | 'day' | 'position'> => {
      const d = square[cell]!
      const high = ((d + (k >> 1) + g) & 1) === 1
      return {
        volunteer,
        baseline: false,
        machine,
        place: 'far',
        hard: '',
        tool: own[(d + k) % own.length]!,
        delay: delays[d]!,
        jitter: high ? 'high' : 'low',
      }
    })
    const desk = (
      baseline: boolean,
      difficulty: Session['hard'],
    ): Omit<Session, 'code' | 'day' | 'position'> => ({
      volunteer,
      baseline,
      machine,
      place: 'desk',
      hard: difficulty,
      tool: '',
      delay: 0,
      jitter: '',
    })
    const plain = desk(false, '')
    const difficult = desk(false, hard[(k + g) % hard.length]!)
    const desks = [desk(true, ''), ...(k % 2 === 0 ? [plain, difficult] : [difficult, plain])]
    desks.forEach((own, d) => {
      const sessions = [far[2 * d]!, far[2 * d + 1]!]
      sessions.splice((k + d) % 3, 0, own)
      sessions.forEach((session, i) => {
        const id = mark + code(secret, `session ${who} ${d} ${i}`, 8)
        out.push({ code: id, ...session, day: d + 1, position: i + 1 })
      })
    })
  }
  if (new Set(out.map((s) => s.code)).size < out.length || new Set(out.map((s) => s.volunteer)).size < people)
    throw new Error('two sessions or volunteers were given the same code: use another secret')
  return out
}

/** Row `k` of a Williams square of six: 0 1 5 2 4 3, moved on by k. */
function williams(k: number): number[] {
  return [0, 1, 5, 2, 4, 3].map((cell) => (cell + k) % 6)
}

const columns = [
  'code',
  'volunteer',
  'baseline',
  'machine',
  'day',
  'position',
  'place',
  'hard',
  'tool',
  'delay',
  'jitter',
] as const

/** The sealed key as text. `measured` is filled in after each session: median round trip by `ping`, milliseconds. */
export function keyText(sessions: readonly Session[]): string {
  const lines = sessions.map((s) => [
    ...columns.map((c) => (typeof s[c] === 'boolean' ? Number(s[c]) : s[c])),
    '',
  ])
  return `${[[...columns, 'measured'], ...lines].map((l) => l.join(',')).join('\n')}\n`
}

/** Rows of a key, whatever program saved it last. */
export function keyRows(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true })
}

/** SHA-256 that binds the assignment and leaves room for what is measured later: without that column. */
export function keyDigest(text: string): string {
  const fixed = keyRows(text).map(({ measured: _later, ...rest }) => rest)
  return createHash('sha256').update(canonical(fixed)).digest('hex')
}

export interface Study {
  simulated: boolean
  people: number
  /** Commits the keeper to the assignment before anybody is measured. */
  key: string
}

/**
 * Writes an assignment into a new folder, the sealed part below `sealed/`. Throws where the folder has one already:
 * an assignment is made once.
 */
export function writeAssignment(
  folder: string,
  people: number,
  secret: string,
  simulated = false,
): Session[] {
  if (existsSync(join(folder, 'study.json')))
    throw new Error(
      `${folder} holds a study already (study.json): name another folder; an assignment is made once`,
    )
  const sessions = assign(people, secret, simulated)
  const key = keyText(sessions)
  const study: Study = { simulated, people, key: keyDigest(key) }
  mkdirSync(join(folder, 'sealed'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'study.json'), `${JSON.stringify(study, null, 1)}\n`)
  const open = [...sessions].sort((a, b) => (a.code < b.code ? -1 : 1))
  writeFileSync(
    join(folder, 'sessions.csv'),
    `code,volunteer,baseline\n${open.map((s) => `${s.code},${s.volunteer},${Number(s.baseline)}\n`).join('')}`,
  )
  writeFileSync(join(folder, 'sealed/KEY.csv'), key, { mode: 0o600 })
  writeFileSync(join(folder, 'sealed/secret.txt'), `${secret}\n`, { mode: 0o600 })
  const volunteers = [...new Set(sessions.map((s) => s.volunteer))]
  writeFileSync(
    join(folder, 'sealed/people.csv'),
    `volunteer,age,assistive,mouse,attachment,computer\n${volunteers.map((v) => `${v},,,,,\n`).join('')}`,
    { mode: 0o600 },
  )
  return sessions
}

export function conditions(args: readonly string[]): string {
  const [folder, ...rest] = args
  const option = (name: string) => {
    const at = rest.indexOf(`--${name}`)
    return at < 0 ? undefined : rest[at + 1]
  }
  const people = Number(option('people') ?? 24)
  if (!folder || folder.startsWith('-'))
    throw new Error(
      'name the folder that the assignment goes to: npm run study -- conditions FOLDER --people 24',
    )
  if (!Number.isInteger(people) || people < 1 || people > 500)
    throw new Error(`--people is ${option('people')}: give a whole number from 1 to 500`)
  const sessions = writeAssignment(folder, people, option('secret') ?? randomBytes(16).toString('hex'))
  return `${sessions.length} sessions of ${people} volunteers. ${folder}/sessions.csv and study.json are for the analyst; ${folder}/sealed goes to the keeper and nowhere else.\n`
}
