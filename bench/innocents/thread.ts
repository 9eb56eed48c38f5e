import { parentPort } from 'node:worker_threads'
import type { FromShard, ToShard } from './run.ts'
import { check, judge, type Shard } from './shard.ts'

let shard: Shard | undefined
let days = 0

parentPort!.on('message', (message: ToShard) => {
  if (message.do === 'judge') {
    const { seed, workers, threads } = message.options
    days = message.options.days
    shard = judge(seed, workers, days, message.part, threads)
    const { shares, observations, faults } = shard
    shard.shares = []
    parentPort!.postMessage({ did: 'judge', shares, observations, faults } satisfies FromShard)
    return
  }
  if (!shard) throw new Error('asked to check before anything was judged')
  parentPort!.postMessage({
    did: 'check',
    outcomes: check(shard, days, new Map(message.links)),
  } satisfies FromShard)
})
