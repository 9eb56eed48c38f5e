import { level, loop } from '../../signals/loop.ts'
import { bins, type Channel, type ChannelState, channels, reactions } from '../../signals/reactions.ts'
import { defineDetector, type Exhibit, type Leg } from '../../types.ts'

/** Fewest usable reactions: at 8 half prompts, half targets, the lab's 180 ms are found five times in six. */
const enough = 8
/** More events in a day than a person is shown: something generates them. */
const tooMany = 5000
/** log10 at which a window speaks. A local person 80 ms slower than average stays below. Assumed. */
const speaks = 0.7
/**
 * A day's credit for near hands is held at 10⁻¹, because a few anticipated or scripted answers could earn more.
 * The other end is above the family's cap of 10² on purpose: the cap applies to the mean over days, and a day
 * cut to 10² first would need every other day to reach it as well.
 */
const floor = -1
const ceiling = 3

const called: Record<Channel, string> = {
  prompt: 'Prompt to first key',
  target: 'Target to first motion',
}

export default defineDetector({
  id: 'hands/first-response',
  version: 1,
  title: 'Are the hands that answer the screen at the device?',
  why: 'An operator elsewhere sees the picture late and the answer travels back: every reaction takes the round trip and the remote-control tool’s own delay longer. Delay can be added and never removed, so the quickest answers tell: late ones may have any reason and cost nothing, early ones cannot be had from far away.',
  benign: [
    'A person who is slower than most, by age, disability, injury, tiredness or habit: people differ by more than 30 ms, and nobody is to be asked why.',
    'Assistive input: a screen reader, a switch, dictation, an on-screen keyboard.',
    'A slow screen, a wireless keyboard or mouse, a loaded or virtual machine: together they can add 100 ms.',
    'The person’s own remote session: a virtual desktop, a home machine reached from a laptop.',
    'A help-desk session in which a colleague drove for a while.',
  ],
  clears: [
    'A presence check that is not about timing: a security key that is bound to the device is touched, or a colleague sees the person at it.',
    'The person’s own earlier days, known to be local, are as slow.',
    'The same device answers as late with a known person at it.',
  ],
  check: 'offer a presence check',
  references: [
    {
      title:
        'Woods et al. 2015, Factors influencing the latency of simple reaction time, Frontiers in Human Neuroscience 9:131 (mean 231 ms, 213 ms without the hardware’s share; slower with age)',
      url: 'https://doi.org/10.3389/fnhum.2015.00131',
    },
    { title: 'Luce 1986, Response Times: Their Role in Inferring Elementary Mental Organization' },
    {
      title:
        'Vovk and Wang 2021, E-values: Calibration, combination and applications, Annals of Statistics 49(3)',
      url: 'https://doi.org/10.1214/20-AOS2020',
    },
  ],
  attack: ['T1219.002', 'T1219.003'],
  status: 'experimental',
  family: 'loop',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: {
    basis: 'simulated',
    on: 'Reaction times of 15 simulated people in 345 lab sessions through real remote-control software; 8 people fitted, 7 kept apart. How real people differ is assumed',
    n: 15,
  },
  about: ['device', 'person'],
  reads: ['reaction'],
  measures: [reactions],
  detect(window) {
    const state = window.get(reactions)
    const seen = Object.entries(state.channels) as [Channel, ChannelState][]
    const n = seen.reduce((total, [, c]) => total + c.n, 0)
    if (state.events > tooMany)
      return {
        is: 'abstain',
        because: `${state.events} events in one window: more than the ${tooMany} that a person could be shown`,
      }
    if (state.impossible > n / 4)
      return {
        is: 'abstain',
        because: `${state.impossible} answers came more than a second before what they answer: the times cannot be trusted`,
      }
    if (n < enough)
      return {
        is: 'abstain',
        because: `${n} of ${enough} usable reactions; ${enough - n} more needed${state.missed > 0 ? ` (${state.missed} went unanswered for over 4 s)` : ''}`,
      }
    if (seen.some(([, c]) => c.n >= 4 && c.shortest === c.longest))
      return {
        is: 'abstain',
        because: 'all answers of one kind took the same time to the millisecond: no person answers like that',
      }
    const { weight, estimate, low, high } = loop(state.channels)
    const kept = Math.min(ceiling, Math.max(floor, weight))
    const leg: Leg = {
      leg: 'hands',
      estimate,
      low,
      high,
      level,
      basis: `${n} reactions (${seen
        .map(([name, c]) => `p10 of ${c.n} ${name}s ${p10(c)} ms`)
        .sort()
        .join(', ')}) against the average person; a remote tool’s own 20–85 ms are inside`,
      reads: 'unremarkable',
    }
    const drawn = seen
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, c]): Exhibit => ({
          type: 'histogram',
          label: `${called[name]}: ${c.n} answers; the mark is where the average person’s begin`,
          unit: 'ms',
          from: bins.from,
          step: bins.step,
          counts: c.counts,
          mark: channels[name].location,
        }),
      )
    if (kept < speaks)
      return {
        is: 'clear',
        weight: kept < 0 ? { 'hands-elsewhere': kept } : {},
        says:
          kept < 0
            ? `The hands are near: ${n} reactions are about as quick as people’s at their own desk (extra delay below ${high} ms).`
            : `${n} reactions are ${estimate} ms later than the average person’s, which is within how people differ.`,
        exhibits: [
          { type: 'ribbon', legs: [{ ...leg, reads: kept <= -0.5 ? 'clears' : 'unremarkable' }] },
          ...drawn,
        ],
      }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': kept },
      says: `The hands answer the screen about ${estimate} ms later than the average person’s (90 % interval ${low} to ${high} ms, ${n} reactions): that points to hands that are not at the device, or to an unusually slow person or machine.`,
      // The tools tried in the lab add 21 to 74 ms; most are near 40.
      exhibits: [{ type: 'ribbon', legs: [{ ...leg, reads: 'contradicts', tool: 40 }] }, ...drawn],
    }
  },
  examples: [
    { title: 'Hands behind a 180 ms path', gives: 'evidence', rows: [answers(12, 215)] },
    { title: 'Somebody at the device', gives: 'clear', rows: [answers(12, 0)] },
    { title: 'Five reactions', gives: 'abstain', rows: [answers(12, 215, { only: 5 })] },
    {
      title: 'A slow typist: every other answer comes seconds late, the others as quick as anybody’s',
      gives: 'clear',
      rows: [answers(14, 0, { late: 2 })],
    },
    {
      title: 'A local person who is always 80 ms slower than average',
      gives: 'clear',
      rows: [answers(12, 80)],
    },
    {
      title: 'A script that answers after exactly 150 ms',
      gives: 'abstain',
      rows: [answers(12, 0, { exactly: 150 })],
    },
    { title: 'Answers from before the questions', gives: 'abstain', rows: [answers(12, -3000)] },
  ],
})

