import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accept, digest, drain, facts, type Observation, plan } from '@telltale/core'
import addressForm from '../../packages/core/src/detectors/location/address-form.ts'
import mailboxAddress from '../../packages/core/src/detectors/location/mailbox-address.ts'
import { mailboxOf } from '../../packages/core/src/signals/mailboxes.ts'
import { postal } from '../../packages/core/src/signals/postal.ts'
import supply from '../../packages/server/src/intel/lists/mailbox-agents.ts'
import { wilson } from '../evaluate/set.ts'
import { seeded } from '../machine.ts'
import type { Bench } from '../section.ts'

type List = (typeof facts)['mailbox-agents']['data']
type Entry = List['addresses'][number]

interface Ordinary {
  address1: string
  address2: string
  city: string
  state: string
  postalCode: string
}

const share = (k: number, n: number) => `${((100 * k) / n).toFixed(2)} %`

function interval(k: number, n: number): string {
  const [low, high] = wilson(k, n)
  return `${share(k, n)} (${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)})`
}

const words: [RegExp, string][] = [
  [/\bSte\b\.?/gi, 'Suite'],
  [/\bSt\b\.?/g, 'Street'],
  [/\bAve\b\.?/g, 'Avenue'],
  [/\bRd\b\.?/g, 'Road'],
  [/\bDr\b\.?/g, 'Drive'],
  [/\bBlvd\b\.?/g, 'Boulevard'],
  [/\bLn\b\.?/g, 'Lane'],
  [/\bPkwy\b\.?/g, 'Parkway'],
  [/\bHwy\b\.?/g, 'Highway'],
  [/^(\S+ )N\b\.?/, '$1North'],
  [/^(\S+ )S\b\.?/, '$1South'],
  [/^(\S+ )E\b\.?/, '$1East'],
  [/^(\S+ )W\b\.?/, '$1West'],
]

/** The ways in which members write a listed address, the box's number in place of its mark. */
const spellings: Record<string, (e: Entry, box: string, below: (k: number) => number) => string> = {
  'as listed': (e, box) => `${withBox(e, box)}, ${e.city}, ${e.region} ${e.postcode}`,
  'small letters, no commas, no full stops': (e, box) =>
    `${withBox(e, box)} ${e.city} ${e.region} ${e.postcode}`.toLowerCase().replace(/[.,]/g, ''),
  'words in full': (e, box) =>
    `${words.reduce((text, [from, to]) => text.replace(from, to), withBox(e, box))}, ${e.city}, ${e.region} ${e.postcode}`,
  'ZIP+4, on four lines': (e, box) =>
    `${withBox(e, box)}\n${e.city}, ${e.region}\n${e.postcode?.slice(0, 5)}-1234\nUSA`,
  'without ZIP': (e, box) => `${withBox(e, box)}, ${e.city}, ${e.region}`,
  'Apt for Unit, # and PMB': (e, box) =>
    `${withBox(e, box).replace(/\b(?:Unit|PMB)\b\s*#?|#/gi, 'Apt ')}, ${e.city}, ${e.region} ${e.postcode}`,
  capitals: (e, box) => `${withBox(e, box)}, ${e.city}, ${e.region} ${e.postcode}`.toUpperCase(),
  'a letter of the street wrong': (e, box, below) =>
    `${typo(withBox(e, box), below)}, ${e.city}, ${e.region} ${e.postcode}`,
}

function withBox(entry: Entry, box: string): string {
  return entry.street.replaceAll('MAILBOX', box)
}

/** One letter changed, left out, put in or swapped, inside the longest word of the street's name; a number has none. */
function typo(street: string, below: (k: number) => number): string {
  const names = (postal(street).street ?? '').split(' ').filter((word) => /^[a-z]{2,}$/.test(word))
  const word = names.reduce((a, b) => (b.length > a.length ? b : a), '')
  const from = street.toLowerCase().indexOf(word)
  if (word === '' || from < 0) return street
  const at = from + 1 + below(word.length - 1)
  const letter = String.fromCharCode(97 + below(26))
  const rest = street.slice(at + 1)
  return [
    street.slice(0, at) + letter + rest,
    street.slice(0, at) + rest,
    street.slice(0, at) + letter + street.slice(at),
    street.slice(0, at - 1) + street[at] + street[at - 1] + rest,
  ][below(4)]!
}

function arrive(address: string, i: number): Observation {
  const accepted = accept(
    { kind: 'application', at: Date.UTC(2026, 0, 5), about: [`application:A-${i}`], data: { address } },
    { source: 'bench', id: `r${i}`, receivedAt: 4e12 },
    (type, value) => digest(type + value),
  )
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation
}

/** How many of the addresses the detector gives evidence on, through the engine. */
function found(list: List, addresses: readonly string[], detector = mailboxAddress): number {
  const lists = { 'mailbox-agents': { ...facts['mailbox-agents'], version: 'bench', data: list } }
  const out = drain(plan([detector], lists), [addresses.map(arrive)])
  if (out.faults.length > 0) throw new Error(out.faults[0]!.message)
  return out.evidence.filter((e) => e.is === 'evidence').length
}

