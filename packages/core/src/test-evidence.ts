import { day } from './plan.ts'
import type { Evidence, Family, Ratios } from './types.ts'

let made = 0

/** A finding for tests: of the family's detector `one` on the day `on`, unless said otherwise. */
export function evidenceFor(
  family: Family,
  weights: Ratios,
  { on = 0, ...more }: Partial<Evidence> & { on?: number } = {},
): Evidence {
  const from = (20_454 + on) * day
  const weight = Object.values(weights).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
  return {
    id: `e${made++}`,
    detector: `${family}/one`,
    version: 1,
    family,
    stage: 'work',
    is: weight > 0 ? 'evidence' : 'clear',
    subject: 'person:W-1',
    subjects: ['person:W-1'],
    weighsOn: ['person:W-1'],
    weights,
    weight,
    says: 'something',
    exhibits: [],
    from,
    to: from + day,
    status: 'final',
    shadow: false,
    calibration: { basis: 'assumed', on: 'nothing' },
    lists: {},
    ...more,
  }
}
