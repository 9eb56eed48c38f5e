import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detectors } from '@telltale/core'
import { type EvaluationSet, judgeAll, observe } from './set.ts'

interface Line {
  k: string
  rtt?: number
  tcp?: { min: number }
}

/** Server-side recordings of browser sessions with a relay between server and browser, or none. */
const set: EvaluationSet = {
  title: 'Browser sessions of the lab, TCP against WebSocket ping',
  needs: 'lab/browser',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'network/layer-gap')!
    const rows: (string | number)[][] = []
    const judged = readdirSync(join(data, 'lab/browser'))
      .sort()
      .map((name) => {
        const lines = gunzipSync(readFileSync(join(data, 'lab/browser', name)))
          .toString()
          .trim()
          .split('\n')
          .map((l) => JSON.parse(l) as Line)
        const pings = lines.filter((l) => l.k === 'wsping' && l.rtt && l.tcp)
        const out = judgeAll(detector, [
          observe({
            id: name,
            kind: 'rtt',
            at: Date.UTC(2026, 0, 5),
            about: ['device:D'],
            data: {
              transport: pings.map((l) => l.tcp!.min / 1000),
              application: pings.map((l) => l.rtt! / 1000),
              via: 'getsockopt',
            },
          }),
        ])
        const evidence = out.evidence.find((e) => e.is === 'evidence')
        const topology = name.split('_')[0]!
        const gap =
          Math.min(...pings.map((l) => l.rtt! / 1000)) - Math.min(...pings.map((l) => l.tcp!.min / 1000))
        rows.push([topology, pings.length, Math.round(gap * 10) / 10])
        // A relay far from the browser is what the gap measures; a routed VPN and a laptop farm are invisible to it.
        const expected = topology.startsWith('socks')
        return {
          what: `${topology} (${name})`,
          expected,
          found: evidence !== undefined,
          abstained: out.evidence.length === 0,
          note: evidence?.says ?? out.evidence[0]?.says ?? out.abstentions[0]?.because,
        }
      })
    return [
      {
        set: 'lab/browser',
        detector: detector.id,
        unit: 'session',
        judged,
        notes: [
          'Real TCP, WebSocket and Chromium; the path delay is emulated.',
          'Expected: sessions through a relay at 60, 180 or 250 ms. Not expected: direct, a relay 2 ms away, a routed VPN and a VNC farm, to which the gap is blind by construction.',
        ],
        table: { columns: ['topology', 'pings', 'gap, ms'], rows },
      },
    ]
  },
}
export default set
