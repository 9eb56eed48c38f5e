import type { Derived } from '../observations/kind.ts'
import { type Data, defineAccumulator } from '../types.ts'

/** An application as detectors read it: without the name and without the whole résumé text. */
export type ApplicationAsRead = Omit<Data['application'], 'name' | 'resumeText' | 'candidate'> & {
  at: number
  derived: Pick<Derived, 'ipCountry' | 'sanctions' | 'lists'>
}

interface State {
  /** Names the newest version, so that two of one instant have a fixed order. */
  key: string
  data: ApplicationAsRead
}

/**
 * The newest version of the application, or null. Applicant systems send one again whenever somebody edits it: what
 * counts is what it says now.
 */
export const application = defineAccumulator({
  id: 'application',
  version: 1,
  reads: ['application'],
  empty: null as State | null,
  add(state, batch) {
    let newest = state
    for (const { at, source, id, data, derived } of batch) {
      const { resumeText: _text, candidate: _candidate, ...rest } = data
      const { ipCountry, sanctions, lists } = derived
      const looked = {
        ...(ipCountry && { ipCountry }),
        ...(sanctions && { sanctions }),
        ...(lists && { lists }),
      }
      const key = `${String(Math.round(at)).padStart(16, '0')} ${source} ${id}`
      newest = later(newest, { key, data: { ...rest, at, derived: looked } })
    }
    return newest
  },
  merge: later,
})

function later(a: State | null, b: State | null): State | null {
  if (!a || !b) return a ?? b
  return b.key > a.key ? b : a
}
