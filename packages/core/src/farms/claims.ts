import { claimOf, type Directory } from '../directory.ts'
import { typeOf } from '../observations/kind.ts'
import type { FarmInput } from './types.ts'

/** What a directory adds to farms: each one's newest claim card, and the devices that they hold. */
export function claimsFor(directory: Directory): Required<Pick<FarmInput, 'cards' | 'devices'>> {
  return {
    cards: (subject) => claimOf(directory, subject, Number.MAX_SAFE_INTEGER),
    devices: (subject) => [...(directory.holds.get(subject) ?? [])].filter((s) => typeOf(s) === 'device'),
  }
}
