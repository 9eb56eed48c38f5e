import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type Observation, plan } from '../../index.ts'
import { mostAlike } from '../../resumes/resume-index.ts'
import resumeReuse from './resume-reuse.ts'

const start = 1_767_225_600_000
const phoenix = { lat: 33.45, lon: -112.07 }
const columbus = { lat: 39.96, lon: -83 }
const word = (n: number) => `w${(n * 7919 + 104_729).toString(36)}x`
/** Distinct words from the n-th on. */
const text = (from: number, n = 160) => Array.from({ length: n }, (_, i) => word(from + i)).join(' ')

interface Applied {
  id: string
  data: Record<string, unknown>
  at?: number
  kind?: string
  about?: string
}

function rowsOf(applied: readonly Applied[]): Observation[] {
  return applied.map(({ id, data, at = start, kind = 'application', about = `application:${id}` }, i) => {
    const row = { kind, at, about: [about], data }
    const found = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!found.observation) throw new Error(JSON.stringify(found.problems))
    return found.observation
  })
}

function judge(...applied: Applied[]) {
  const rows = rowsOf(applied)
  const out = drain(plan([resumeReuse]), [rows])
  const one = drain(
    plan([resumeReuse]),
    rows.toReversed().map((row) => [row]),
  )
  expect(JSON.stringify(one.evidence)).toBe(JSON.stringify(out.evidence))
  expect(out.faults).toEqual([])
  return { all: out.evidence, found: out.evidence.filter((e) => e.is === 'evidence') }
}

const sends = (id: string, resumeText: string, more: object = {}): Applied => ({
  id,
  data: { resumeText, ...more },
})

