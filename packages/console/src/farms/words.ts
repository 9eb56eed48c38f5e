import {
  caps,
  type Evidence,
  type FarmMemberView,
  type FarmTieView,
  type FarmView,
  type SubjectRef,
  schemes,
  type WordView,
} from '@telltale/core'
import { count, idOf, percent, plural, schemeNames, shortDate } from '../format.ts'

/** What a shared attribute is called, alone and in number. */
const nouns: Record<string, [string, string]> = {
  phone: ['phone number', 'phone numbers'],
  email: ['mailbox', 'mailboxes'],
  address: ['delivery address', 'delivery addresses'],
  account: ['pay account', 'pay accounts'],
  network: ['router', 'routers'],
  exit: ['network exit', 'network exits'],
  display: ['monitor', 'monitors'],
  authenticator: ['authenticator', 'authenticators'],
  profile: ['profile', 'profiles'],
  handle: ['handle', 'handles'],
  resume: ['résumé text', 'résumé texts'],
  submission: ['submission', 'submissions'],
  recipient: ['signature', 'signatures'],
  gadget: ['remote-control box', 'remote-control boxes'],
  relay: ['relay id', 'relay ids'],
}

export function nounOf(ref: SubjectRef, many = false): string {
  const type = ref.slice(0, ref.indexOf(':'))
  const known = nouns[type]
  if (known) return known[many ? 1 : 0]
  return many ? `${type.replaceAll('-', ' ')}s` : type.replaceAll('-', ' ')
}

/** A shared attribute by name: what it is and as people are shown it, the word not said twice. */
export function attributeName(ref: SubjectRef, shown: string): string {
  const type = ref.slice(0, ref.indexOf(':'))
  if (/^(?:an?|the) /.test(shown)) return shown
  const rest = shown.startsWith(`${type} `) ? shown.slice(type.length + 1) : shown
  return rest.startsWith(nounOf(ref)) ? rest : `${nounOf(ref)} ${rest}`
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] // biome-ignore format: a list

export function spelled(n: number): string {
  return numbers[n] ?? count(n)
}

/** "Two doors, nine laptops"; by identities where laptops are not known, by what is shared where there is no door. */
export function farmTitle(farm: Pick<FarmView, 'members' | 'doors' | 'ties'>): string {
  const laptops = new Set(farm.members.flatMap((m) => m.devices)).size
  const people =
    laptops >= farm.members.length && laptops > 0
      ? `${spelled(laptops)} ${laptops === 1 ? 'laptop' : 'laptops'}`
      : `${spelled(farm.members.length)} ${farm.members.length === 1 ? 'identity' : 'identities'}`
  const doors = farm.doors.length
  const first =
    doors > 0
      ? `${spelled(doors)} ${doors === 1 ? 'door' : 'doors'}`
      : `one ${farm.ties[0] ? nounOf(farm.ties[0].attribute) : 'link'}`
  return `${first[0]!.toUpperCase()}${first.slice(1)}, ${people}`
}

/** "$405,650 + €12,000"; undefined where no pay is known. */
export function payInWords(pay: readonly { amount: number; currency: string }[]): string | undefined {
  if (pay.length === 0) return undefined
  return pay.map(money).join(' + ')
}

export function money({ amount, currency }: { amount: number; currency: string }): string {
  try {
    return amount.toLocaleString('en-US', { style: 'currency', currency, maximumFractionDigits: 0 })
  } catch {
    // A source may write a currency that nobody knows.
    return `${count(Math.round(amount))} ${currency}`
  }
}

/** What the newest measurement of hands says of a member. */
export function handsOf(
  member: Pick<FarmMemberView, 'item'>,
): 'not local' | 'local' | 'unremarkable' | undefined {
  const legs = member.item.legs.filter((l) => l.leg === 'hands')
  if (legs.length === 0) return undefined
  if (legs.some((l) => l.reads === 'contradicts')) return 'not local'
  return legs.some((l) => l.reads === 'clears') ? 'local' : 'unremarkable'
}

/** "5 of 9 hands measured, 0 local". */
export function handsInWords(members: readonly Pick<FarmMemberView, 'item'>[]): string {
  const hands = members.map(handsOf)
  const measured = hands.filter((h) => h !== undefined).length
  const local = hands.filter((h) => h === 'local').length
  return `${measured} of ${members.length} hands measured${measured > 0 ? `, ${local} local` : ''}`
}

/** "1 of 9,310 monitors is on two or more." */
export function howCommon({ attribute, commonness: { known, shared } }: FarmTieView): string {
  if (known === 0) return 'not known: no other of its kind is stored'
  return `${count(shared)} of ${plural(known, nounOf(attribute), nounOf(attribute, true))} ${
    shared === 1 ? 'is' : 'are'
  } on two or more`
}

