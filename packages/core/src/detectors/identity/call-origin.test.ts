import { describe, expect, it } from 'vitest'
import { accept, type Derived, digest, drain, plan } from '../../index.ts'
import callOrigin from './call-origin.ts'

const at = 1_767_225_600_000
const ohio = { place: { city: 'Columbus', region: 'OH', country: 'US' } }

interface Row {
  kind: 'application' | 'call' | 'person'
  data: object
  about?: string
  day?: number
  country?: string
}

function judge(...rows: Row[]) {
  const observations = rows.map(({ kind, data, about = 'application:A-1', day = 0, country }, i) => {
    const derived: Partial<Derived> = country ? { ipCountry: country } : {}
    const accepted = accept(
      { kind, at: at + day * 86_400_000 + i, about: [about], data },
      { source: 'test', id: `r${i}`, receivedAt: 4e12 },
      (t, v) => digest(t + v),
      () => derived,
    )
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([callOrigin]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const claims = (data: object = ohio): Row => ({ kind: 'application', data })
const call = (country?: string, data: object = {}, day = 2): Row => ({
  kind: 'call',
  data,
  day,
  ...(country && { country }),
})

describe('identity/call-origin', () => {
  it('weighs a call from another country a little, with late video a little more', () => {
    expect(judge(claims(), call('PL')).evidence).toMatchObject({
      is: 'evidence',
      weight: 0.3,
      says: 'The call did not come from the country that is claimed.',
    })
    expect(judge(claims(), call('PL', { avgLatency: { video_input: 420 } })).evidence?.weight).toBe(0.4)
  })

  it('weighs a day on which some calls fit less', () => {
    expect(judge(claims(), call('US'), call('PL')).evidence?.weight).toBe(0.1)
  })

  it('weighs late video alone hardly at all', () => {
    const { evidence } = judge(claims(), call('US', { avgLatency: { video_input: 420 } }))
    expect(evidence?.weight).toBe(0.1)
    expect(evidence?.says).toMatch(/420 ms/)
  })

  it('reads where the call system says itself that a call came from', () => {
    expect(judge(claims(), call(undefined, { place: 'Warsaw, Poland' })).evidence?.weight).toBe(0.3)
  })

  it('names no country', () => {
    const { evidence } = judge(claims(), call('PL'))
    expect(JSON.stringify([evidence?.says, evidence?.exhibits])).not.toMatch(/PL|Poland|US/)
  })

  it.each([
    ['a call from home', claims(), call('US')],
    [
      'usual delays of video and late sound',
      claims(),
      call('US', { avgLatency: { video_input: 299, audio_input: 500 } }),
    ],
    ['a claim in words', claims({ place: 'Warsaw, Poland' }), call('PL')],
    ['a worker', { kind: 'person', data: ohio, about: 'person:W-1' }, { ...call('US'), about: 'person:W-1' }],
  ] as [string, Row, Row][])('is content with %s', (_, claim, made) => {
    expect(judge(claim, made).evidence?.is).toBe('clear')
  })

  it('judges each day of its own: a trip between two calls at home stays a trip', () => {
    const { all } = judge(claims(), call('US', {}, 1), call('PL', {}, 5), call('US', {}, 9))
    expect(all.map((e) => e.is).sort()).toEqual(['clear', 'clear', 'evidence'])
  })

  it.each([
    ['a call of unknown origin', [claims(), call()], /nothing tells/],
    [
      'an applicant who names no country',
      [claims({ place: 'Springfield' }), call('PL')],
      /no claimed country/,
    ],
    ['a call of nobody known', [call('PL')], /no claimed country/],
  ] as [string, Row[], RegExp][])('does not judge %s', (_, rows, because) => {
    const found = judge(...rows)
    expect(found.evidence).toBeUndefined()
    expect(found.because).toMatch(because)
  })
})