describe('identity/resume-reuse', () => {
  it('weighs a copy more than a reworked text, and that more than passages', () => {
    const weights = [text(0), text(12), `${text(0, 60)} ${text(9000, 120)}`].map((other) => {
      const { found } = judge(sends('A', text(0), { place: phoenix }), sends('B', other, { place: columbus }))
      expect(found).toHaveLength(1)
      expect(found[0]!.weighsOn).toEqual(['application:A', 'application:B'])
      return [found[0]!.weight, found[0]!.says]
    })
    expect(weights).toEqual([
      [1.5, 'The wording of this résumé is 100 % that of another application.'],
      [1, expect.stringMatching(/^The wording of this résumé is 8\d % that of another application\.$/)],
      [
        0.5,
        expect.stringMatching(
          /^This résumé has \d+ passages word for word in common with another application\.$/,
        ),
      ],
    ])
  })

  it('does not mind the order of sections, the name, the dates and the contacts', () => {
    const sections = [0, 1000, 2000].map((from) => text(from, 60))
    const { found } = judge(
      sends(
        'A',
        `Marta Quill\nmarta@quill.example +1 555 010 7788\n\n${sections.join('\n\n')}\n2019 to 2023`,
      ),
      sends(
        'B',
        `Tom Alder\ntom@alder.example https://alder.example\n\n${sections.toReversed().join('\n\n')}\n2021 to 2025`,
      ),
    )
    expect(found[0]?.weight).toBe(1.5)
  })

  it('reads what the applicant system kept of the jobs where there is no text', () => {
    const work = [0, 1, 2].map((n) => ({ summary: text(n * 500, 60) }))
    const { found } = judge({ id: 'A', data: { work } }, sends('B', work.map((w) => w.summary).join('\n')))
    expect(found[0]?.weight).toBe(1.5)
  })

  it('is clear about one person: one candidate, one name with one mailbox, a hired applicant', () => {
    const marta = { name: 'Marta Quill', emails: ['marta@letters.example'] }
    for (const both of [{ candidate: '77' }, marta]) {
      const { all, found } = judge(sends('A', text(0), both), sends('B', text(4), both))
      expect(found).toEqual([])
      expect(all.map((e) => e.is)).toEqual(['clear'])
    }
    const hired = (application: string): Applied => ({
      id: `hired ${application}`,
      kind: 'person',
      about: 'person:W-1',
      data: { application },
      at: start + 1,
    })
    expect(judge(sends('A', text(0)), sends('B', text(0)), hired('A'), hired('B')).found).toEqual([])
  })

  it('says less of two whom one agency sent, or who live in one town', () => {
    const agency = { agency: 'Blue Heron Staffing' }
    const sent = judge(sends('A', text(0), agency), sends('B', text(0), agency)).found[0]
    expect([sent?.weight, sent?.says]).toEqual([0.45, expect.stringContaining('the same agency sent both')])
    const near = judge(sends('A', text(0), { place: phoenix }), sends('B', text(0), { place: phoenix }))
      .found[0]
    expect(near?.weight).toBe(0.75)
  })

  it('leaves a template alone: more alike than its limit, in any order', () => {
    const wave = Array.from({ length: mostAlike + 2 }, (_, i) =>
      sends(`A-${i}`, `${text(0)} ${text(10_000 + i * 9, 4)}`),
    )
    expect(judge(...wave).found).toEqual([])
  })

  it('goes when a newer version of the application is another text', () => {
    const newer = { ...sends('A', text(7000)), at: start + 3 * 86_400_000 }
    expect(judge(sends('A', text(0)), sends('B', text(0)), newer).all).toEqual([])
    const older = { ...newer, at: start - 1 }
    expect(judge(sends('A', text(0)), sends('B', text(0)), older).found).toHaveLength(1)
  })

  it.each([
    [
      'résumés of one trade: the same skills, another life',
      `${text(0, 40)} ${text(2000, 120)}`,
      `${text(0, 40).split(' ').toReversed().join(' ')} ${text(3000, 120)}`,
    ],
    [
      'résumés with one list of skills',
      `${text(0, 40).replaceAll(' ', ', ')} ${text(2000, 120)}`,
      `${text(0, 40).replaceAll(' ', ', ')} ${text(3000, 120)}`,
    ],
    ['three answers to a form', text(0, 40), text(0, 40)],
    ['nothing', '', ''],
    ['emoji and numbers', '😀 '.repeat(400) + '2019 '.repeat(400), '😀 '.repeat(400) + '2019 '.repeat(400)],
    ['one word, 2 MB of it', 'word '.repeat(400_000), 'word '.repeat(400_000)],
    ['one line without a space, 2 MB', 'a'.repeat(1_999_000), 'a'.repeat(1_999_000)],
  ])('says nothing of %s', (_, a, b) => {
    expect(judge(sends('A', a), sends('B', b)).all).toEqual([])
  })

  it.each([
    ['Hebrew', 0x5d0, 22],
    ['Arabic', 0x627, 24],
    ['Cyrillic', 0x430, 30],
    ['Devanagari', 0x915, 30],
    ['Korean', 0xac00, 4000],
    ['Chinese, without spaces', 0x4e00, 4000],
  ])('compares %s', (name, first, letters) => {
    const written = (seed: number) =>
      Array.from({ length: 200 }, (_, i) =>
        Array.from({ length: 5 }, (_, j) =>
          String.fromCodePoint(
            first + ((((seed + i * 31 + j * j * 17 + i * j * 7) * 2_654_435_761) >>> 7) % letters),
          ),
        ).join(''),
      ).join(name.includes('spaces') ? '' : ' ')
    expect(judge(sends('A', written(1)), sends('B', written(1))).found).toHaveLength(1)
    expect(judge(sends('A', written(1)), sends('B', written(100_003))).found).toHaveLength(0)
  })

  it('tells no applicant anything of another', () => {
    const [found] = judge(
      sends('A', text(0), { name: 'Kim Lee', emails: ['kim@letters.example'] }),
      sends('B', text(0), { name: 'Dana Reyes', phones: ['614 555 2368'] }),
    ).found
    expect(JSON.stringify([found?.says, found?.exhibits])).not.toMatch(
      /kim|lee|dana|reyes|2368|w[0-9a-z]+x /i,
    )
  })
})
