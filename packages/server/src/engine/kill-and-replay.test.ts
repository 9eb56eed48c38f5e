import { expect, it } from 'vitest'
import { killAndReplay } from '../../../../test/kill-and-replay.ts'

/** The short form of `node test/kill-and-replay.ts`, which kills twenty times. */
it.skipIf(process.platform !== 'linux')(
  'loses and doubles nothing when it is killed under load, and ends with the evidence of the engine in memory',
  async () => {
    const outcome = await killAndReplay({ kills: 3, seed: 7, people: 12, days: 8 })
    expect(outcome).toMatchObject({ kills: 3, lost: [], doubled: 0, different: [] })
    expect(outcome.cutOff).toBeGreaterThan(0)
    expect(outcome.evidence).toBeGreaterThan(12)
  },
  120_000,
)