/** A tenth of the answers were quicker, read off the kept counts. */
function p10({ counts, n }: ChannelState): number {
  let below = 0
  for (let i = 0; i < counts.length; i++) {
    if (below + counts[i]! >= n / 10)
      return Math.round(bins.from + bins.step * (i + (n / 10 - below) / counts[i]!))
    below += counts[i]!
  }
  return bins.from + bins.step * bins.count
}

/** `each` prompts and targets, answered as the average person does and `shift` ms later. */
function answers(
  each: number,
  shift: number,
  unlike: { only?: number; late?: number; exactly?: number } = {},
) {
  const events = Array.from({ length: each * 2 }, (_, i) => {
    const stimulus = i % 2 === 0 ? ('prompt' as const) : ('target' as const)
    const { location, sigma, tau, by } = channels[stimulus]
    const p = (Math.floor(i / 2) + 0.5) / each
    const late = unlike.late && Math.floor(i / 2) % unlike.late === 0 ? 1500 : 0
    const took = location + sigma * Math.sin(i * 2.4) - tau * Math.log(1 - p) + late + shift
    const shownAt = 60_000 * i
    return { stimulus, shownAt, respondedAt: shownAt + (unlike.exactly ?? took), by }
  })
  return {
    kind: 'reaction' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: { source: 'endpoint' as const, events: events.slice(0, unlike.only) },
  }
}
