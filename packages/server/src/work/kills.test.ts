import { expect, it } from 'vitest'
import { decisionsAndKills } from '../../../../test/decisions-and-kills.ts'

/** The short form of `node test/decisions-and-kills.ts`, which tries a thousand sequences. */
it.skipIf(process.platform !== 'linux')(
  'loses no act when it is killed under load, and nobody is decided against by one human',
  async () => {
    const outcome = await decisionsAndKills({ sequences: 24, kills: 2, seed: 3 })
    expect(outcome).toMatchObject({ kills: 2, lost: [], chain: [], astray: [], untold: [], alone: [] })
    expect(outcome.acknowledged).toBeGreaterThan(24)
    expect(outcome.decided).toBeGreaterThan(0)
  },
  120_000,
)
