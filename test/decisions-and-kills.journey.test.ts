import { expect, it } from 'vitest'
import { decisionsAndKills } from './decisions-and-kills.ts'

it.skipIf(process.platform !== 'linux')(
  'a thousand random sequences of decisions with kills in between: nothing lost, chain valid, nobody decided against by one human',
  async () => {
    const outcome = await decisionsAndKills({ sequences: 1000, kills: 12, seed: 1 })
    expect(outcome).toMatchObject({ kills: 12, lost: [], chain: [], astray: [], untold: [], alone: [] })
    expect(outcome.adverse).toBeGreaterThan(20)
    expect(outcome.cutOff).toBeGreaterThan(12)
  },
  900_000,
)
