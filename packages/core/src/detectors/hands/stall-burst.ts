import { burstiness, bursts } from '../../signals/bursts.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'hands/stall-burst',
  version: 1,
  title: 'Does input stall and then come all at once?',
  why: 'On a path with jitter or loss, key presses queue up and arrive together. That explains a remote session; it accuses nobody, because a busy computer and a weak Bluetooth link do the same.',
  benign: [
    'A busy computer, or one that runs from a slow disk.',
    'A Bluetooth keyboard or mouse in a crowded room.',
    'A virtual machine.',
  ],
  clears: ['The same with a known person at the device.'],
  check: 'look at the other findings of the day first',
  references: [
    {
      title: 'RFC 6349, Framework for TCP Throughput Testing, section 2: round trips under jitter and loss',
      url: 'https://www.rfc-editor.org/rfc/rfc6349',
    },
  ],
  attack: ['T1219.002'],
  status: 'experimental',
  family: 'jitter',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'Sessions of the lab over simulated paths (bench/results/hands/jitter.json); the ratio is assumed',
  },
  thresholds: {
    bursting: {
      value: 2,
      unit: 'points',
      says: 'Local sessions of the lab stay below 1.8, busy ones below .2; paths with 10 ms of jitter have a median near 3.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['keys', 'pointer'],
  measures: [bursts],
  detect(window) {
    const bursting = window.threshold('bursting')
    const state = window.get(bursts)
    const value = burstiness(state)
    if (value === undefined)
      return {
        is: 'abstain',
        because:
          state.unusable > 0
            ? 'the times run backwards, stand still, or come in ticks of 8 ms or more: the device’s clock can’t be used'
            : `${state.keyEvents} of 100 key events, ${state.moves} of 100 moves`,
      }
    if (state.bluetooth > 0 && state.triples === 0)
      return { is: 'abstain', because: 'a Bluetooth link groups moves too, and no keys came at once' }
    const shown = value.toFixed(1)
    if (value < bursting)
      return { is: 'clear', says: `Input flows evenly (${shown}, usual below ${bursting}).` }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': 0.2 },
      says: `Input stalls and comes at once more than usual (${shown}, usual below ${bursting}): a path with jitter, or a busy computer.`,
      exhibits: [
        {
          type: 'number',
          label: '100 × share of three keys within 10 ms + 20 × share of moves much closer than usual',
          value: Math.round(value * 10) / 10,
          unit: '',
          expected: { low: 0, high: bursting },
        },
      ],
    }
  },
  examples: [
    { title: 'Keys that waited for each other', gives: 'evidence', rows: [typed([160, 2, 2, 3, 140, 150])] },
    { title: 'An even typist', gives: 'clear', rows: [typed([123, 91, 164, 207])] },
    { title: 'A very quick typist whose keys overlap', gives: 'clear', rows: [typed([45, 61, 38, 73])] },
    { title: 'Nine keys', gives: 'abstain', rows: [typed([120], 9)] },
    { title: 'All keys at the same time', gives: 'abstain', rows: [typed([0])] },
  ],
})

function typed(gaps: readonly number[], count = 200) {
  const press = [1000]
  for (let i = 1; i < count; i++) press.push(press[i - 1]! + gaps[i % gaps.length]!)
  return {
    kind: 'keys' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: { source: 'endpoint' as const, press },
  }
}