/** A tie that was seen on more than this farm has: it may be an office, a carrier, a shop. */
export function reachesBeyond(tie: FarmTieView): boolean {
  return tie.size > Math.max(tie.members.length, tie.devices.length)
}

/** One line of a weight, in the order in which it is read. */
export interface WeightRow {
  label: string
  weight: number
}

/**
 * A link's weight line by line. Where the detector shows its fields with weights, these; else what its strongest
 * finding weighs for each way in which the claim can be false.
 */
export function weightRows(evidence: readonly Evidence[]): { by: 'field' | 'scheme'; rows: WeightRow[] } {
  const strongest = strongestOf(evidence)
  for (const exhibit of strongest?.exhibits ?? []) {
    if (exhibit.type !== 'table') continue
    const at = exhibit.columns.findIndex((c) => /weight/i.test(c))
    if (at < 0) continue
    const rows = exhibit.rows.flatMap((r): WeightRow[] => {
      const weight = typeof r[at] === 'number' ? r[at] : Number(String(r[at]).replace('−', '-'))
      return Number.isFinite(weight) ? [{ label: labelOf(r, at), weight }] : []
    })
    if (rows.length > 0) return { by: 'field', rows }
  }
  const rows = schemes
    .filter((s) => strongest?.weights[s])
    .map((s): WeightRow => ({ label: schemeNames[s], weight: strongest!.weights[s]! }))
  return { by: 'scheme', rows: rows.sort((a, b) => b.weight - a.weight) }
}

function labelOf(row: readonly (string | number)[], weightAt: number): string {
  return row
    .filter((_, i) => i !== weightAt)
    .slice(0, 2)
    .join(', ')
}

export function strongestOf(evidence: readonly Evidence[]): Evidence | undefined {
  return [...evidence].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0]
}

/** What a tie comes to: its weight, and from what it was capped. */
export function cappedFrom(tie: FarmTieView, rows: { by: string; rows: WeightRow[] }): number | undefined {
  const sum =
    rows.by === 'field' ? rows.rows.reduce((s, r) => s + r.weight, 0) : (rows.rows[0]?.weight ?? tie.weight)
  const cap = caps.links.cap
  const from = Math.max(sum, tie.weight)
  const held = Math.min(tie.weight, cap)
  return from - held >= 0.05 ? from : undefined
}

/** What would be left if one tie were wrong, in sentences. */
export function ifWrong(
  farm: Pick<FarmView, 'members' | 'sure'>,
  tie: FarmTieView,
  parts: string,
): { falls: string; sure?: string } {
  const falls = tie.leaves
    ? `The farm falls apart: ${parts}. Each case keeps its other evidence.`
    : `The other links still hold all ${farm.members.length} together.`
  if (farm.sure.restsOn !== tie.attribute) return { falls }
  return {
    falls,
    sure: `How sure it is falls from ${percent(farm.sure.probability)} to ${percent(farm.sure.low)}: no other link costs more.`,
  }
}

/** What somebody said, as a sentence. `name` gives what people know a subject by. */
export function wordInWords(word: WordView, name: (ref: SubjectRef) => string): string {
  if (word.is === 'not-tied')
    return `${word.shown === undefined ? name(word.a) : attributeName(word.a, word.shown)} does not tie ${word.b === undefined ? 'anybody' : name(word.b)}`
  const both = `${name(word.a)} and ${name(word.b ?? word.a)}`
  return word.is === 'same-person' ? `${both} are one person` : `${both} are never again one person`
}

/** What a subject or an attribute is called where its pseudonym may be known. */
export function namer(
  members: readonly Pick<FarmMemberView, 'subject' | 'item'>[],
  ties: readonly Pick<FarmTieView, 'attribute' | 'shown'>[],
): (ref: SubjectRef) => string {
  const known = new Map<SubjectRef, string>([
    ...members.map((m): [SubjectRef, string] => [m.subject, m.item.pseudonym]),
    ...ties.map((t): [SubjectRef, string] => [t.attribute, attributeName(t.attribute, t.shown)]),
  ])
  return (ref) =>
    known.get(ref) ??
    (/^(?:person|application|device):/.test(ref) ? idOf(ref) : `${nounOf(ref)} ${idOf(ref).slice(0, 8)}`)
}

/** "6 Apr – 7 Jul". `to` is the first moment after. */
export function daysInWords(from: number, to: number): string {
  const [a, b] = [shortDate(from), shortDate(to - 1)]
  return a === b ? a : `${a} – ${b}`
}
