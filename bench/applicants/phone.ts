import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  accept,
  detectors,
  digest,
  drain,
  type FactLists,
  facts,
  type Observation,
  plan,
} from '@telltale/core'
import { readNumber } from '@telltale/core/signals/phone-number'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { median, seeded } from '../machine.ts'
import type { Bench, Section } from '../section.ts'
import { numbers, spelled, type Written } from './phone-numbers.ts'

const runs = 5
const amount = 100_000
const plans = facts['numbering-plans'].data
type Country = Parameters<typeof parsePhoneNumberFromString>[1]

const bench: Bench = {
  title: 'Phone numbers and e-mail addresses',
  async run(data) {
    const written = numbers(amount, 2026)
    return [agreement(written), speed(written), ...disposable(data), mailboxes(data)]
  },
}
export default bench

/** Whether both call the same numbers valid, and where they do, read the same number of the same country. */
function agreement(written: readonly Written[]): Section {
  const rows: (string | number)[][] = []
  let agree = 0
  let valid = 0
  let same = 0
  const apart: Record<string, number> = {}
  for (const { text, country } of written) {
    const theirs = parsePhoneNumberFromString(text, country as Country)
    const ours = readNumber(plans, text, country)
    const isValid = theirs?.isValid() ?? false
    if ((ours?.valid ?? false) === isValid) agree++
    else apart[country] = (apart[country] ?? 0) + 1
    if (!isValid) continue
    valid++
    if (theirs!.number === `+${ours?.digits}` && (theirs!.country ?? ours?.country) === ours?.country) same++
  }
  for (const [country, n] of Object.entries(apart)) rows.push([country, n])
  return {
    title: 'What is a valid number',
    targets: [
      {
        what: 'agreement with libphonenumber-js/max on validity',
        aim: '≥ 99.5 %',
        measured: `${percent(agree / written.length)}, ${percent(valid / written.length)} of them valid`,
        met: agree / written.length >= 0.995,
        n: `${count(written.length)} generated numbers`,
      },
      {
        what: 'valid numbers read as the same number of the same country',
        aim: '≥ 99.5 %',
        measured: percent(same / valid),
        met: same / valid >= 0.995,
        n: `${count(valid)} valid numbers`,
      },
    ],
    notes: [
      'The numbering plans are libphonenumber-js’s own data, restated; the code that reads numbers by them is ours. So this measures the code: prefixes, calling codes, countries that share one, spelling.',
      'Generated: a third each a country’s example with its last digits drawn anew; that with one digit replaced, lost, doubled or exchanged; random digits at one of the country’s lengths or one off. All countries alike, twelve spellings, seven in ten dialled in their own country and the others in the United States (phone-numbers.ts).',
    ],
    ...(rows.length > 0 && {
      tables: [{ title: 'Where they differ', columns: ['dialled in', 'numbers'], rows }],
    }),
  }
}

function speed(written: readonly Written[]): Section {
  const american = written.map(({ text }, i) =>
    i % 2 === 0
      ? { text: `(602) ${200 + (i % 800)}-${String(i % 10_000).padStart(4, '0')}`, country: 'US' }
      : { text, country: 'US' },
  )
  const sets = {
    'of all countries': written,
    'half of them American, dialled in the United States': american,
  }
  const works = {
    ours: (of: readonly Written[]) =>
      of.reduce((n, w) => n + (readNumber(plans, w.text, w.country)?.valid ? 1 : 0), 0),
    'libphonenumber-js/max': (of: readonly Written[]) =>
      of.reduce(
        (n, w) => n + (parsePhoneNumberFromString(w.text, w.country as Country)?.isValid() ? 1 : 0),
        0,
      ),
  }
  const rows: (string | number)[][] = []
  const targets: Section['targets'] = []
  for (const [title, of] of Object.entries(sets)) {
    const took: Record<string, number[]> = { ours: [], 'libphonenumber-js/max': [] }
    for (let run = 0; run < runs; run++) {
      const order = Object.entries(works)
      for (const [name, work] of run % 2 === 0 ? order : order.toReversed()) {
        const before = process.cpuUsage()
        work(of)
        const { user, system } = process.cpuUsage(before)
        took[name]!.push((user + system) / of.length)
      }
    }
    const [ours, theirs] = [median(took.ours!), median(took['libphonenumber-js/max']!)]
    for (const [name, times] of Object.entries(took))
      rows.push([
        title,
        name,
        ...[median(times), Math.min(...times), Math.max(...times)].map((t) => t.toFixed(2)),
      ])
    targets.push({
      what: `a number read, ${title}`,
      aim: 'faster than libphonenumber-js/max',
      measured: `${ours.toFixed(2)} µs beside ${theirs.toFixed(2)} µs: ${(theirs / ours).toFixed(1)} times`,
      met: ours < theirs,
      n: `${count(of.length)} numbers, ${runs} runs`,
    })
  }
  return {
    title: 'How fast a number is read',
    targets,
    notes: ['CPU time of one process, alternating which goes first.'],
    tables: [
      {
        title: `Microseconds of CPU a number, of ${runs} runs`,
        columns: ['numbers', 'what', 'median', 'least', 'most'],
        rows,
      },
    ],
  }
}

const listed = 'phone/disposable-numbers.json'

