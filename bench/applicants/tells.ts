import { seeded } from '../machine.ts'
import type { Bench } from '../section.ts'
import { screenAll } from './honest.ts'
import { type HonestApplicant, honestPeople } from './honest-people.ts'

const crowd = 4000
const each = 300

type Data = Record<string, unknown>

/** What an advisory or a write-up names, put onto an otherwise honest application. `others` are applicants of a ring. */
const tells: Record<string, (data: Data, other: Data) => Data> = {
  'a number of films': () => ({ phones: ['(614) 555-0142'] }),
  'a toll-free number': () => ({ phones: ['+1 833 736 2291'] }),
  'a mailbox that another life has too': (_, other) => ({ emails: other.emails }),
  'a number that another life has too': (_, other) => ({ phones: other.phones }),
  'a profile that another life has too': (_, other) => ({ profiles: other.profiles }),
  'the résumé of another': (_, other) => ({ resumeText: other.resumeText }),
  'a technology before its time': () => ({
    work: [{ name: 'Globex', position: 'Engineer', startDate: '2007-02', endDate: '2010-03', summary: 'Ran Kubernetes and Terraform for the whole plant.' }],
  }),
  'a school before it was founded': () => ({
    education: [{ institution: 'Covenant University', area: 'Physics', studyType: 'BSc', startDate: '1994', endDate: '1998' }],
  }),
  'clock, network and number of one place, the claim of another': () => ({ timeZone: 'Asia/Shanghai', phones: ['+86 139 1234 8899'], ip: '36.110.147.23', of: 'CN' }),
} // biome-ignore format: a table

const bench: Bench = {
  title: 'Applications with tells',
  async run() {
    const names = Object.keys(tells)
    const honest = honestPeople(crowd, 77)
    const random = seeded(78)
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!
    const rows: (string | number)[][] = []
    const count = (label: string, people: HonestApplicant[]) => {
      const outcomes = screenAll([...honest, ...people]).slice(crowd)
      const share = (outcome: string) =>
        `${((100 * outcomes.filter((s) => s.outcome === outcome).length) / outcomes.length).toFixed(1)} %`
      rows.push([label, people.length, share('proceed'), share('verify'), share('hold')])
    }
    for (const name of names)
      count(
        name,
        made(() => [name]),
      )
    for (const many of [2, 3])
      count(
        `${many} of these`,
        made(() => {
          const chosen = new Set<string>()
          while (chosen.size < many) chosen.add(pick(names))
          return [...chosen]
        }),
      )
    return [
      {
        title: 'What screening makes of them',
        targets: [],
        notes: [
          'Simulated: each tell put onto an honest application, beside 4,000 honest ones. It says what the weights do, not how many real ones are found.',
          'Where another life is named, it is one of the honest applicants: the ring’s second member.',
        ],
        tables: [
          {
            title: 'By tell',
            columns: ['tell', 'applications', 'proceed', 'verify', 'hold for two people'],
            rows,
          },
        ],
      },
    ]

    function made(chosen: () => string[]): HonestApplicant[] {
      const fresh = honestPeople(each, 79)
      const owners = honest.filter(
        (p) => p.row.data.resumeText && p.row.data.profiles && !p.groups.includes('through an agency'),
      )
      return fresh.map((p, i): HonestApplicant => {
        const id = `T-${i}`
        const other = owners[i % owners.length]!.row.data
        const { of, ...changed } = Object.assign(
          {},
          ...chosen().map((name) => tells[name]!(p.row.data, other)),
        ) as Data
        return {
          ...p,
          ...(of ? { ipCountry: String(of) } : {}),
          row: { ...p.row, id, about: [`application:${id}`], data: { ...p.row.data, ...changed } },
        }
      })
    }
  },
}

export default bench
