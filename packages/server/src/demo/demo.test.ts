import {
  accept,
  type Case,
  canonical,
  claimOf,
  detectors,
  digest,
  drain,
  type Evidence,
  emptyDirectory,
  farms,
  fold,
  isSimulated,
  type Listing,
  learn,
  lessons,
  type Observation,
  outcomeOf,
  plan,
  type SubjectRef,
  score,
} from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { demo, planted, type Row } from './demo.ts'
import { farmCast } from './farm.ts'
import { cast } from './planted.ts'

const until = 1_793_000_000_000 // 2026-10-26

function company(seed: number) {
  const rows: Row[] = [...demo({ seed, until })]
  const observations: Observation[] = rows.map((row) => {
    const accepted = accept(row, { source: 'demo', id: '', receivedAt: until }, (t, v) => digest(t + v))
    if (!accepted.observation || accepted.remarks.length > 0)
      throw new Error(`${row.id}: ${JSON.stringify(accepted)}`)
    return accepted.observation
  })
  const { evidence, faults } = drain(plan(detectors), [observations])
  const about = new Map<SubjectRef, Evidence[]>()
  for (const e of evidence) for (const s of e.weighsOn) about.set(s, [...(about.get(s) ?? []), e])
  const listed = new Map<SubjectRef, Listing>()
  const cases = new Map<SubjectRef, Case>()
  for (const [subject, found] of about) {
    const folded = fold(subject, found)
    if (folded.listing) listed.set(subject, folded.listing)
    if (folded.case) cases.set(subject, folded.case)
  }
  const standing = new Map<SubjectRef, 'case' | 'listed'>()
  for (const subject of listed.keys()) standing.set(subject, cases.has(subject) ? 'case' : 'listed')
  const directory = emptyDirectory()
  for (const row of observations) for (const lesson of lessons(row)) learn(directory, lesson)
  const claims = { cards: (subject: SubjectRef) => claimOf(directory, subject, until) }
  return { rows, evidence, faults, listed, cases, standing, claims }
}

/** Everybody who is listed, and why: what somebody needs who has to find out why this test failed. */
function table({ listed, cases }: ReturnType<typeof company>): string {
  const lines = [...listed].map(([subject, { score }]) => {
    const parts = score.schemes.find((s) => s.scheme === score.scheme)!.parts.filter((p) => p.weight !== 0)
    const what = planted.find((p) => p.subjects.includes(subject as never))?.what ?? 'an ordinary subject'
    const why = parts.map((p) => `${p.family} ${p.weight.toFixed(2)}`).join(', ')
    return `${cases.has(subject) ? 'case  ' : 'listed'} ${subject} ${score.scheme} ${score.weight.toFixed(2)} (${why}): ${what}`
  })
  return `\n${lines.sort().join('\n')}\n`
}

const innocents = planted.filter((p) => p.innocent).flatMap((p) => p.subjects)

