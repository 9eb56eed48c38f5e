import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, canonical, digest, drain, plan } from '../../index.ts'
import { binding, outcomes, touches } from '../../signals/touches.ts'
import type { Observation } from '../../types.ts'
import timeToTouch from './time-to-touch.ts'

const at = 1_767_225_600_000
const hour = 3_600_000
const day = 24 * hour
const platform = { attachment: 'platform', backupEligible: false, format: 'tpm', attested: true }
let made = 0

function touch(when: number, seconds: number | null, authenticator: object | null = platform): Observation {
  return observe('reaction', at + when, {
    source: 'browser',
    events: [
      {
        stimulus: 'touch',
        shownAt: 5000,
        ...(seconds !== null && { respondedAt: 5000 + seconds * 1000, by: 'touch' }),
        ...(authenticator && { authenticator }),
      },
    ],
  })
}

function observe(kind: string, time: number, data: object): Observation {
  const accepted = accept(
    { kind, at: time, about: ['device:LT-1'], data },
    { source: 'test', id: `r${made++}`, receivedAt: time },
    (t, v) => digest(t + v),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

/** What is said of the last day that the rows touch. */
function judge(...rows: Observation[]) {
  const out = drain(plan([timeToTouch]), [rows])
  expect(out.faults).toEqual([])
  const last = Math.max(...rows.map((r) => Math.floor(r.at / day) * day))
  return [...out.evidence, ...out.abstentions].find((v) => v.from === last)!
}

describe('touches on a bound authenticator', () => {
  it('that come late or never, again and again, point to hands elsewhere', () => {
    expect(judge(touch(0, 61), touch(hour, 75))).toMatchObject({ is: 'evidence', weight: 0.7 })
    expect(judge(touch(0, null), touch(hour, null))).toMatchObject({ is: 'evidence', weight: 0.7 })
    expect(judge(...[0, 1, 2, 3, 4].map((h) => touch(h * hour, null)))).toMatchObject({ weight: 1 })
  })

  it('count over days: one late touch a day is not forgotten, and quick ones are held against it', () => {
    expect(judge(touch(0, 61))).toMatchObject({ because: expect.stringContaining('1 of 2') })
    expect(judge(touch(0, 61), touch(day, 70))).toMatchObject({ is: 'evidence', weight: 0.7 })
    const usually = [0, 1, 2, 3].map((d) => touch(d * day, 4))
    expect(judge(...usually, touch(4 * day, 61), touch(5 * day, 70))).toMatchObject({ is: 'clear' })
  })

  it('that come within seconds clear a little, a little more where no redirection ran, and never over days', () => {
    expect(judge(touch(0, 4))).toMatchObject({ is: 'clear', weight: -0.2 })
    const processes = { processes: ['/usr/bin/firefox', 'C:\\Windows\\explorer.exe'] }
    const shown = observe('inventory', at + hour, processes)
    expect(judge(touch(0, 4), shown)).toMatchObject({ is: 'clear', weight: -0.3 })
    const many = [0, 1, 2, 3, 4, 5].map((h) => touch(h * hour, 3))
    expect(judge(...many, shown)).toMatchObject({ weight: -0.5 })
    expect(judge(...[0, 1, 2, 3].map((d) => touch(d * day, 4)))).toMatchObject({ weight: -0.2 })
  })

  it('in one sitting count once: whoever came for the first is still there', () => {
    expect(judge(touch(0, 61), touch(90_000, 3))).toMatchObject({
      because: expect.stringContaining('1 of 2'),
    })
    expect(judge(touch(0, 61), touch(90_000, 70))).toMatchObject({ is: 'evidence' })
    expect(
      outcomes(
        [3, 4, 5].map((s, i) => [i * 60_000, s * 1000] as const),
        { quick: 1e4, late: 4e4 },
      ),
    ).toEqual({ quick: 1, late: 0, missed: 0, between: 0 })
  })

  it('of a slow hand accuse nobody', () => {
    for (const s of [13, 20, 30, 39])
      expect(judge(touch(0, s), touch(hour, s), touch(2 * hour, s))).toMatchObject({ is: 'clear', weight: 0 })
  })

  it('from before they were asked for say nothing', () => {
    expect(judge(touch(0, -3), touch(hour, 61), touch(2 * hour, 61))).toMatchObject({
      because: expect.stringContaining('cannot be trusted'),
    })
  })
})

describe('abstains', () => {
  it.each([
    ['a synced passkey', { ...platform, backupEligible: true }, 'synced'],
    ['a phone by hybrid transport', { ...platform, transports: ['hybrid'] }, 'phone'],
    ['a key without a certificate', { attachment: 'cross-platform', backupEligible: false }, 'nobody knows'],
    ['backup eligibility unknown', { attachment: 'platform', attested: true }, 'nobody knows'],
    ['a redirected one', { ...platform, redirected: true }, 'redirected'],
    ['nothing known', null, 'nobody knows'],
  ])('%s', (_, authenticator, because) => {
    const late = [0, 1, 2].map((h) => touch(h * hour, 90, authenticator))
    const quick = [0, 1, 2].map((h) => touch(h * hour, 3, authenticator))
    for (const rows of [late, quick])
      expect(judge(...rows)).toMatchObject({ because: expect.stringContaining(because) })
  })

  it.each(['rdpclip.exe', '/usr/sbin/usbipd', 'C:\\Tools\\VHUI64.exe'])('where %s ran', (process) => {
    const ran = observe('inventory', at + hour, { processes: [process] })
    expect(judge(touch(0, 3), ran)).toMatchObject({ because: expect.stringContaining('the other end') })
    expect(judge(touch(0, 90), touch(hour, 90), ran)).toHaveProperty('because')
  })

  it('with prompts only', () => {
    const events = [{ stimulus: 'prompt', shownAt: 1, respondedAt: 300, by: 'key' }]
    expect(judge(observe('reaction', at, { events }))).toMatchObject({ because: 'no touch was asked for' })
  })
})

it('a bound authenticator is part of the machine or shows a certificate, and cannot be copied', () => {
  expect(binding({ attachment: 'cross-platform', backupEligible: false, attested: true })).toBe('bound')
  expect(binding({ attachment: 'platform', backupEligible: false })).toBe('bound')
  expect(binding({ attachment: 'platform' })).toBe('unknown')
  expect(binding(undefined)).toBe('unknown')
})

it('gives the same state in any order, keeps it small, and never throws', () => {
  const any = fc.array(
    fc.record({
      when: fc.integer({ min: 0, max: 20 * hour }),
      seconds: fc.option(fc.double({ noNaN: true, min: -10, max: 5000 })),
    }),
    { minLength: 1, maxLength: 100 },
  )
  fc.assert(
    fc.property(any, (list) => {
      const rows = list.map(({ when, seconds }) => touch(when, seconds)) as Observation<'reaction'>[]
      const forward = touches.add(touches.empty, rows)
      const back = [...rows]
        .reverse()
        .reduce((s, r) => touches.merge(touches.add(touches.empty, [r]), s), touches.empty)
      expect(canonical(back)).toBe(canonical(forward))
      expect(JSON.stringify(forward).length).toBeLessThan(2048)
      expect(drain(plan([timeToTouch]), [rows]).faults).toEqual([])
    }),
    { numRuns: 60 },
  )
})
