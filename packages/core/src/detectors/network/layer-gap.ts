import { absent, exits, relayed } from '../../signals/exits.ts'
import { defineDetector } from '../../types.ts'

/** Direct paths in the lab stay below 2.7 ms. */
const direct = 5
/** A gap that weighs as much as one can. Assumed. */
const heavy = 180

export default defineDetector({
  id: 'network/layer-gap',
  version: 1,
  title: 'Does something between the network exit and the device answer in its place?',
  why: 'TCP is acknowledged by whatever ends the connection; an application echo must travel to the device itself. When echoes take much longer than acknowledgements, a relay stands between the exit that the company sees and the device: the exit may be in the right city while the device is not.',
  benign: [
    'A corporate web gateway or private relay ends TCP near the company and forwards the rest: known ones are left out by organisation, a company can add its own.',
    'A captive or hotel portal, or a mobile carrier’s accelerator, that proxies connections.',
    'A browser or laptop that was busy during every echo.',
  ],
  clears: [
    'The company’s own gateway or the person’s named VPN accounts for the gap, at its known distance.',
    'Echoes measured from the office, or on a connection without the relay, show no gap.',
  ],
  check: 'ask which VPN or gateway is in use',
  references: [
    {
      title:
        'Cross-layer round-trip times to detect proxied connections, NDSS 2025 (15 ms threshold, sequential test)',
    },
    {
      title: 'RFC 6455, The WebSocket Protocol, section 5.5.2 (ping is answered in the network stack)',
      url: 'https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2',
    },
  ],
  attack: ['T1090.003', 'T1219.003'],
  status: 'stable',
  family: 'layer',
  stage: 'work',
  tests: 'device',
  bears: ['device-elsewhere', 'identity-stolen', 'identity-invented'],
  calibration: {
    basis: 'assumed',
    on: 'Gap sizes: 23 lab sessions with relays at 0, 2, 60, 180 and 250 ms. Ratios: assumed, until a population with its gateways has been measured',
    n: 23,
  },
  thresholds: {
    enough: {
      value: 10,
      unit: 'echoes',
      says: 'Fewest application echoes that a minimum may rest on. In the lab ten give the relay leg within 2–6 ms.',
    },
    relayed: {
      value: relayed,
      unit: 'ms',
      says: 'From this gap on a relay is spoken of: the threshold of the cross-layer test in NDSS 2025.',
    },
    least: {
      value: 0.5,
      unit: 'log₁₀',
      says: 'What a gap weighs that has just reached the threshold; it grows to 2 at 180 ms. Assumed.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['rtt'],
  measures: [exits],
  detect(window) {
    const enough = window.threshold('enough')
    const relay = window.threshold('relayed')
    const least = window.threshold('least')
    const { organisations } = window.facts('web-gateways')
    const measured = Object.values(window.get(exits))
    const usable = measured.filter((e) => e.gap < absent && e.applications >= enough)
    if (usable.length === 0) {
      const echoes = Math.max(0, ...measured.map((e) => e.applications))
      if (!measured.some((e) => e.transports > 0))
        return {
          is: 'abstain',
          because:
            'no TCP round trip was measured; it comes from the server’s socket or a trusted proxy header',
        }
      return {
        is: 'abstain',
        because: `${echoes} of ${enough} application echoes; ${enough - echoes} more needed`,
      }
    }
    const open = usable.filter((e) => !organisations.some((name) => e.org.includes(name)))
    if (open.length === 0)
      return {
        is: 'abstain',
        because: 'every connection came through a web gateway or private relay that ends TCP itself',
      }
    const widest = open.reduce((a, b) => (b.gap > a.gap || (b.gap === a.gap && b.ip < a.ip) ? b : a))
    const gap = Math.max(0, widest.gap)
    const shown = gap.toFixed(1)
    const basis = `smallest of ${widest.applications} echoes minus smallest of ${widest.transports} TCP round trips`
    const spread = 3 // lab: median error 2.9–4.6 ms
    const leg = {
      leg: 'device' as const,
      estimate: gap,
      low: Math.max(0, gap - spread),
      high: gap + spread,
      level: 0.5,
      basis,
    }
    const floor = {
      leg: 'exit' as const,
      estimate: widest.transport,
      low: widest.transport,
      high: widest.transport,
      level: 0.9,
      basis: `smallest of ${widest.transports} TCP round trips`,
      reads: 'unremarkable' as const,
    }
    if (gap < relay)
      return {
        is: 'clear',
        weight: gap < direct ? { 'device-elsewhere': -0.3 } : {},
        says:
          gap < direct
            ? `No relay between exit and device: echoes take ${shown} ms longer than TCP itself.`
            : `Echoes take ${shown} ms longer than TCP itself: too little to speak of a relay.`,
        exhibits: [
          {
            type: 'ribbon',
            collector: widest.collector,
            legs: [floor, { ...leg, reads: gap < direct ? 'clears' : 'unremarkable' }],
          },
        ],
      }
    const grown = relay < heavy ? Math.log(gap / relay) / Math.log(heavy / relay) : 1
    const weight = Math.min(2, least + (2 - least) * grown)
    return {
      is: 'evidence',
      weight: { 'device-elsewhere': weight, 'identity-stolen': weight / 4, 'identity-invented': weight / 4 },
      says: `The device is ${Math.round(gap)} ms further away than the network exit: a relay answers for it.`,
      exhibits: [
        { type: 'ribbon', collector: widest.collector, legs: [floor, { ...leg, reads: 'contradicts' }] },
        {
          type: 'number',
          label: 'Application round trip minus TCP round trip',
          value: gap,
          unit: 'ms',
          expected: { low: 0, high: direct },
        },
      ],
    }
  },
  examples: [
    { title: 'A relay 62 ms away', gives: 'evidence', rows: [rtt(flat(12, 20), flat(12, 82))] },
    { title: 'A direct connection', gives: 'clear', rows: [rtt(flat(12, 33), flat(12, 33.5))] },
    { title: 'Four echoes', gives: 'abstain', rows: [rtt(flat(4, 20), flat(4, 82))] },
    {
      title: 'A corporate web gateway',
      gives: 'abstain',
      rows: [rtt(flat(12, 8), flat(12, 41), 'Zscaler, Inc.')],
    },
    {
      title: 'A satellite line: slow, but nothing in between',
      gives: 'clear',
      rows: [rtt(flat(12, 640), flat(12, 642))],
    },
  ],
})

function flat(n: number, ms: number): number[] {
  return Array.from({ length: n }, (_, i) => ms + (i % 4) * 0.7)
}

function rtt(transport: number[], application: number[], org?: string) {
  return {
    kind: 'rtt' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: {
      collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
      ip: '198.51.100.7',
      org,
      transport,
      application,
    },
  }
}
