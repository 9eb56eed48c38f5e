import { cast } from './planted.ts'
import type { Row } from './row.ts'

const day = 24 * 3_600_000

/** What the people of the demo company have decided so far: what hunts count their cost on, and leads begin from. */
export function* decisions(until: number): Generator<Row> {
  yield decided(
    cast.farm[0],
    'confirmed',
    until - 2 * day,
    'The laptop was found at the address in Nashville, and the person whose documents were used has never worked here',
  )
  yield decided(
    cast.hobbyist,
    'cleared',
    until - 4 * day,
    'Showed the PiKVM on the desk on a call, with the purchase; it tends a server at home',
  )
  yield decided(
    cast.slowTypist,
    'cleared',
    until - 5 * day,
    'Was seen typing at the office for a day, at the same pace',
  )
  yield decided(
    cast.satellite,
    'cleared',
    until - 8 * day,
    'The provider’s bill names a satellite link at the claimed home',
  )
  for (const n of cast.gateway)
    yield decided(n, 'cleared', until - 10 * day, 'Works behind the web gateway that IT put there')
}

function decided(n: number, outcome: 'confirmed' | 'cleared', at: number, because: string): Row {
  const id = `larkspur-${String(n).padStart(4, '0')}`
  return {
    id: `decision/${id}`,
    kind: 'disposition',
    at,
    about: [`person:${id}`],
    data: { subject: `person:${id}`, outcome, because, by: 'Larkspur Instruments, two people' },
  }
}
