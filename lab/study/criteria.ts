/** "May the loop family say measured?", by what was fixed before anybody was measured. README.md gives the reasons. */
import { level } from '../../packages/core/src/signals/loop.ts'
import { smallest } from './groups.ts'
import type { Opened } from './key.ts'
import type { Rate } from './rates.ts'
import type { Scores } from './scores.ts'

export interface Criterion {
  what: string
  wanted: string
  measured: string
  met: boolean
}

export const least = { people: 22, far: 4 } as const

/** Each criterion with what was found; the answer is yes where all are met. */
export function criteria(opened: Opened, scores: Scores): Criterion[] {
  const { trials, predictions } = opened
  const judged = trials.filter((t) => !t.baseline && t.judged && t.judged.own.is !== 'abstain')
  const peopleWith = (list: typeof trials) => new Set(list.map((t) => t.volunteer))
  const desk = peopleWith(judged.filter((t) => t.place === 'desk' && t.hard === ''))
  const complete = [...desk].filter(
    (who) => judged.filter((t) => t.volunteer === who && t.place === 'far').length >= least.far,
  ).length
  const on = (machine: string) => peopleWith(judged.filter((t) => t.machine === machine)).size
  const through = (tool: string) => judged.filter((t) => t.tool === tool).length
  const far = trials.filter((t) => t.place === 'far' && t.rows !== undefined)
  const pinged = far.filter((t) => t.pinged).length
  const missing = predictions.missing.length
  const wrongly = (way: 'alone' | 'own', which: 'desk' | 'hard') =>
    scores.falseAlarms[way].byPerson.filter((p) => p[which].includes('evidence')).length
  const upper = Math.max(
    scores.mean.alone.clustered?.[1] ?? Number.POSITIVE_INFINITY,
    scores.mean.own.clustered?.[1] ?? Number.POSITIVE_INFINITY,
  )
  const found = (delay: number, size: number) =>
    scores.first.find((f) => f.size === size && f.way === 'own')!.found.find((f) => f.delay === delay)!.rate
  const { own, alone } = scores.errors
  const wider = scores.spread.sd.filter(
    (s) =>
      s.model !== undefined &&
      !(s.measured <= s.model && (s.clustered?.[1] ?? Number.POSITIVE_INFINITY) <= 1.5 * s.model),
  )
  const moved = scores.spread.location.filter((s) => !(Math.abs(s.measured) <= 20))
  const unfair = scores.groups.filter((g) => g.decides && g.reads === 'above 1.25')
  const share = (r: Rate) => `${r.hits} of ${r.of} (at least ${(100 * r.wilson[0]).toFixed(0)} %)`
  const ms = (v: number) => (Number.isFinite(v) ? `${v.toFixed(1)} ms` : 'not measured')
  return [
    {
      what: 'Real people were measured',
      wanted: 'not simulated',
      measured: predictions.simulated ? 'SIMULATED' : 'real, as stated in study.json',
      met: !predictions.simulated,
    },
    {
      what: `People judged on a plain day at the desk and in ${least.far} or more distant sessions`,
      wanted: `≥ ${least.people}`,
      measured: `${complete}`,
      met: complete >= least.people,
    },
    {
      what: 'People on Windows and on macOS; judged sessions through a real PiKVM and a real JetKVM',
      wanted: `each ≥ ${smallest}`,
      measured: `${on('windows')}, ${on('macos')}; ${through('pikvm')}, ${through('jetkvm')}`,
      met: [on('windows'), on('macos'), through('pikvm'), through('jetkvm')].every((n) => n >= smallest),
    },
    {
      what: 'Sessions that are missing',
      wanted: '≤ 10 %',
      measured: `${missing} of ${trials.length}`,
      met: missing <= 0.1 * trials.length,
    },
    {
      what: 'Distant sessions whose round trip was measured; from 60 ms on without their tool’s own delay',
      wanted: '≥ 90 %; none',
      measured: `${pinged} of ${far.length}; ${scores.untimed + scores.assumed}`,
      met: far.length > 0 && pinged >= 0.9 * far.length && scores.untimed + scores.assumed === 0,
    },
    {
      what: 'People with a false alarm on a plain day at the desk: with own history, without',
      wanted: '0; ≤ 1',
      measured: `${wrongly('own', 'desk')}; ${wrongly('alone', 'desk')} of ${desk.size}`,
      met: desk.size > 0 && wrongly('own', 'desk') === 0 && wrongly('alone', 'desk') <= 1,
    },
    {
      what: 'People with a false alarm on a difficult day at the desk, with own history',
      wanted: '≤ 1',
      measured: `${wrongly('own', 'hard')}`,
      met: desk.size > 0 && wrongly('own', 'hard') <= 1,
    },
    {
      what: 'Mean of the capped ratio on plain days at the desk, upper end over people, the worse of the two',
      wanted: '≤ 1',
      measured: Number.isFinite(upper) ? upper.toFixed(2) : 'not measured',
      met: upper <= 1,
    },
    {
      what: 'Found with own history: 180 ms in 16 reactions, 110 ms in 24 (lower end of the interval)',
      wanted: '≥ 75 %, ≥ 70 %',
      measured: `${share(found(180, 16))}, ${share(found(110, 24))}`,
      met: found(180, 16).wilson[0] >= 0.75 && found(110, 24).wilson[0] >= 0.7,
    },
    {
      what: 'People differ no more than the model says (standard deviation; upper end ≤ 1.5 times the model’s)',
      wanted: scores.spread.sd
        .filter((s) => s.model)
        .map((s) => `≤ ${s.model!.toFixed(0)} ms`)
        .join(', '),
      measured: scores.spread.sd
        .filter((s) => s.model)
        .map((s) => `${ms(s.measured)} (${s.clustered ? s.clustered[1].toFixed(0) : '?'})`)
        .join(', '),
      met: scores.spread.sd.length > 0 && wider.length === 0,
    },
    {
      what: 'The average person answers where the model puts them',
      wanted: 'within 20 ms in each channel',
      measured: scores.spread.location.map((s) => ms(s.measured)).join(', '),
      met: scores.spread.location.length > 0 && moved.length === 0,
    },
    {
      what: 'Mean error of the estimated delay: with own history, without; half its interval, with',
      wanted: '≤ 20 ms; ≤ 25 ms; ≤ 50 ms',
      measured: `${ms(own.mean)}; ${ms(alone.mean)}; ${ms(own.half)}`,
      met: own.mean <= 20 && alone.mean <= 25 && own.half <= 50,
    },
    {
      what: 'True delays inside the stated interval, with own history',
      wanted: `≥ ${100 * level} %`,
      measured: `${own.covered.hits} of ${own.covered.of}`,
      met: own.covered.of > 0 && own.covered.hits >= level * own.covered.of,
    },
    {
      what: 'Groups by age or assistive input whose false-alarm rate without history is above 1.25 times the others’',
      wanted: 'none',
      measured: unfair.length === 0 ? 'none that can be told' : unfair.map((g) => g.what).join(', '),
      met: unfair.length === 0,
    },
  ]
}
