import { detectors, plan } from '../../packages/core/src/index.ts'
import { startEngine, take } from '../../packages/server/src/engine/loop.ts'
import { loadRanking } from '../../packages/server/src/engine/ranking.ts'
import { memoryStore } from '../../packages/server/src/store/memory.ts'
import { crew } from '../../test/ring.ts'
import { accepted } from '../../test/world.ts'
import type { Bench } from '../section.ts'

const groups = 2500
const changes = 200

/** Crews of four who share a mailbox and a pay account, each its own: everybody is listed, and each crew a farm. */
function rowsOf(group: number) {
  return crew(4, () => ({ emails: [`crew${group}@example.net`] })).map((row) =>
    accepted({
      ...row,
      id: `${row.id} ${group}`,
      about: row.about.map((ref) => `${ref}-${group}`),
      data:
        row.kind === 'account'
          ? { ...row.data, number: `021000021 7${String(group).padStart(7, '0')}` }
          : row.data,
    }),
  )
}

/** What it costs to ask for the queue with its farms while something changes all the time. */
export default {
  title: 'The queue with farms at 10,000 listed subjects',
  async run() {
    const engine = await startEngine(plan(detectors), memoryStore())
    for (let g = 0; g < groups; g += 25)
      await take(engine, {
        rows: Array.from({ length: 25 }, (_, i) => rowsOf(g + i)).flat(),
        quarantined: [],
      })
    const listed = engine.ranking.items().length
    const farms = engine.ranking.farms().length
    const began = performance.now()
    const anew = await loadRanking(engine.store, () => engine)
    anew.items()
    const read = performance.now() - began
    const asked: number[] = []
    for (let i = 0; i < changes; i++) {
      const [row] = rowsOf((i * 37) % groups)
      const moved = { ...row!.observation, id: `moved ${i}`, at: row!.observation.at + 86_400_000 }
      await take(engine, { rows: [{ observation: moved, digest: `moved ${i}` }], quarantined: [] })
      const start = performance.now()
      engine.ranking.items()
      engine.ranking.farms()
      asked.push(performance.now() - start)
    }
    asked.sort((a, b) => a - b)
    const [median, p99] = [0.5, 0.99].map((q) => asked[Math.floor(q * (changes - 1))]!)
    return [
      {
        title: 'The queue with farms',
        targets: [
          {
            what: 'Asking for the queue, its farms and leads after a change, p99',
            aim: '≤ 50 ms',
            measured: `${p99!.toFixed(1)} ms (median ${median!.toFixed(1)} ms)`,
            met: p99! <= 50,
            n: `${changes} changes among ${listed.toLocaleString('en-US')} listed subjects in ${farms.toLocaleString('en-US')} farms`,
          },
        ],
        notes: [
          `Simulated: crews of four, each with a mailbox and a pay account of its own. Each change is one observation of one of them; taking it in is not counted. Reading everything anew at a start takes ${read.toFixed(0)} ms beside the store in memory.`,
        ],
      },
    ]
  },
} satisfies Bench
