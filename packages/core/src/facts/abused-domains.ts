import { defineFacts } from './list.ts'

export interface AbusedDomain {
  /** In lower case; an address at a subdomain of it counts too. */
  domain: string
  reason: string
  /** Year from which it is known, `YYYY`. */
  since?: string
}

const college =
  'Students’ addresses of a California community college, open to anybody who enrols online: false enrolments are documented since 2021'
const colleges = [
  'cc.peralta.edu',
  'giant.cos.edu',
  'my.barstow.edu',
  'my.canyons.edu',
  'my.hancockcollege.edu',
  'my.riohondo.edu',
  'my.smccd.edu',
  'my.yosemite.edu',
  'mycom.marin.edu',
  'pipeline.sbcc.edu',
  'student.butte.edu',
  'student.citruscollege.edu',
  'student.glendale.edu',
  'student.laccd.edu',
  'student.msjc.edu',
  'student.mtsac.edu',
  'student.napavalley.edu',
  'student.nocccd.edu',
  'student.smc.edu',
  'students.solano.edu',
]

/** Academic mail domains where an address says little about having studied there. Weak: most who hold one are students. */
export default defineFacts<{ domains: readonly AbusedDomain[] }>({
  title: 'Academic mail domains that are handed to anybody',
  version: '2026-11-1',
  source:
    "JetBrains swot's lists of academic domains that are abused, and the California Community Colleges Chancellor's Office on false enrolments",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    domains: [
      ...colleges.map((domain) => ({ domain, reason: college, since: '2021' })),
      {
        domain: 'edu.kg',
        reason: 'Names below it have been given to people who are no institution',
        since: '2022',
      },
    ],
  },
})
