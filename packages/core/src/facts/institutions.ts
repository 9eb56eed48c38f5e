import { defineFacts } from './list.ts'

export type DegreeLevel = 'certificate' | 'associate' | 'bachelor' | 'master' | 'doctorate'

export interface Institution {
  /** Stable: `mit`, or the source's own id such as `ipeds:166683`. */
  id: string
  /** The current name first, then other names and abbreviations in use. */
  names: readonly string[]
  /** ISO 3166. */
  country: string
  /** State or province, where known. */
  region?: string
  domains?: readonly string[]
  /** First and last year in which it taught, `YYYY`, where known. */
  from?: string
  to?: string
  /** What it grants, where known. */
  degrees?: readonly DegreeLevel[]
  /** Former names, each with the last year in which it was current. */
  was?: readonly { name: string; until: string }[]
}

/** Institutions of higher education. The loaded lists (universities of the world, IPEDS) add to these by name. */
export default defineFacts<{
  institutions: readonly Institution[]
  /** Countries for which the list names every degree-granting institution: only there does absence mean something. */
  complete?: readonly string[]
}>({
  title: 'Institutions of higher education',
  version: '2026-11-1',
  source: "The institutions' own sites and their articles in Wikipedia",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    institutions: [
      {
        id: 'mit',
        names: ['Massachusetts Institute of Technology', 'MIT'],
        country: 'US',
        region: 'MA',
        domains: ['mit.edu'],
        from: '1861',
      },
    ],
  },
})
