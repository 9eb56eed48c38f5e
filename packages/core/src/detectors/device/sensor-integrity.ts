import { type ContradictionsState, contradictions, repeated } from '../../signals/contradictions.ts'
import { defineDetector } from '../../types.ts'

/** Share of batches that must lie about their clock before it is no rounding of one program. Assumed. */
const mostly = 0.5
/**
 * log10 against honest. Nothing here says where anybody is, only that what the sensor tells was made by something else
 * than hands at the device, so all of it is small. Assumed.
 */
const weights = { rhythm: 0.7, signature: 0.4, replayed: 0.3, resolution: 0.2 }

export default defineDetector({
  id: 'device/sensor-integrity',
  version: 1,
  title: 'Does what the device’s sensor sends contradict itself in a way that looks made?',
  why: 'Who wants to look near may feed a sensor: play a recorded hour of typing again, send in another laptop’s name, or claim a finer clock than the times show. A hand never makes the same forty gaps twice to the millisecond. Clocks that jump and keys that get stuck are accidents and accuse nobody; they only keep the other detectors from judging.',
  benign: [
    'A macro, a text expander or an automatic test that types the same again; what the system marks as injected is left out.',
    'A laptop that was restored from an image or cloned, so that two send under one name.',
    'A virtual machine that was set back to an earlier state.',
    'A fault in the sensor or a driver.',
  ],
  clears: [
    'IT finds the clone, the restored image or the macro.',
    'After the sensor was enrolled anew on the device in hand, nothing contradicts itself.',
  ],
  check: 'have the sensor enrolled anew on the device, in a call with the person',
  references: [
    {
      title:
        'Stefan, Shu and Yao, Robustness of keystroke-dynamics based biometrics against synthetic forgeries, Computers & Security 31(1), 2012',
    },
    {
      title: 'RFC 8032, Edwards-Curve Digital Signature Algorithm',
      url: 'https://www.rfc-editor.org/rfc/rfc8032',
    },
  ],
  attack: ['T1565.002', 'T1036'],
  status: 'shadow',
  family: 'integrity',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere', 'device-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'No sensor that was fed on purpose has been recorded, and no population of faulty ones; all ratios are assumed',
  },
  thresholds: {
    enough: {
      value: 5,
      unit: 'batches',
      says: 'That must have been looked at before a day is called sound. Assumed.',
    },
    often: {
      value: 3,
      unit: 'times',
      says: 'An accident happens once or twice: a restored backup, a copied disk. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['keys', 'pointer', 'reaction', 'integrity'],
  measures: [contradictions],
  remembers: [contradictions],
  detect(window) {
    const enough = window.threshold('enough')
    const often = window.threshold('often')
    const state = window.get(contradictions)
    const again = repeated(state, window.past(contradictions))
    const found = findings(state, again, often)
    if (found.length > 0) {
      const weight = found.reduce((most, f) => Math.max(most, f.weight), 0)
      return {
        is: 'evidence',
        weight: {
          'hands-elsewhere': weight,
          ...(state.signature >= often && { 'device-elsewhere': weights.signature }),
        },
        says: `What the sensor sends contradicts itself: ${found.map((f) => f.says).join('; ')}.`,
        exhibits: [
          {
            type: 'table',
            label: 'What was found, and how often',
            columns: ['finding', 'times', 'batches looked at'],
            rows: found.map((f) => [f.says, f.times, state.batches]),
          },
        ],
      }
    }
    const accidents =
      state.clock + state.impossible + state.resolution + state.signature + state.replayed + state.reported
    if (accidents > 0)
      return {
        is: 'abstain',
        because: `${accidents} of ${Math.max(accidents, state.batches)} batches contradict themselves (${sorts(state)}), as clocks and faults make them: too few or too ordinary to look made`,
      }
    if (state.batches < enough)
      return { is: 'abstain', because: `${state.batches} of ${enough} batches of input were looked at` }
    return { is: 'clear', says: `Nothing in ${state.batches} batches of input contradicts itself.` }
  },
  examples: [
    {
      title: 'The same minute of typing, sent as two different ones',
      gives: 'evidence',
      rows: [typed(1), typed(1, 1)],
    },
    {
      title: 'Five batches in the device’s name that another key signed',
      gives: 'evidence',
      rows: [
        {
          kind: 'integrity',
          at: 1_767_225_600_000,
          about: ['device:LT-1'],
          data: { problem: 'signature', count: 5 },
        },
      ],
    },
    { title: 'An hour of ordinary typing', gives: 'clear', rows: [1, 2, 3, 4, 5, 6].map((n) => typed(n, n)) },
    {
      title: 'A macro that types the same again, with the same pause after each key',
      gives: 'clear',
      rows: [1, 2, 3, 4, 5, 6].map((n) => typed(0, n)),
    },
    {
      title: 'A clock that was set back once',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5].map((n) => typed(n, n)).concat(typed(9, 9, -60_000)),
    },
    { title: 'Two batches', gives: 'abstain', rows: [typed(1), typed(2, 1)] },
  ],
})

interface Finding {
  says: string
  times: number
  weight: number
}

function findings(state: ContradictionsState, again: number, often: number): Finding[] {
  const lies = state.resolution >= often && state.resolution >= mostly * state.batches
  return [
    again > 0 && {
      says: 'typing came again with the same gaps to the millisecond',
      times: again,
      weight: weights.rhythm,
    },
    state.signature >= often && {
      says: 'batches in the device’s name carried another key’s signature',
      times: state.signature,
      weight: weights.signature,
    },
    state.replayed >= often && {
      says: 'numbered batches came again with other content',
      times: state.replayed,
      weight: weights.replayed,
    },
    lies && {
      says: 'times claim to be finer than a millisecond and are whole ticks of 8 ms or more',
      times: state.resolution,
      weight: weights.resolution,
    },
  ].filter((f) => f !== false)
}

function sorts({
  clock,
  impossible,
  resolution,
  signature,
  replayed,
  reported,
}: ContradictionsState): string {
  return [
    clock > 0 && 'times run backwards or stand still',
    impossible > 0 && 'keys end before they begin',
    resolution > 0 && 'a clock coarser than claimed',
    signature > 0 && 'a wrong signature',
    replayed > 0 && 'a batch sent again',
    reported > 0 && 'a fault that the sensor reported',
  ]
    .filter((s) => s !== false)
    .join(', ')
}

/** A minute of typing whose gaps follow from `rhythm`; 0 types evenly. `back` sets the clock back in the middle. */
function typed(rhythm: number, i = 0, back = 0) {
  const press = [5000 + i * 60_000]
  for (let k = 1; k < 70; k++) {
    const gap = rhythm === 0 ? 50.4 : 60.3 + ((k * k * (17 + rhythm) + k * 29 * rhythm) % 181)
    press.push(press[k - 1]! + gap + (k === 40 ? back : 0))
  }
  return {
    kind: 'keys' as const,
    at: 1_767_225_600_000 + i * 60_000,
    about: ['device:LT-1' as const],
    data: { source: 'endpoint' as const, resolution: 0.001, press, release: press.map((t) => t + 41.7) },
  }
}