describe('the demo company', () => {
  const found = company(7)
  const who = table(found)

  it('is accepted whole, fits in a quick first start, and faults no detector', () => {
    expect(found.faults).toEqual([])
    expect(found.rows.length).toBeGreaterThan(15_000)
    expect(found.rows.length).toBeLessThan(40_000)
  })

  it.each(planted.filter((p) => !p.innocent))('shows what is planted: $what', ({ subjects, expect: as }) => {
    for (const subject of subjects) {
      if (as === 'verify') {
        const of = score(found.evidence.filter((e) => e.subjects.includes(subject)))
        expect(outcomeOf(of), `${subject}: ${of.weight}`).toBe('verify')
        continue
      }
      expect(found.listed.has(subject), `${subject} must be listed${who}`).toBe(true)
      expect(found.cases.has(subject), `${subject} must be ${as}${who}`).toBe(as === 'case')
    }
  })

  it.each(planted.filter((p) => p.innocent))('opens no case about: $what', ({ subjects }) => {
    for (const subject of subjects)
      expect(found.cases.has(subject), `${subject} must have no case${who}`).toBe(false)
  })

  it('lists nobody but those who are planted', () => {
    const expected = planted
      .filter((p) => p.expect === 'case' || p.expect === 'listed')
      .flatMap((p) => p.subjects)
    expect([...found.listed.keys()].sort(), who).toEqual([...expected].sort())
  })

  it('has one farm: nine behind two doors, one keeper, and one monitor without which it falls apart', () => {
    const all = farms({ ties: found.evidence, standing: found.standing, ...found.claims })
    expect(all.map((f) => f.members.map((m) => m.subject).sort())).toEqual([
      planted
        .slice(0, 3)
        .flatMap((p) => p.subjects)
        .sort(),
    ])
    const [farm] = all
    const people = (numbers: readonly number[]) =>
      numbers.map((n) => `person:larkspur-${String(n).padStart(4, '0')}`).sort()
    expect(farm!.doors.slice(0, 2).map((d) => [...d.members].sort())).toEqual([
      people(farmCast.first),
      people(farmCast.second),
    ])
    expect(farm!.keeper).toMatchObject({ by: 'recipient' })
    const bridge = farm!.ties.find((t) => t.leaves?.[1]?.length === 3)
    expect(bridge?.attribute).toMatch(/^display:/)
    expect([...bridge!.members].sort()).toEqual(people(farmCast.monitor))
    expect(bridge!.leaves!.map((part) => part.length)).toEqual([6, 3])
    const account = farm!.ties.find((t) => t.attribute.startsWith('account:'))
    expect([...account!.members].sort()).toEqual(people(farmCast.paid))
  })

  it('shows the farm growing over months', () => {
    const [farm] = farms({ ties: found.evidence, standing: found.standing, ...found.claims })
    expect(until - farm!.firstSeen).toBeGreaterThan(200 * 86_400_000)
    const starts = farm!.members.map((m) => m.start!).sort((a, b) => a - b)
    expect(starts.at(-1)! - starts[0]!).toBeGreaterThan(100 * 86_400_000)
    expect(new Set(starts).size).toBe(9)
  })

  it('offers the administrator a presence check, and nothing worse', () => {
    const subject = planted.find((p) => p.what.includes('administrator'))!.subjects[0]!
    const accusing = found.listed.get(subject)!.evidence.filter((e) => e.is === 'evidence')
    expect(new Set(accusing.map((e) => e.detector))).toEqual(new Set(['hands/first-response']))
    expect(detectors.find((d) => d.id === accusing[0]!.detector)!.check).toBe('offer a presence check')
  })

  it('does not let a verified degree clear a stolen identity', () => {
    const subject = planted.find((p) => p.what.includes('stolen'))!.subjects[0]!
    const opened = found.cases.get(subject)!
    expect(opened.evidence.some((e) => e.detector === 'identity/degree-confirmed' && e.is === 'clear')).toBe(
      true,
    )
    expect(['identity-stolen', 'device-elsewhere', 'hands-elsewhere']).toContain(opened.scheme)
    const stolen = opened.score.schemes.find((s) => s.scheme === 'identity-stolen')!
    expect(stolen.parts.find((p) => p.family === 'records')?.weight ?? 0).toBe(0)
  })
})

it('another company of the same kind shows the same: the numbers are not tuned to one draw', () => {
  const other = company(11)
  for (const { subjects, expect: as } of planted.filter((p) => p.expect === 'case' || p.expect === 'listed'))
    for (const subject of subjects) {
      expect(other.listed.has(subject), table(other)).toBe(true)
      expect(other.cases.has(subject), table(other)).toBe(as === 'case')
    }
  for (const subject of innocents) expect(other.cases.has(subject), table(other)).toBe(false)
  expect(
    [...other.cases.keys()].filter((s) => !planted.some((p) => p.subjects.includes(s as never))),
  ).toEqual([])
})

describe('the generator', () => {
  const rows = [...demo({ until })]

  it('is a pure function of its options', () => {
    expect(canonical([...demo({ until })])).toBe(canonical(rows))
    expect(canonical([...demo({ until, seed: 8 })])).not.toBe(canonical(rows))
  })

  it('gives rows in order of time, none after its end, ids that are never used twice', () => {
    expect(rows.map((r) => r.at)).toEqual(rows.map((r) => r.at).sort((a, b) => a - b))
    expect(rows.at(-1)!.at).toBeLessThan(until)
    expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length)
  })

  it('is about simulated subjects only, so that it can be removed in one step', () => {
    expect(rows.flatMap((r) => r.about).filter((s) => !isSimulated(s as SubjectRef))).toEqual([])
  })

  it('reaches nobody: numbers in exchange 555, mailboxes under .example, addresses kept for tests', () => {
    for (const { data } of rows) {
      for (const phone of (data.phones as string[] | undefined) ?? [])
        expect(phone).toMatch(/\d{3}\D*555-?\d{4}$/)
      for (const email of (data.emails as string[] | undefined) ?? []) expect(email).toMatch(/\.example$/)
      if (data.ip) expect(data.ip).toMatch(/^198\.1[89]\./)
    }
  })

  it('plants the truth that it tells: subjects exist, and nobody is cast twice', () => {
    const about = new Set(rows.flatMap((r) => r.about))
    const subjects = planted.flatMap((p) => p.subjects)
    for (const subject of subjects) expect(about.has(subject)).toBe(true)
    expect(new Set(subjects).size).toBe(subjects.length)
    expect(cast.farm).toHaveLength(9)
  })
})
