import { cadence, movesInBlock, type Tool, toolOf, tools } from '../../signals/cadence.ts'
import { defineDetector } from '../../types.ts'

/** The share of 60 Hz-class blocks in that past above which a browser's frames can't be told from its own pointer. */
const own = 0.02

/** log10. Held below what lists anybody: a tool may be the help desk's, and the family is capped at 1. */
const weights: Record<Tool, number> = { 'microsoft-rdp': 1, vnc: 1, browser: 0.5, 'kvm-timer': 0.3 }

export default defineDetector({
  id: 'hands/pointer-cadence',
  version: 1,
  title: 'Does the pointer move at the pace of a remote-control tool?',
  why: 'A mouse reports on its own clock, every 1 to 16 ms. A remote-control tool sends moves on a timer of its own: Microsoft’s RDP client about every 105 ms with several at once, TigerVNC and x11vnc every 24 ms, a viewer in a browser once a frame. The pace names what moves the pointer; it says nothing about who or from where.',
  benign: [
    'A help-desk session, or a colleague who was shown something.',
    'The person’s own remote session: a virtual desktop, a second machine driven from the first.',
    'A pointer of the same pace: a drawing tablet, a game controller, some Bluetooth links, a touch screen.',
    'A virtual machine or a screen recorder that passes moves on in steps.',
  ],
  clears: [
    'The tool and its session are known to IT, with a ticket.',
    'The same pace comes from the device’s own pointer with a known person at it.',
  ],
  check: 'ask IT which remote-control tools are allowed on this device',
  references: [
    {
      title:
        'Balabit Mouse Dynamics Challenge: administrators’ movements over real RDP, recorded on the network',
      url: 'https://github.com/balabit/Mouse-Dynamics-Challenge',
    },
    {
      title:
        'TigerVNC, parameter PointerEventInterval of vncviewer (default 17 ms; 24 ms seen with its own rounding)',
      url: 'https://tigervnc.org/doc/vncviewer.html',
    },
    {
      title:
        'USB Device Class Definition for Human Interface Devices 1.11: interrupt endpoints and bInterval',
      url: 'https://www.usb.org/document-library/device-class-definition-hid-111',
    },
  ],
  attack: ['T1219.002', 'T1021.001', 'T1021.005'],
  status: 'experimental',
  family: 'cadence',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'Which tool: measured on 5 administrators over RDP, 80 people at their own machine and the lab’s real tools (bench/results/hands/cadence.json); other people and other tasks in each, a confound. The ratios: assumed',
    n: 85,
  },
  thresholds: {
    history: {
      value: 50,
      unit: 'moves',
      says: 'Of another cadence in the device’s past, that show that its own pointer is not of the 60 Hz class. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['pointer'],
  measures: [cadence],
  remembers: [cadence],
  detect(window) {
    const history = window.threshold('history')
    const state = window.get(cadence)
    const { blocks, backwards, standing, coarse } = state
    if (blocks === 0)
      return {
        is: 'abstain',
        because:
          backwards > 0
            ? 'the times of the moves run backwards: the device’s clock jumped'
            : standing > 0
              ? 'all moves carry the same time'
              : coarse > 0
                ? 'the sensor claims finer times than its clock gives'
                : `fewer than ${movesInBlock} moves in one batch`,
      }
    const tool = toolOf(state)
    if (!tool && state.browser > 0)
      return {
        is: 'abstain',
        because: 'a page sees moves once a frame whatever made them: only an endpoint sensor can tell',
      }
    if (!tool)
      return { is: 'clear', says: `No remote-control tool’s pace in ${blocks * movesInBlock} moves.` }
    const { title } = tools[tool]
    const n = state.tools[tool]!
    if (tool === 'browser') {
      const past = window.past(cadence)
      if (past.blocks < history)
        return {
          is: 'abstain',
          because: `can’t tell a viewer in a browser from a 60 Hz pointer before ${history * movesInBlock} moves of the device are known`,
        }
      if ((past.tools.browser ?? 0) > own * past.blocks)
        return { is: 'abstain', because: 'can’t tell: the device has a pointer of the 60 Hz class' }
    }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': weights[tool] },
      says: `The pointer moves at the pace of ${title} in ${n} of ${blocks} stretches of ${movesInBlock} moves: something other than a mouse on the desk moves it.`,
      exhibits: [
        {
          type: 'table',
          label: `Stretches of ${movesInBlock} moves by the pace they show`,
          columns: ['pace', 'stretches'],
          rows: [
            ...(Object.keys(tools) as Tool[])
              .filter((t) => state.tools[t])
              .map((t): [string, number] => [tools[t].title, state.tools[t]!]),
            ['none of these', blocks - Object.values(state.tools).reduce((a, b) => a + b, 0)],
          ],
        },
      ],
    }
  },
  examples: [
    {
      title: 'Bursts every 105 ms: Microsoft’s RDP client',
      gives: 'evidence',
      rows: [moves([0, 0, 105, 0, 104, 0, 106, 0, 0, 108])],
    },
    { title: 'Every 24 ms: TigerVNC', gives: 'evidence', rows: [moves([24, 24.3, 23.8, 24, 25, 22])] },
    { title: 'A 125 Hz mouse', gives: 'clear', rows: [moves([8, 8, 8.1, 7.9, 16, 8])] },
    { title: 'A 1,000 Hz mouse', gives: 'clear', rows: [moves([1, 1, 1, 2, 1, 1])] },
    {
      title: 'A Bluetooth mouse at 22.5 ms',
      gives: 'clear',
      rows: [moves([22.5, 22.5, 22.6, 22.4], { bus: 'bluetooth' })],
    },
    {
      title: 'Frames of a browser, on a device of which nothing is known',
      gives: 'abstain',
      rows: [moves([16.7, 16.6, 16.7, 33.3, 16.7])],
    },
    { title: 'Nine moves', gives: 'abstain', rows: [moves([8], { count: 9 })] },
    {
      title: 'A clock that jumped back an hour',
      gives: 'abstain',
      rows: [moves([8, 8, 8, 8, 8, 8, 8, 8, 8, -3_600_000])],
    },
  ],
})

/** Moves of an endpoint sensor with these spacings over and over, in milliseconds. */
function moves(
  spacing: readonly number[],
  over: { count?: number; bus?: 'bluetooth' | 'usb'; source?: 'browser' | 'endpoint' } = {},
) {
  const { count = 120, bus, source = 'endpoint' } = over
  const t = [1000]
  for (let i = 1; i < count; i++) t.push(t[i - 1]! + spacing[i % spacing.length]!)
  return {
    kind: 'pointer' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: { source, resolution: 0.001, bus, t },
  }
}
