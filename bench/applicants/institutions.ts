import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Facts } from '@telltale/core'
import { institutionNamed } from '../../packages/core/src/signals/institutions.ts'
import { folded, strict, wordsOf } from '../../packages/core/src/signals/school-names.ts'
import { wilson } from '../evaluate/set.ts'
import { seeded } from '../machine.ts'
import type { Bench, Section } from '../section.ts'

type List = Facts['institutions']
type Institution = List['institutions'][number]

/** Usual abbreviations, by what they do; each leaves the name alone where it does not apply. */
const abbreviations: Record<string, (name: string) => string> = {
  'University → Univ.': (n) => n.replace(/\bUniversity\b/, 'Univ.'),
  'University → Univ': (n) => n.replace(/\bUniversity\b/, 'Univ'),
  'University of → U. of': (n) => n.replace(/\bUniversity of\b/, 'U. of'),
  'University of → U of': (n) => n.replace(/\bUniversity of\b/, 'U of'),
  'Universidad/e → Univ.': (n) => n.replace(/\bUniversidade?\b/, 'Univ.'),
  'Institute → Inst.': (n) => n.replace(/\bInstitute\b/, 'Inst.'),
  'Technology → Tech': (n) => n.replace(/\bTechnology\b/, 'Tech'),
  'College → Coll.': (n) => n.replace(/\bCollege\b/, 'Coll.'),
  'Saint ↔ St.': (n) =>
    /\bSaint\b/.test(n) ? n.replace(/\bSaint\b/, 'St.') : n.replace(/\bSt\.? /, 'Saint '),
  'State → St.': (n) => n.replace(/\bState (?=University|College)/, 'St. '),
  'International → Int’l': (n) => n.replace(/\bInternational\b/, "Int'l"),
  'National → Nat’l': (n) => n.replace(/\bNational\b/, "Nat'l"),
  'Science(s) → Sci.': (n) => n.replace(/\bSciences?\b/, 'Sci.'),
  'and ↔ &': (n) => (n.includes(' and ') ? n.replace(' and ', ' & ') : n.replace(' & ', ' and ')),
  'a state’s short form': (n) =>
    n
      .replace(/\bCalifornia\b/, 'Calif.')
      .replace(/\bMichigan\b/, 'Mich.')
      .replace(/\bMassachusetts\b/, 'Mass.')
      .replace(/\bPennsylvania\b/, 'Penn.'),
  'The left out or put in': (n) => (n.startsWith('The ') ? n.slice(4) : `The ${n}`),
  'accents left out': (n) => n.normalize('NFD').replace(/\p{M}/gu, ''),
  'capitals only': (n) => n.toUpperCase(),
  'State University → State': (n) => n.replace(/\bState University$/, 'State'),
  'comma before the campus': (n) => n.replace(/ - | at (?=\p{Lu}\S+$)/u, ', '),
}

/** One letter changed, put in, left out, or swapped with its neighbour, at a random place; never the name itself. */
function typo(name: string, below: (k: number) => number): string {
  const letters = [...name]
  for (;;) {
    const at = below(letters.length)
    const letter = String.fromCharCode(97 + below(26))
    const [before, rest] = [letters.slice(0, at), letters.slice(at + 1)]
    const written = [
      [...before, letter, ...rest],
      [...before, ...rest],
      [...before, letter, letters[at], ...rest],
      [...before, rest[0] ?? '', letters[at], ...rest.slice(1)],
    ][below(4)]!.join('')
    if (strict(wordsOf(written)) !== strict(wordsOf(name))) return written
  }
}

interface Count {
  n: number
  found: number
  wrong: number
  /** Right, but only loosely met. */
  loose: number
}

/** A school of the same name is no wrong answer: the name alone does not say which is meant. */
function same(a: Institution, b: Institution): boolean {
  return folded(wordsOf(a.names[0]!)).join(' ') === folded(wordsOf(b.names[0]!)).join(' ')
}

