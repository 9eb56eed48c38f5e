import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detectors } from '@telltale/core'
import { type EvaluationSet, judgeAll, observe } from './set.ts'

interface Packet {
  at: number
  from: string
  seqEnd?: number
  ack?: number
  length: number
}

const form =
  /^(\d+):(\d+):([\d.]+) IP (\S+) > (\S+): Flags \[[^\]]+\](?:, seq (\d+)(?::(\d+))?)?(?:, ack (\d+))?.*length (\d+)/

function packets(text: string): Packet[] {
  return text.split('\n').flatMap((line) => {
    const m = form.exec(line)
    if (!m) return []
    return [
      {
        at: (Number(m[1]) * 3600 + Number(m[2]) * 60 + Number(m[3])) * 1000,
        from: m[4]!,
        seqEnd: m[7] === undefined ? undefined : Number(m[7]),
        ack: m[8] === undefined ? undefined : Number(m[8]),
        length: Number(m[9]),
      },
    ]
  })
}

/**
 * Isolated keystrokes of an interactive SSH session seen beside the client: nothing outstanding before, nothing
 * sent until the echo. Transport: time to the first packet that acknowledges it. Application: time to the echo.
 */
function keystrokes(all: readonly Packet[]): { transport: number[]; application: number[] } {
  const client = all[0]!.from
  const transport: number[] = []
  const application: number[] = []
  for (let i = 1; i < all.length; i++) {
    const key = all[i]!
    if (key.from !== client || key.length === 0 || key.length > 48 || key.seqEnd === undefined) continue
    const quiet = all[i - 1]!
    if (key.at - quiet.at < 200) continue
    let acked: number | undefined
    for (let j = i + 1; j < all.length; j++) {
      const p = all[j]!
      if (p.from === client && p.length > 0) break
      if (p.from === client) continue
      if (acked === undefined && (p.ack ?? 0) >= key.seqEnd) acked = p.at - key.at
      if (acked !== undefined && p.length > 0) {
        transport.push(acked)
        application.push(p.at - key.at)
        break
      }
    }
  }
  return { transport, application }
}

/** Interactive SSH through 2, 3 and 4 connections; from the third on, the echo comes from behind a relay. */
const set: EvaluationSet = {
  title: 'SSH chains as round trips',
  needs: 'ssh-chains',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'network/layer-gap')!
    const judged = readdirSync(join(data, 'ssh-chains'))
      .filter((n) => n.endsWith('.gz'))
      .sort()
      .map((name) => {
        const { transport, application } = keystrokes(
          packets(gunzipSync(readFileSync(join(data, 'ssh-chains', name))).toString()),
        )
        const out = judgeAll(detector, [
          observe({
            id: name,
            kind: 'rtt',
            at: Date.UTC(2026, 0, 5),
            about: ['device:D'],
            data: { transport, application, via: 'capture' },
          }),
        ])
        const evidence = out.evidence.find((e) => e.is === 'evidence')
        return {
          what: `${name}, ${application.length} isolated keystrokes`,
          expected: !name.startsWith('2-'),
          found: evidence !== undefined,
          abstained: out.evidence.length === 0,
          note: evidence?.says ?? out.evidence[0]?.says ?? out.abstentions[0]?.because,
        }
      })
    return [
      {
        set: 'ssh-chains',
        detector: detector.id,
        unit: 'capture',
        judged,
        notes: [
          'Real captures; each class is one fixed path, so this validates the gap and not its size. Captures of 2 connections acknowledge on the echo and show no gap.',
          'The detector compares minima, which is right for pings and hard on keystrokes: one echo that rides on an acknowledgement hides the chain. A detector of its own for SSH (median of echo minus acknowledgement) is a later issue.',
        ],
      },
    ]
  },
}
export default set
