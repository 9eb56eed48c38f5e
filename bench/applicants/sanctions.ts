import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Applicant, sanctionsIndex } from '../../packages/server/src/intel/sanctions.ts'
import { parseSdn, type SdnEntry } from '../../packages/server/src/intel/sdn.ts'
import { nameWords } from '../../packages/server/src/intel/spellings.ts'
import { wilson } from '../evaluate/set.ts'
import { seeded } from '../machine.ts'
import type { Bench } from '../section.ts'

const share = (k: number, n: number) => `${((100 * k) / n).toFixed(2)} %`
const perMillion = (k: number, n: number) => ((1e6 * k) / n).toFixed(1)

/** Applicants per band. */
const many = 400_000

async function listed(data: string): Promise<SdnEntry[]> {
  const part = (name: string) => ({
    name,
    bytes: gunzipSync(readFileSync(join(data, `sanctions/${name}.gz`))),
  })
  return parseSdn({
    sdn: part('sdn.csv'),
    alt: part('alt.csv'),
    add: part('add.csv'),
    comments: part('sdn_comments.csv'),
  })
}

/** How people spell a listed name. */
const spellings: Record<string, (name: string, below: (k: number) => number) => string> = {
  'as listed': (name) => name,
  'family name first, capitals': (name) => {
    const words = name.toUpperCase().split(' ')
    return `${words.at(-1)}, ${words.slice(0, -1).join(' ')}`
  },
  'without accents, hyphens as spaces': (name) =>
    name.normalize('NFD').replace(/\p{M}/gu, '').replace(/-/g, ' '),
  'first and last word only': (name) => {
    const words = name.split(' ')
    return `${words[0]} ${words.at(-1)}`
  },
  'one letter of the longest word changed': (name, below) => {
    const word = name.split(' ').reduce((a, b) => (b.length > a.length ? b : a))
    const at = 1 + below(Math.max(1, word.length - 1))
    return name.replace(word, word.slice(0, at) + String.fromCharCode(97 + below(26)) + word.slice(at + 1))
  },
}