function ask(list: List, of: Institution, written: string, count: Count): void {
  count.n++
  const met = institutionNamed(list, written)
  if (!met) return
  const all = [met.institution, ...met.namesakes]
  if (!all.includes(of)) count.wrong++
  else if (all.every((one) => same(one, of))) {
    count.found++
    if (!met.sure) count.loose++
  }
}

const none = (): Count => ({ n: 0, found: 0, wrong: 0, loose: 0 })
const share = (k: number, n: number) => `${((100 * k) / n).toFixed(2)} %`

function interval(k: number, n: number): string {
  const [low, high] = wilson(k, n)
  return `${share(k, n)} (${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)})`
}

function unzipped(file: string): string {
  return gunzipSync(readFileSync(file)).toString()
}

function world(data: string): List {
  const rows = JSON.parse(unzipped(join(data, 'education/universities-domains.json.gz'))) as {
    name: string
    alpha_two_code: string
  }[]
  const once = new Map(rows.map((row) => [`${row.name}\0${row.alpha_two_code}`, row]))
  return {
    institutions: [...once.values()].map((row, i) => ({
      id: `world:${i}`,
      names: [row.name],
      country: row.alpha_two_code,
    })),
  }
}

function ipeds(data: string): List {
  const lines = unzipped(join(data, 'education/ipeds-hd2021.csv.gz')).split(/\r?\n/).slice(1)
  const institutions = lines.flatMap((line) => {
    const parts = /^(\d+),(?:"([^"]*)"|([^,]*)),/.exec(line)
    return parts ? [{ id: `ipeds:${parts[1]}`, names: [parts[2] ?? parts[3]!], country: 'US' }] : []
  })
  return { institutions }
}

/** Names that no school of the list has: two real names crossed, and made-up places. */
function madeUp(list: List, n: number, below: (k: number) => number): string[] {
  const known = new Set(list.institutions.map((i) => folded(wordsOf(i.names[0]!)).join(' ')))
  const any = () => list.institutions[below(list.institutions.length)]!.names[0]!.split(' ')
  const syllable = () =>
    'bcdfghjklmnprstvwz'[below(18)]! + 'aeiou'[below(5)]! + ['', 'n', 'r', 'l'][below(4)]!
  const place = () => {
    const word = Array.from({ length: 2 + below(3) }, syllable).join('')
    return word[0]!.toUpperCase() + word.slice(1)
  }
  const out: string[] = []
  while (out.length < n) {
    const [a, b] = [any(), any()]
    const name =
      below(2) === 0
        ? [...a.slice(0, Math.ceil(a.length / 2)), ...b.slice(Math.ceil(b.length / 2))].join(' ')
        : [
            `University of ${place()}`,
            `${place()} State University`,
            `${place()} Institute of Technology`,
            `${place()} College`,
          ][below(4)]!
    if (!known.has(folded(wordsOf(name)).join(' '))) out.push(name)
  }
  return out
}

/** Typos and abbreviations of the names at every second place from `offset`. */
function measure(list: List, offset: 0 | 1, seed: number) {
  const next = seeded(seed)
  const below = (k: number) => Math.floor(next() * k)
  const typos = none()
  const byWay = new Map<string, Count>()
  for (let i = offset; i < list.institutions.length; i += 2) {
    const of = list.institutions[i]!
    const name = of.names[0]!
    for (let draw = 0; draw < 3; draw++) ask(list, of, typo(name, below), typos)
    for (const [way, abbreviate] of Object.entries(abbreviations)) {
      const written = abbreviate(name)
      if (written === name) continue
      if (!byWay.has(way)) byWay.set(way, none())
      ask(list, of, written, byWay.get(way)!)
    }
  }
  const all = none()
  for (const { n, found, wrong, loose } of byWay.values()) {
    all.n += n
    all.found += found
    all.wrong += wrong
    all.loose += loose
  }
  return { typos, byWay, all }
}

