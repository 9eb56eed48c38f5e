import { provenance } from '../../signals/provenance.ts'
import { defineDetector } from '../../types.ts'

/** Share of a day's input. Below, tools that help a person explain it. */
const most = 0.5

export default defineDetector({
  id: 'hands/injected-input',
  version: 1,
  title: 'Does software make most of the input?',
  why: 'An operating system knows whether a key came from a keyboard or from a program. Remote-control software on the laptop types through that door. A hardware KVM does not: it looks like a keyboard.',
  benign: [
    'Assistive input: on-screen keyboards, dictation, switch control and eye trackers inject every key. Nobody is to be asked.',
    'A virtual machine or virtual desktop, whose pointer is absolute and whose keyboard exists in software.',
    'Automation and remapping tools, password managers, drawing tablets and touch screens.',
    'A help-desk session.',
  ],
  clears: ['The program that injects is known to IT.', 'Earlier days of the same device were the same.'],
  check: 'ask IT what makes input on this device',
  references: [
    {
      title: 'Microsoft, KBDLLHOOKSTRUCT: the LLKHF_INJECTED flag',
      url: 'https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-kbdllhookstruct',
    },
    {
      title:
        'X Input Extension 2: slave devices, among them the XTEST devices that synthetic events come from',
      url: 'https://www.x.org/releases/current/doc/inputproto/XI2proto.txt',
    },
  ],
  attack: ['T1219.002'],
  status: 'experimental',
  family: 'cadence',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: { basis: 'assumed', on: 'No company’s share of injected input has been measured' },
  thresholds: {
    enough: {
      value: 500,
      unit: 'keys and moves',
      says: 'Before anything is said: a password manager or an emoji picker injects a few. Assumed.',
    },
    usual: {
      value: 0.2,
      unit: 'of past input',
      says: 'Made by software: above this the device simply is like that. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['keys', 'pointer'],
  measures: [provenance],
  remembers: [provenance],
  detect(window) {
    const enough = window.threshold('enough')
    const usual = window.threshold('usual')
    const { keys, injectedKeys, moves, injectedMoves, virtual, told } = window.get(provenance)
    const all = keys + moves
    if (told === 0 || all < enough)
      return {
        is: 'abstain',
        because:
          told === 0 ? 'the sensor does not say where input came from' : `${all} of ${enough} keys and moves`,
      }
    const made = Math.max(injectedKeys + injectedMoves, virtual)
    const share = made / all
    if (share < most)
      return { is: 'clear', says: `${percent(share)} of ${all} keys and moves were made by software.` }
    const past = window.past(provenance)
    const before =
      Math.max(past.injectedKeys + past.injectedMoves, past.virtual) / Math.max(1, past.keys + past.moves)
    if (past.keys + past.moves >= enough && before > usual)
      return {
        is: 'abstain',
        because: `input of this device was made by software before as well (${percent(before)}): a virtual desktop, or an aid the person uses`,
      }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': 0.5 },
      says: `${percent(share)} of ${all} keys and moves were made by software, not by a keyboard or mouse of the device.`,
      exhibits: [
        {
          type: 'table',
          label: 'Where input came from',
          columns: ['input', 'all', 'made by software'],
          rows: [
            ['keys', keys, injectedKeys],
            ['moves', moves, injectedMoves],
            ['of devices that exist in software', all, virtual],
          ],
        },
      ],
    }
  },
  examples: [
    { title: 'Everything is injected', gives: 'evidence', rows: [typed(600, 600)] },
    { title: 'A password manager types now and then', gives: 'clear', rows: [typed(600, 20)] },
    { title: 'A few keys', gives: 'abstain', rows: [typed(40, 40)] },
  ],
})

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function typed(count: number, injected: number, days = 0) {
  return {
    kind: 'keys' as const,
    at: 1_767_225_600_000 + days * 86_400_000,
    about: ['device:LT-1' as const],
    data: {
      source: 'endpoint' as const,
      press: Array.from({ length: count }, (_, i) => i * 180),
      injected: Array.from({ length: count }, (_, i) => (i < injected ? 1 : 0)),
    },
  }
}