/** Loaded as `telltale intel` would. */
async function loaded(data: string): Promise<List> {
  const bytes = readFileSync(join(data, 'addresses/mailbox-agents.csv'))
  const { data: addresses } = await supply.read(
    new Map([['mailboxes.csv', { name: 'mailboxes.csv', bytes }]]),
  )
  return supply.join!(facts['mailbox-agents'].data as never, addresses) as never
}

const bench: Bench = {
  title: 'Home addresses: mailbox businesses and ordinary homes',
  needs: 'addresses/mailbox-agents.csv',
  async run(data) {
    const random = seeded(20_261)
    const below = (k: number) => Math.floor(random() * k)
    const list = await loaded(data)
    const built = facts['mailbox-agents'].data.addresses.length
    const entries = list.addresses.slice(built)
    const rows: [string, number, string][] = []
    let all = 0
    for (const [way, write] of Object.entries(spellings)) {
      const hits = found(
        list,
        entries.map((e) => write(e, String(100 + below(1900)), below)),
      )
      rows.push([way, entries.length, share(hits, entries.length)])
      all += hits
    }
    const n = entries.length * rows.length
    const without = found(
      facts['mailbox-agents'].data,
      entries.map((e) => spellings['as listed']!(e, String(100 + below(1900)), below)),
    )

    const { addresses: homes } = JSON.parse(
      readFileSync(join(data, 'addresses/ordinary-us-1000.json'), 'utf8'),
    ) as { addresses: Ordinary[] }
    const flats = ['', ' Apt 4', ' #1204', ' Unit B', ' Suite 100', ' Bldg 2 Apt 12', ' Ste 355-1204']
    const ordinary = homes.flatMap((home) =>
      flats.map(
        (flat) =>
          `${home.address1}${home.address2 ? ` ${home.address2}` : ''}${flat}, ${home.city}, ${home.state} ${home.postalCode}`,
      ),
    )
    const wrong = found(list, ordinary)
    const misfits = found(list, ordinary, addressForm)
    const read = ordinary.map(postal).filter((a) => a.number && a.street && a.city && a.region && a.postcode)

    // the same houses with another door, and the houses next to them
    const doored = entries.filter((e) => postal(withBox(e, '')).units.length > 0)
    const neighbours = doored.map((e) => {
      const { number, street } = postal(withBox(e, ''))
      return `${number} ${street} Apt 97, ${e.city}, ${e.region} ${e.postcode}`
    })
    const nextDoor = entries
      .filter((e) => /^\d/.test(e.street) && !/pmb|mailstop/i.test(e.street))
      .map(
        (e) =>
          `${withBox(e, '12').replace(/^\d+/, (k) => String(Number(k) + 2))}, ${e.city}, ${e.region} ${e.postcode}`,
      )

    const speed = (label: string, addresses: readonly string[]) => {
      const work = () => {
        for (const a of addresses) mailboxOf(list, facts.forwarders.data, a)
      }
      work()
      // time of the processor: other work on the machine does not count
      const before = process.cpuUsage()
      for (let i = 0; i < 20; i++) work()
      const { user, system } = process.cpuUsage(before)
      return `${label} ${((user + system) / 20 / addresses.length).toFixed(1)} µs`
    }

    return [
      {
        title: 'Mailbox businesses',
        targets: [
          {
            what: 'Listed addresses as people write them, found',
            aim: '≥ 95 %',
            measured: interval(all, n),
            met: all / n >= 0.95,
            n: `${entries.length} addresses, ${rows.length} spellings each`,
          },
          {
            what: 'Ordinary homes taken for mailboxes',
            aim: '0',
            measured: String(wrong),
            met: wrong === 0,
            n: `${homes.length} homes, ${flats.length} ways of naming a flat each`,
          },
        ],
        notes: [
          `The list is loaded as telltale intel loads it. Whoever wrote the reading of addresses saw this list: the spellings are stated ones, not a sample of what applicants write. The file of ordinary homes has ${homes.length}, in 16 states.`,
          `Without the list, from chains, forms and ${built} built-in addresses alone: ${share(without, entries.length)} of the listed addresses are found.`,
          `Another flat in the house of a listed suite: ${found(list, neighbours)} of ${neighbours.length} taken for the mailbox. The house two numbers on: ${found(list, nextDoor)} of ${nextDoor.length}.`,
          `Ordinary homes read whole (house, street, town, state, postcode): ${share(read.length, ordinary.length)}. Said not to fit together: ${misfits} of ${ordinary.length}.`,
          `Time of one address with ${list.addresses.length} on the list: ${speed('ordinary', ordinary)}, ${speed(
            'listed',
            entries.map((e) => spellings['as listed']!(e, '12', below)),
          )}.`,
        ],
        tables: [{ title: 'By spelling', columns: ['written', 'addresses', 'found'], rows }],
      },
    ]
  },
}

export default bench
