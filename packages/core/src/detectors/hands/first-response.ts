import { cadence, toolOf, tools } from '../../signals/cadence.ts'
import { shownKm } from '../../signals/distance.ts'
import { assess, clears } from '../../signals/hands.ts'
import { level } from '../../signals/loop.ts'
import {
  type AnyChannel,
  allChannels,
  bins,
  type ChannelState,
  channels,
  reactions,
} from '../../signals/reactions.ts'
import { defineDetector, type Exhibit, type Leg } from '../../types.ts'

/** More events in a day than a person is shown: something generates them. */
const tooMany = 5000
/**
 * A day's credit for near hands is held at 10⁻¹, because a few anticipated or scripted answers could earn more.
 * The other end is above the family's cap of 10² on purpose: the cap applies to the mean over days, and a day
 * cut to 10² first would need every other day to reach it as well.
 */
export const floor = -1
/** Milliseconds that most of the lab’s tools add by themselves; 21 to 74 were seen. */
const usualTool = 40

const called: Record<AnyChannel, string> = {
  prompt: 'Prompt to first key',
  target: 'Target to first motion',
  settle: 'Held key let go to next key',
  overshoot: 'First held key: where it should stop to let go',
  workKey: 'Dialog or shell prompt to first key',
  workPointer: 'Menu, window or page to first motion',
}
/** Fewest reactions that make a way of answering one that is known. */
const ofAChannel = 4

export default defineDetector({
  id: 'hands/first-response',
  version: 3,
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
    on: 'Reaction times of 15 simulated people in 345 lab sessions through real remote-control software (bench/results/hands/loop.json), ordinary work on 6 simulated people of the range. How real people differ, and how one person’s days differ, is assumed; a margin of 10^0.35 is taken off for it',
    n: 15,
  },
  thresholds: {
    enough: {
      value: 8,
      unit: 'reactions',
      says: 'Fewest usable reactions. At 8, half prompts and half targets, the lab’s 180 ms are found five times in six.',
    },
    ceiling: { value: 3, unit: 'log₁₀', says: 'Most that a day can weigh. Assumed.' },
  },
  about: ['device', 'person', 'application'],
  reads: ['reaction', 'pointer'],
  measures: [reactions, cadence],
  remembers: [reactions],
  detect(window) {
    const enough = window.threshold('enough')
    const ceiling = window.threshold('ceiling')
    const state = window.get(reactions)
    const seen = Object.entries(state.channels) as [AnyChannel, ChannelState][]
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
    if (seen.some(([, c]) => c.n >= ofAChannel && c.shortest === c.longest))
      return {
        is: 'abstain',
        because: 'all answers of one kind took the same time to the millisecond: no person answers like that',
      }
    const past = window.past(reactions).channels
    const tool = toolOf(window.get(cadence))
    const hands = assess(state.channels, { past, tool })
    const { weight, estimate, low, high, history, band, sentence, path, km } = hands
    // Who uses keys only, or hears the screen, answers later in every prompt. Another way or the own past must agree.
    if (path && !history && seen.filter(([, c]) => c.n >= ofAChannel).length < 2)
      return {
        is: 'abstain',
        because: `answers in one way only (${called[seen[0]![0]].toLowerCase()}): it takes two, such as keys and pointer, or the person’s own earlier days, to tell distance from a habit or an aid`,
      }
    const kept = Math.min(ceiling, Math.max(floor, weight))
    const overhead = tool
      ? `${tools[tool].title} takes ${tools[tool].overhead.low}–${tools[tool].overhead.high} ms of it`
      : 'a remote tool’s own 20–85 ms are inside'
    const leg: Leg = {
      leg: 'hands',
      estimate,
      low,
      high,
      level,
      basis: `${n} reactions (${seen
        .map(([name, c]) => `p10 of ${c.n}: ${called[name].toLowerCase()} ${p10(c)} ms`)
        .sort()
        .join(
          ', ',
        )}) against ${history ? 'the same person’s earlier days' : 'the average person'}; ${overhead}`,
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
          mark: allChannels[name].location,
        }),
      )
    if (!path || !km)
      return {
        is: 'clear',
        history,
        weight: kept < 0 ? { 'hands-elsewhere': kept } : {},
        says: sentence,
        exhibits: [
          { type: 'ribbon', legs: [{ ...leg, reads: kept <= clears ? 'clears' : 'unremarkable' }] },
          ...drawn,
        ],
      }
    const between = tool ? (tools[tool].overhead.low + tools[tool].overhead.high) / 2 : usualTool
    return {
      is: 'evidence',
      history,
      weight: { 'hands-elsewhere': kept },
      says: sentence,
      exhibits: [
        { type: 'ribbon', legs: [{ ...leg, reads: 'contradicts', tool: Math.round(between) }] },
        {
          type: 'table',
          label: 'The hands, this day',
          columns: ['what', 'measured'],
          rows: [
            ['band', band],
            ['extra delay between screen and hands', `${estimate} ms (${low} to ${high})`],
            [
              `of it, the path without ${path.tool}`,
              `${Math.round(path.low)} to ${Math.round(path.high)} ms round trip`,
            ],
            [
              '90 % of connections with such a round trip span',
              `${shownKm(km.low)} to ${shownKm(km.high)}; never a place`,
            ],
          ],
        },
        ...drawn,
      ],
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
    {
      title: 'Ordinary work behind a 220 ms path: menus, windows and dialogs, nothing drawn by us',
      gives: 'evidence',
      rows: [work(14, 220)],
    },
    { title: 'Ordinary work at the device: no credit for it', gives: 'clear', rows: [work(14, 0)] },
    {
      title: 'Keys only, 250 ms later than average, as with a screen reader',
      gives: 'abstain',
      rows: [answers(12, 250, { way: 'prompt' })],
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

/** `each` dialogs, menus and windows that opened by themselves, six in ten of them dealt with seconds later. */
function work(each: number, shift: number) {
  const events = Array.from({ length: each * 3 }, (_, i) => {
    const stimulus = (['dialog', 'menu', 'window'] as const)[i % 3]!
    const [channel, by] =
      stimulus === 'dialog' ? (['workKey', 'key'] as const) : (['workPointer', 'motion'] as const)
    const { location, sigma, tau } = allChannels[channel]
    const p = (Math.floor(i / 3) + 0.5) / each
    const familiar = stimulus === 'menu' ? 0 : 120
    const quick = location + familiar + sigma * Math.sin(i * 2.4) - tau * Math.log(1 - p)
    const shownAt = 60_000 * i
    return { stimulus, shownAt, respondedAt: shownAt + quick + shift + (i % 5 < 3 ? 1800 : 0), by }
  })
  return {
    kind: 'reaction' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: { source: 'endpoint' as const, events },
  }
}

/** `each` prompts and targets, answered as the average person does and `shift` ms later. */
function answers(
  each: number,
  shift: number,
  unlike: { only?: number; late?: number; exactly?: number; way?: 'prompt' | 'target' } = {},
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
    data: {
      source: 'endpoint' as const,
      events: events.filter((e) => e.stimulus === (unlike.way ?? e.stimulus)).slice(0, unlike.only),
    },
  }
}