/** Microseconds of processor time for one; other work on the machine does not count. */
function timed(rounds: number, ask: (i: number) => unknown): string {
  for (let i = 0; i < Math.min(rounds, 2000); i++) ask(i)
  const from = process.cpuUsage()
  for (let i = 0; i < rounds; i++) ask(i)
  const { user, system } = process.cpuUsage(from)
  const each = (user + system) / rounds
  return `${each.toFixed(each < 10 ? 2 : 0)} µs`
}

function section(title: string, list: List): Section {
  const tuned = measure(list, 0, 1)
  const { typos, byWay, all } = measure(list, 1, 2)
  const next = seeded(3)
  const below = (k: number) => Math.floor(next() * k)
  const invented = madeUp(list, 10_000, below)
  const met = invented.map((name) => institutionNamed(list, name))
  const surely = met.filter((m) => m?.sure).length
  const names = list.institutions.map((i) => i.names[0]!)
  // More names than the memory of recent ones holds, so that each is looked up anew.
  const many = [...names, ...names.map((n) => `The ${n}`)]
  const slips = names.map((n) => typo(n, below))
  const from = performance.now()
  institutionNamed({ institutions: [...list.institutions] }, 'x')
  const build = performance.now() - from
  const targets = (name: string, { n, found, wrong }: Count) => [
    {
      what: `${name}: found`,
      aim: '≥ 97 %',
      measured: interval(found, n),
      met: found / n >= 0.97,
      n: `${n}`,
    },
    {
      what: `${name}: wrong institution`,
      aim: '≤ 0.5 %',
      measured: interval(wrong, n),
      met: wrong / n <= 0.005,
      n: `${n}`,
    },
  ]
  return {
    title,
    targets: [...targets('One typo', typos), ...targets('Usual abbreviation', all)],
    notes: [
      `${list.institutions.length} institutions. The matching was tuned on every second name; the figures are of the others, three typos each and each abbreviation that applies. On the names that it was tuned on: typos ${share(tuned.typos.found, tuned.typos.n)} found and ${share(tuned.typos.wrong, tuned.typos.n)} wrong, abbreviations ${share(tuned.all.found, tuned.all.n)} and ${share(tuned.all.wrong, tuned.all.n)}.`,
      `A typo is one letter changed, left out, put in or swapped at a random place, digits, numerals and words of three letters included. One typo: ${share(typos.found, typos.n)} found (of them ${typos.loose} only loosely), ${share(typos.wrong, typos.n)} wrong. Abbreviations: ${share(all.found, all.n)} and ${share(all.wrong, all.n)}. Schools of one and the same name count as found: the name alone does not say which. Whoever wrote the matching chose the abbreviations, too: they are the table below, and no sample of what applicants write.`,
      `Of ${invented.length} names that no school has (half crossed from two real names, half invented), ${share(surely, invented.length)} met a school closely enough to be held against anybody, ${share(met.filter(Boolean).length, invented.length)} met one at all.`,
      `Look-up, processor time: ${timed(1_000_000, (i) => institutionNamed(list, names[i % 5000]!))} of a name asked before, ${timed(2 * many.length, (i) => institutionNamed(list, many[i % many.length]!))} of a right name that was not, ${timed(2 * slips.length, (i) => institutionNamed(list, slips[i % slips.length]!))} with a typo, ${timed(20_000, (i) => institutionNamed(list, `${invented[i % invented.length]!}${i}`))} of a name that is not in the list; the list is read once, in ${build.toFixed(0)} ms.`,
    ],
    tables: [
      {
        title: 'By abbreviation',
        columns: ['written', 'names', 'found', 'wrong'],
        rows: [...byWay].map(([way, { n, found, wrong }]) => [way, n, share(found, n), share(wrong, n)]),
      },
    ],
  }
}

const bench: Bench = {
  title: 'Institutions: found as people write them',
  needs: 'education/universities-domains.json.gz',
  async run(data) {
    return [
      section('Universities of the world (Hipo)', world(data)),
      section('Institutions of the United States (IPEDS 2021)', ipeds(data)),
    ]
  },
}

export default bench