function disposable(data: string): Section[] {
  const path = join(data, listed)
  if (!existsSync(path)) {
    process.stdout.write(
      `Left out disposable numbers: the data folder has no ${listed}; set TELLTALE_DATA.\n`,
    )
    return []
  }
  const list = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
  const lists: Partial<FactLists> = {
    'disposable-numbers': { ...facts['disposable-numbers'], version: 'bench', data: { numbers: list } },
  }
  const next = seeded(31)
  const below = (k: number) => Math.floor(next() * k)
  let unreadable = 0
  const own = Object.entries(list).map(([digits, day]) => {
    const number = readNumber(plans, `+${digits}`)
    if (!number?.valid) unreadable++
    const { country, national } = number ?? {}
    // a national spelling needs its country, and only valid numbers have one
    const way = below(number?.valid && country && /^[A-Z]/.test(country) ? 12 : 1)
    const text = way === 0 || !country || !national ? `+${digits}` : spelled(country, national, way, below)
    return { phones: [text], place: { country }, at: Date.parse(day) }
  })
  const found = hits('contact/phone-disposable', own, lists)
  const others = numbers(270_000, 77)
    .filter(({ text, country }) => {
      const number = readNumber(plans, text, country)
      return number?.valid && !Object.hasOwn(list, number.digits)
    })
    .slice(0, amount)
    .map(({ text, country }) => ({ phones: [text], place: { country }, at: Date.UTC(2024, 0, 1) }))
  const wrong = hits('contact/phone-disposable', others, lists)
  const recall = found / own.length
  return [
    {
      title: 'Disposable numbers',
      targets: [
        {
          what: 'listed numbers found, applied on the day on which they were last seen',
          aim: '≥ 95 %',
          measured: percent(recall),
          met: recall >= 0.95,
          n: `${count(own.length)} numbers of the list in twelve spellings`,
        },
        {
          what: 'valid numbers that are not on the list, called disposable',
          aim: '0',
          measured: String(wrong),
          met: wrong === 0,
          n: `${count(others.length)} generated valid numbers`,
        },
      ],
      notes: [
        `The detector itself, through the engine. ${count(unreadable)} numbers of the list are none by the numbering plans, and are written with “+” only.`,
        'Numbers that a form’s hint or a placeholder would look like (1234567 in a row, seven zeros) are no numbers here, and are part of what is missed. Recall at the list’s own dates says that numbers are recognised, not how many of those in use are on the list.',
      ],
    },
  ]
}

const universities = 'education/universities-domains.json.gz'

/** E-mail addresses that nothing is wrong with, at domains that people write from. */
function mailboxes(data: string): Section {
  const { disposableEmailBlocklistSet } = createRequire(import.meta.url)('disposable-email-domains-js') as {
    disposableEmailBlocklistSet(): Set<string>
  }
  const domains = new Map<string, string | undefined>(
    facts['mail-providers'].data.providers.map((domain) => [domain, undefined]),
  )
  const path = join(data, universities)
  if (existsSync(path)) {
    const schools = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
      name: string
      domains: string[]
    }[]
    const next = seeded(5)
    while (domains.size < 1000) {
      const school = schools[Math.floor(next() * schools.length)]!
      if (school.domains[0]) domains.set(school.domains[0].toLowerCase(), school.name)
    }
  } else
    process.stdout.write(`Only mail providers: the data folder has no ${universities}; set TELLTALE_DATA.\n`)
  const lists: Partial<FactLists> = {
    'disposable-domains': {
      ...facts['disposable-domains'],
      version: 'bench',
      data: { domains: disposableEmailBlocklistSet() },
    },
  }
  const work = ['Microsoft', 'Deutsche Bank AG', 'Infosys Ltd', 'Walmart', 'Northwind Traders', 'Orange'].map(
    (name) => ({ name }),
  )
  const rows = [...domains].map(([domain, institution]) => ({
    emails: [`dana.reyes84@${domain}`],
    work,
    education: [{ institution: institution ?? 'Example State University' }],
    at: Date.UTC(2026, 0, 1),
  }))
  const names = ['contact/email-disposable', 'contact/email-lookalike', 'contact/email-academic']
  const wrong = names.map((name) => hits(name, rows, lists))
  return {
    title: 'E-mail addresses',
    targets: names.map((name, i) => ({
      what: `${name} against an address at a usual domain`,
      aim: '0',
      measured: String(wrong[i]),
      met: wrong[i] === 0,
      n: `${count(rows.length)} domains`,
    })),
    notes: [
      `Domains: every provider of our list, and first domains of universities of the world, drawn with a seed, each with its university as the school. Disposable domains: the npm package disposable-email-domains-js (${count(disposableEmailBlocklistSet().size)} domains).`,
      'How many disposable addresses are found is not measured: the list is the only ground there is.',
    ],
  }
}

/** How many applications a detector finds something against, by the real engine. */
function hits(id: string, applications: readonly { at: number }[], lists: Partial<FactLists>): number {
  const detector = detectors.find((d) => d.id === id)!
  let found = 0
  for (let from = 0; from < applications.length; from += 5000) {
    const batch = applications.slice(from, from + 5000).map(({ at, ...data }, i): Observation => {
      const row = { kind: 'application', at, about: [`application:A-${from + i}`], data }
      const accepted = accept(row, { source: 'bench', id: String(from + i), receivedAt: 4e12 }, (t, v) =>
        digest(t + v),
      )
      if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
      return accepted.observation
    })
    found += drain(plan([detector], lists), [batch]).evidence.filter((e) => e.is === 'evidence').length
  }
  return found
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function count(n: number): string {
  return n.toLocaleString('en-US')
}
