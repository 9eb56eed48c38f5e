import { applicants, type Contact, contact, type Worker } from './company.ts'
import { type City, cities, near, placeOf } from './places.ts'
import { cast, contactsOf, oddOf } from './planted.ts'
import { type Random, random } from './random.ts'
import type { Row } from './row.ts'

const hour = 3_600_000
const day = 24 * hour
const days = 30

/** Everybody who applied in these days, some of whom are hired, and what schools confirmed. */
export function* applications(seed: number, everybody: Worker[], first: number): Generator<Row> {
  const own = (n: number): Contact & { city: City } => {
    const stream = random(`${seed}/application/${n}`)
    const city = near(stream.pick(cities), stream)
    return { ...contact(2000 + n, city, stream), city }
  }
  for (let n = 1; n <= applicants; n++) {
    const stream = random(`${seed}/application/${n}/text`)
    const id = `A-${String(n).padStart(4, '0')}`
    const mine = own(n)
    const said = contactsOf(n, mine, everybody, own)
    const stolen = n === cast.stolen.application
    const applicant = n === cast.applicant[1] ? own(cast.applicant[0]) : mine
    const claim = stolen ? everybody[cast.stolen.worker - 1]!.claim : applicant.city
    const again = cast.oneLife[1] === n
    const life = again ? random(`${seed}/application/${cast.oneLife[0]}/text`) : stream
    const at = first + Math.floor(((n - 0.5) / applicants) * days * day)
    yield {
      id: `application/${id}`,
      kind: 'application',
      at,
      about: [`application:larkspur-${id}`],
      data: {
        name: said.name,
        emails: [said.email],
        phones: [said.phone],
        ...(!again && { address: said.address }),
        place: placeOf(claim),
        timeZone: claim.timeZone,
        requisition: `LKS-${101 + (n % roles.length)} ${roles[n % roles.length]}`,
        appliedAt: at,
        ...story(life),
        ...oddOf(n),
      },
    }
    yield* moved(id, at, random(`${seed}/application/${n}/moved`))
    if (stolen || n % 40 === 0)
      yield {
        id: `degree/${id}`,
        kind: 'attestation',
        at: at + 2 * hour,
        about: stolen
          ? [`application:larkspur-${id}`, everybody[cast.stolen.worker - 1]!.person]
          : [`application:larkspur-${id}`],
        data: { form: 'degree-verification', answers: { confirmed: true }, by: 'the registrar’s office' },
      }
  }
}

/** What Larkspur's own applicant system says became of an application a week later; of the newest ones nothing yet. */
function* moved(id: string, at: number, stream: Random): Generator<Row> {
  const draw = stream.int(0, 99)
  const after = at + (6 + stream.int(0, 3)) * day
  if (draw >= 70) return
  yield {
    id: `progress/${id}`,
    kind: 'progress',
    at: after,
    about: [`application:larkspur-${id}`],
    data: draw < 28 ? { stage: 'advanced' } : { stage: 'rejected', reason: 'other candidates fit better' },
  }
}

const roles = [
  'Support engineer',
  'Firmware engineer',
  'Data engineer',
  'Field technician',
  'Platform engineer',
  'Calibration analyst',
  'Test developer',
  'Service desk lead',
]

const schools = ['Alder State University', 'Millbrook College', 'Harrow Creek Institute of Technology']
const fields = ['Computer Science', 'Physics', 'Mathematics', 'Electrical Engineering', 'Economics']
const firms = [
  'Brightwater Sensors',
  'Copperline Logistics',
  'Tidewell Software',
  'Ferrous & Vale',
  'Kitebridge',
]
const did = [
  'kept the calibration records of four plants in order',
  'moved the order system from nightly files to events',
  'wrote the firmware of a pressure gauge that sells in nine countries',
  'looked after a warehouse of measurements and the people who asked it questions',
  'cut the time from fault to fix on the support line by a third',
  'built the test bench that every sensor passes before it ships',
  'taught two classes of apprentices to read a drawing before touching a tool',
  'led a move of eleven services to one way of logging',
]

function story(stream: Random): Row['data'] {
  const work = Array.from({ length: 2 }, (_, i) => ({
    name: stream.pick(firms),
    position: stream.pick(['Engineer', 'Analyst', 'Technician', 'Developer']),
    startDate: `${2014 + i * 5}-0${stream.int(1, 9)}`,
    endDate: `${2018 + i * 5}-0${stream.int(1, 9)}`,
    summary: `${stream.pick(did)}; ${stream.pick(did)}`,
  }))
  const education = [
    {
      institution: stream.pick(schools),
      area: stream.pick(fields),
      studyType: 'Bachelor',
      startDate: '2009',
      endDate: '2013',
    },
  ]
  const resumeText = work
    .map((w) => `At ${w.name} from ${w.startDate} to ${w.endDate} I was ${w.position}: ${w.summary}.`)
    .join(' ')
  return { work, education, resumeText }
}
