import { repeats, spreadOf } from '../../signals/repeats.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'hands/repeat-spread',
  version: 1,
  title: 'Do held keys repeat unevenly, as if each repeat had travelled?',
  why: 'While a key is held, a driver repeats it on a timer: beside the keyboard that is even to a fraction of a millisecond. Repeats made at an operator’s machine cross a network and a tool one by one and arrive unevenly. A hardware KVM leaves the laptop’s own repeat untouched, so evenness clears nobody.',
  benign: [
    'A busy or virtual machine, whose timers run late.',
    'A screen magnifier, a remapping tool or a game overlay that makes repeats itself.',
    'The person’s own remote session or a help-desk session.',
  ],
  clears: [
    'The same unevenness with a known person at the device.',
    'The remote session is known to IT, with a ticket.',
  ],
  check: 'ask IT which remote-control tools are allowed on this device',
  references: [
    {
      title: 'The X Keyboard Extension: Protocol Specification, section 4.2, the RepeatKeys control',
      url: 'https://www.x.org/releases/current/doc/kbproto/xkbproto.html',
    },
    {
      title: 'RFC 6143, The Remote Framebuffer Protocol, 7.5.4: KeyEvent is sent for presses and releases',
      url: 'https://www.rfc-editor.org/rfc/rfc6143#section-7.5.4',
    },
  ],
  attack: ['T1219.002', 'T1021.001'],
  status: 'experimental',
  family: 'cadence',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'Spread: holds of the lab through real tools; the holding hand and the path are simulated (bench/results/hands/repeats.json). The ratios: assumed',
  },
  thresholds: {
    holdsNeeded: { value: 2, unit: 'held keys', says: 'Fewest held keys. Assumed.' },
    intervalsNeeded: { value: 56, unit: 'repeats', says: 'Fewest repeats. Assumed.' },
    uneven: {
      value: 1.3,
      unit: 'ms',
      says: 'Between the quartiles: above this repeats are uneven. Local holds of the lab have .6 in the median, one in 340 pairs is above 1.3.',
    },
    clearly: {
      value: 2.5,
      unit: 'ms',
      says: 'Between the quartiles: above this they weigh in full. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['keys'],
  measures: [repeats],
  detect(window) {
    const holdsNeeded = window.threshold('holdsNeeded')
    const intervalsNeeded = window.threshold('intervalsNeeded')
    const uneven = window.threshold('uneven')
    const clearly = window.threshold('clearly')
    const state = window.get(repeats)
    if (state.holds < holdsNeeded || state.intervals < intervalsNeeded)
      return {
        is: 'abstain',
        because:
          state.coarse > 0
            ? 'key times are whole milliseconds: too coarse for this'
            : state.backwards > 0
              ? 'key times run backwards: the device’s clock jumped'
              : `${state.holds} of ${holdsNeeded} held keys and ${state.intervals} of ${intervalsNeeded} repeats`,
      }
    const spread = spreadOf(state)
    const shown = spread.toFixed(1)
    if (spread <= uneven)
      return { is: 'clear', says: `Held keys repeat evenly (${shown} ms between the quartiles).` }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': spread > clearly ? 0.8 : 0.4 },
      says: `Held keys repeat unevenly: ${shown} ms between the quartiles over ${state.holds} holds, where a keyboard at the device stays below ${uneven} ms. The repeats may have crossed a network.`,
      exhibits: [
        {
          type: 'number',
          label: 'Interquartile range of repeat intervals, mean over holds',
          value: Math.round(spread * 100) / 100,
          unit: 'ms',
          expected: { low: 0, high: uneven },
        },
      ],
    }
  },
  examples: [
    { title: 'Two holds through a network', gives: 'evidence', rows: [holds([33, 27, 41, 30, 36, 22])] },
    { title: 'Two holds at the device', gives: 'clear', rows: [holds([33, 33.2, 32.9, 33.1])] },
    {
      title: 'A rate that the person changed between holds',
      gives: 'clear',
      rows: [holds([33, 33.1], 1, 2), holds([50, 50.2], 2, 2)],
    },
    { title: 'One hold', gives: 'abstain', rows: [holds([33, 27, 41], 1, 1)] },
    {
      title: 'A key that is stuck: one hold of 5,000 repeats',
      gives: 'abstain',
      rows: [holds([33, 27, 41], 1, 1, 5000)],
    },
    { title: 'A page’s whole milliseconds', gives: 'abstain', rows: [holds([33, 27, 41], 1, 2, 40, 1)] },
  ],
})

/** `count` holds of 40 repeats (or more) with these intervals over and over, in milliseconds. */
function holds(intervals: readonly number[], id = 1, count = 2, length = 40, resolution = 0.001) {
  const press: number[] = []
  const repeat: number[] = []
  let t = 1000
  for (let h = 0; h < count; h++) {
    press.push(t)
    repeat.push(0)
    t += 500
    for (let i = 0; i < length; i++) {
      press.push(t)
      repeat.push(1)
      t += intervals[i % intervals.length]!
    }
    t += 4000
  }
  return {
    kind: 'keys' as const,
    at: 1_767_225_600_000 + id,
    about: ['device:LT-1' as const],
    data: { source: 'endpoint' as const, resolution, press, repeat },
  }
}
