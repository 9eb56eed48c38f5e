import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../machine.ts'
import type { Bench } from '../section.ts'
import { requests } from './requests.ts'

const rounds = 5
const applications = 10_000
const rulesOn = 1500

const bench: Bench = {
  title: 'How fast applications are screened',
  async run() {
    const us = { ours: [] as number[], rules: [] as number[] }
    for (let round = 0; round < rounds; round++)
      for (const side of round % 2 === 0 ? (['ours', 'rules'] as const) : (['rules', 'ours'] as const))
        us[side].push(one(side, side === 'ours' ? applications : rulesOn))
    const [ours, rules] = [median(us.ours), median(us.rules)]
    const perSecond = Math.round(1e6 / ours)
    const { p50, p99, longest, n } = await requests()
    return [
      {
        title: 'In batch, and one at a time',
        targets: [
          {
            what: 'applications a second and core, all detectors but résumé reuse, from parsed row to outcome',
            aim: '≥ 20,000',
            measured: perSecond.toLocaleString('en-US'),
            met: perSecond >= 20_000,
            n: `${applications.toLocaleString('en-US')} applications, median of ${rounds} fresh processes, ${ours.toFixed(0)} µs of processor time each`,
          },
          {
            what: 'the same rules in json-rules-engine 7.3.1, how many times slower',
            aim: '≥ 10',
            measured: (rules / ours).toFixed(1),
            met: rules / ours >= 10,
            n: `${rulesOn.toLocaleString('en-US')} applications, ${rules.toFixed(0)} µs each; it only says which rules fire`,
          },
          {
            what: 'one request to the running server, POST /v1/applications, p99',
            aim: '< 10 ms',
            measured: `${p99.toFixed(1)} ms`,
            met: p99 < 10,
            n: `${n.toLocaleString('en-US')} requests one after the other, embedded PostgreSQL on the same machine; p50 ${p50.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`,
          },
        ],
        notes: [
          'Ours does more than the peer in its time: it links contacts, makes evidence with ids, and works out outcomes, what would settle them and counterfactuals.',
          'The peer is handed the same windows, and each rule’s fact is the same detector: what differs is the engine around it. Both spend most of their time inside the same forty detectors, so that neither can be ten times the other.',
          'Tried for the batch: reasons and claim cards digested once, plain JSON for ids of evidence, scoring grouped once for all schemes, windows found in one pass, HMAC in two one-shot hashes. By a profile the rest is spread over the detectors, garbage collection, arrival, links and outcomes.',
          'Tried for the single request: judging while the row is written, asking the store less about new applications, a smaller young generation, gathering for a shorter time. What is left is waiting for the passes of the loop, which share the thread.',
          'What would close them: findings made only where they are kept or read, and requests judged in a thread of their own.',
        ],
      },
    ]
  },
}

export default bench

function one(side: 'ours' | 'rules', n: number): number {
  const file = fileURLToPath(new URL('batch.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, side, String(n)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stdout)
}
