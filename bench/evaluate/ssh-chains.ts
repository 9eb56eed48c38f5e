import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { detectors } from '@telltale/core'
import { open } from '../../packages/server/src/connectors/open.ts'
import { type EvaluationSet, judgeAll, observe } from './set.ts'

/** Interactive SSH through 2, 3 and 4 connections, read by the connector for tcpdump's text and judged by the detector. */
const set: EvaluationSet = {
  title: 'SSH chains',
  needs: 'ssh-chains',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'network/shell-chain')!
    const judged = []
    for (const name of readdirSync(join(data, 'ssh-chains')).sort()) {
      if (!name.endsWith('.gz')) continue
      const opened = await open(join(data, 'ssh-chains', name), name)
      if ('problem' in opened) throw new Error(`${name}: ${opened.problem}`)
      const rows = []
      let keys = 0
      for await (const read of opened.rows) {
        if (read.problem) throw new Error(`${name}: ${read.problem.reason}`)
        const row = read.value as { id: string; kind: string; at: number; data: { sent: number[] } }
        keys += row.data.sent.length
        rows.push(observe({ ...row, about: ['device:D'] }))
      }
      const out = judgeAll(detector, rows)
      const evidence = out.evidence.find((e) => e.is === 'evidence')
      judged.push({
        what: `${name}, ${keys} isolated keystrokes`,
        // Every one of them is a chain: also in those of two connections another host stands behind the one that is seen.
        expected: true,
        found: evidence !== undefined,
        abstained: out.evidence.length === 0,
        note: evidence?.says ?? out.evidence[0]?.says ?? out.abstentions[0]?.because,
      })
    }
    return [
      {
        set: 'ssh-chains',
        detector: detector.id,
        unit: 'capture',
        judged,
        notes: [
          'Real captures; each class is one fixed path, so this validates the gap and not its size. No capture is of a single connection: false alarms are in bench/results/hands.md, on sessions of our own.',
          'In captures of two connections the acknowledgement rides on the echo: there echo minus the session’s smallest round trip tells of a host some 25 ms behind, at half weight.',
          'Three captures through four connections have fewer than five keystrokes that stand alone: the detector abstains.',
        ],
      },
    ]
  },
}
export default set