const bench: Bench = {
  title: 'Sanctions look-up: leads that are none, by how frequent a name is',
  needs: 'sanctions/sdn.csv.gz',
  async run(data) {
    const random = seeded(1_933)
    const below = (k: number) => Math.floor(random() * k)
    const entries = await listed(data)
    const from = process.cpuUsage()
    const index = sanctionsIndex(entries, 'SDN')
    const built = process.cpuUsage(from)
    const people = entries.filter((e) => e.type === 'individual' && e.births.length > 0)

    // words of listed names by how many listed people have them: three bands, and names that are on no list
    const seen = new Map<string, number>()
    for (const { names } of people)
      for (const word of new Set(names.flatMap(nameWords))) seen.set(word, (seen.get(word) ?? 0) + 1)
    const ranked = [...seen].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word)
    const bands: Record<string, readonly string[]> = {
      'the 100 most frequent words of the list': ranked.slice(0, 100),
      'the next 900': ranked.slice(100, 1000),
      'the rest of the list': ranked.slice(1000),
      'words that are on no list': Array.from({ length: 2000 }, () =>
        Array.from({ length: 3 }, () => 'bdfgklmnprst'[below(12)]! + 'aeiou'[below(5)]!).join(''),
      ),
    }
    const day = () =>
      `${1950 + below(56)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`
    const rows: (string | number)[][] = []
    const rates: number[] = []
    let wrong = 0
    let asked = 0
    for (const [band, words] of Object.entries(bands))
      for (const length of [2, 3]) {
        let leads = 0
        let byDay = 0
        for (let i = 0; i < many; i++) {
          const name = Array.from({ length }, () => words[below(words.length)]!).join(' ')
          const match = index.look({ name, birthDate: day() })
          if (!match) continue
          leads++
          if (match.agrees.includes('birth date')) byDay++
        }
        const [low, high] = wilson(leads, many)
        rows.push([
          band,
          length,
          many,
          leads,
          byDay,
          perMillion(leads, many),
          `${(low * 1e6).toFixed(1)} to ${(high * 1e6).toFixed(1)}`,
        ])
        rates.push(leads / many)
        wrong += leads
        asked += many
      }
    const alone = people.filter((p) => index.look({ name: p.names[0]! })).length

    const recall = Object.entries(spellings).map(([way, write]) => {
      const dated = people.flatMap((p) => {
        const birth = p.births.find((b) => b.from === b.to)
        return birth && nameWords(p.names[0]!).length > 1 ? [{ p, day: birth.from }] : []
      })
      const found = dated.filter(
        ({ p, day }) => index.look({ name: write(p.names[0]!, below), birthDate: day })?.entry !== undefined,
      ).length
      return { way, n: dated.length, found }
    })
    const yearOnly = people.filter(
      (p) => p.births.every((b) => b.from !== b.to) && nameWords(p.names[0]!).length > 1,
    )
    const yearFound = yearOnly.filter((p) =>
      index.look({ name: p.names[0]!, birthDate: `${p.births[0]!.from.slice(0, 4)}-06-15` }),
    ).length
    const walletOwners = entries.flatMap((e) => e.wallets.map((w) => ({ uid: e.uid, address: w.address })))
    const wallets = walletOwners.filter(({ address }) => index.look({ wallets: [address] })).length
    const documented = entries.flatMap((e) =>
      e.documents
        .filter(({ number }) => number.replace(/[^A-Za-z0-9]/g, '').length >= 8)
        .map(({ type, number }) => ({ uid: e.uid, document: { type, number } })),
    )
    const documents = documented.filter(({ document }) => index.look({ documents: [document] })).length

    const asks: Applicant[] = Array.from({ length: 50_000 }, () => ({
      name: `${ranked[below(1000)]} ${ranked[below(ranked.length)]}`,
      birthDate: day(),
      documents: [{ type: 'passport', number: String(10_000_000 + below(90_000_000)) }],
    }))
    for (const ask of asks) index.look(ask)
    const before = process.cpuUsage()
    for (const ask of asks) index.look(ask)
    const spent = process.cpuUsage(before)

    const whole = recall[0]!
    const most = Math.max(...rates)
    const least = Math.min(...rates)
    return [
      {
        title: 'Leads',
        targets: [
          {
            what: 'A name alone',
            aim: '0 leads',
            measured: String(alone),
            met: alone === 0,
            n: `${people.length} listed names`,
          },
          {
            what: 'False leads, most to least frequent names',
            aim: 'ratio ≤ 1.25',
            measured:
              least > 0
                ? (most / least).toFixed(2)
                : `${perMillion(most * asked, asked)} to ${perMillion(least * asked, asked)} in a million: no ratio`,
            met: least > 0 && most / least <= 1.25,
            n: `${many} invented applicants a band`,
          },
          {
            what: 'Listed person with the listed name and day of birth, found',
            aim: '≥ 95 %',
            measured: share(whole.found, whole.n),
            met: whole.found / whole.n >= 0.95,
            n: `${whole.n} people`,
          },
          {
            what: 'Wallets, found',
            aim: '100 %',
            measured: share(wallets, walletOwners.length),
            met: wallets === walletOwners.length,
            n: `${walletOwners.length}`,
          },
          {
            what: 'Document numbers of eight characters and more, found',
            aim: '≥ 99 %',
            measured: share(documents, documented.length),
            met: documents / documented.length >= 0.99,
            n: `${documented.length}`,
          },
        ],
        notes: [
          `The list of the data folder: ${entries.length} entries, ${people.length} people with a birth date. Applicants are invented: words of one band, any day from 1950 to 2005. Real birth dates and names go together by country and year, so that real rates of frequent names are higher than these.`,
          `In all ${wrong} false leads of ${asked} (${perMillion(wrong, asked)} in a million). They fall on names of words that the list itself has often: whoever is called like many listed people, and born on a day of one of them, is given to counsel. A name of words that are on no list is never given. The look-up asks more of frequent words (bits, in packages/server/src/intel/sanctions.ts), which narrows the ratio and cannot make it one; that is why a lead weighs nothing and no recruiter sees it.`,
          `A birth year where the list has no day, and the name in the list’s own spelling: ${share(yearFound, yearOnly.length)} of ${yearOnly.length} found; the rest have words that are too frequent to tell by a year.`,
          `Built in ${((built.user + built.system) / 1000).toFixed(0)} ms; a look-up by name, birth date and document takes ${((spent.user + spent.system) / asks.length).toFixed(1)} µs of the processor.`,
        ],
        tables: [
          {
            title: 'False leads by frequency of the words of a name',
            columns: [
              'words',
              'words a name',
              'applicants',
              'leads',
              'of them by day',
              'in a million',
              '95 %',
            ],
            rows,
          },
          {
            title: 'Listed people under their own birth date, by how the name is written',
            columns: ['written', 'people', 'found'],
            rows: recall.map(({ way, n, found }) => [way, n, share(found, n)]),
          },
        ],
      },
    ]
  },
}

export default bench
