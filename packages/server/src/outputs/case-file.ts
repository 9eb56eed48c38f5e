import { hash } from 'node:crypto'
import {
  type Abstention,
  type CaseView,
  type ClaimTested,
  canonical,
  caps,
  type Detector,
  type Evidence,
  type Exhibit,
  type Millis,
  score,
} from '@telltale/core'
import { masking } from './masking.ts'
import { count, isoDay, lastDay, percent, schemeSays, signed } from './sentences.ts'

/** What a case file holds, in the order of its pages; `pdf.ts` draws it. Plain JSON, so that it can be hashed. */
export type Block =
  | { is: 'title'; text: string; sub: string[] }
  | { is: 'heading'; text: string; newPage?: true }
  | { is: 'text'; text: string; look?: 'dim' | 'bold' }
  | { is: 'list'; items: string[] }
  | { is: 'strip'; cells: StripCell[] }
  | { is: 'weights'; rows: WeightRow[] }
  | {
      is: 'piece'
      accuses: boolean
      says: string
      source: string
      weight: number
      basis: string
      exhibits: Exhibit[]
    }
  | { is: 'table'; columns: { title: string; share: number }[]; rows: string[][] }
  /** From here on every page ends with these lines, until a band without any. */
  | { is: 'band'; title: string; lines: string[] }

export interface StripCell {
  title: string
  says: string
  reads: 'contradicts' | 'agrees' | 'unremarkable' | 'not measured'
}

export interface WeightRow {
  label: string
  note: string
  weight: number
  /** Assumed and simulated weights are hatched. */
  assumed: boolean
  total?: true
}

export interface CaseFile {
  title: string
  blocks: Block[]
  /** SHA-256 of the content, printed on every page and kept in the audit log. */
  sha256: string
  madeAt: Millis
}

export interface CaseFileOptions {
  detectors: ReadonlyMap<string, Detector>
  company: string
  madeAt: Millis
  madeBy: string
  /**
   * With what third parties could be known by: other people by their ids, and free texts. Only after counsel has reviewed
   * it; otherwise others stand there by pseudonym and texts that people wrote are left out.
   */
  full: boolean
}

const cells: Record<ClaimTested, string> = {
  place: 'Place',
  device: 'Device',
  hands: 'Hands',
  identity: 'Identity',
  pay: 'Pay',
}
const mostPieces = 60
const mostClears = 3

/** The file of one case, for a hearing: what accuses and what clears on the same pages, and what people did. */
export function caseFile(view: CaseView, options: CaseFileOptions): CaseFile {
  const { full, madeAt, company, madeBy, detectors } = options
  const { work, score: s } = view
  const masked = full ? (text: string) => text : masking(view.subject)
  const evidence = view.evidence.filter((e) => !e.shadow && e.weighsOn.includes(view.subject))
  const accusing = pieces(
    evidence.filter((e) => e.is === 'evidence'),
    s.scheme,
  )
  const clearing = pieces(
    evidence.filter((e) => e.is === 'clear'),
    s.scheme,
  )
  const decided = work.decided
  const written: Block[] = [
    {
      is: 'title',
      text: `Case ${view.case}: ${view.pseudonym}`,
      sub: [
        `${company}. Subject ${view.subject}. State: ${work.state}.`,
        decided
          ? `Decided on ${time(decided.at)}: ${conclusions[decided.conclusion]}${decided.ground ? `, on the ground of ${grounds[decided.ground]}` : ', without independent ground'}.`
          : 'Not decided. Telltale decides nothing about anybody.',
        `Made on ${time(madeAt)} by ${madeBy}.`,
        full
          ? 'With other people’s ids and free texts, after counsel’s review.'
          : 'Other people stand here by pseudonym; what people wrote in comments, replies and files is left out until counsel has reviewed it.',
      ],
    },
    { is: 'heading', text: 'What is claimed, and what the evidence says of it' },
    { is: 'strip', cells: strip(evidence, view.abstentions, s.scheme, detectors).map((c) => ({ ...c, says: masked(c.says) })) }, // biome-ignore format: one block
    { is: 'heading', text: `How it adds up: ${schemeSays[s.scheme]}, if the evidence holds` },
    { is: 'weights', rows: weightRows(view) },
    {
      is: 'text',
      look: 'dim',
      text: `Weights are log₁₀ likelihood ratios against honest. Together they make ${percent(s.probability)} (${s.calibrated ? `calibrated on ${count(s.calibrated.n, 'decision')}` : 'assumed model'}), model ${s.model}. Hatched: assumed or simulated.`,
    },
    { is: 'heading', text: 'Evidence', newPage: true },
    {
      is: 'band',
      title: clearing.length > 0 ? `What clears (${clearing.length})` : 'What clears',
      lines:
        clearing.length === 0
          ? ['Nothing that was measured clears; what was not measured stands at the end of this file.']
          : [
              ...clearing
                .slice(0, mostClears)
                .map((e) => `${signed(e.weights[s.scheme] ?? 0)}  ${masked(e.says)}`),
              ...(clearing.length > mostClears ? [`… and ${clearing.length - mostClears} more, in full below.`] : []), // biome-ignore format: one line
            ],
    },
    ...accusing.slice(0, mostPieces).map((e) => piece(e, true, s.scheme, detectors, masked)),
    ...(accusing.length > mostPieces
      ? [{ is: 'text' as const, look: 'dim' as const, text: `… and ${accusing.length - mostPieces} more.` }]
      : []),
    ...clearing.slice(0, mostPieces).map((e) => piece(e, false, s.scheme, detectors, masked)),
    { is: 'band', title: '', lines: [] },
    { is: 'heading', text: 'How else could it be explained?', newPage: true },
    { is: 'list', items: unique(accusing.flatMap((e) => detectors.get(e.detector)?.benign ?? [])) },
    { is: 'heading', text: 'What would clear this person?' },
    { is: 'list', items: unique(accusing.flatMap((e) => detectors.get(e.detector)?.clears ?? [])) },
    ...seats(view),
    ...acts(view, full),
    ...(full ? texts(view) : []),
    ...files(view, full),
    { is: 'heading', text: 'Not measured' },
    {
      is: 'list',
      items:
        view.abstentions.length === 0
          ? ['Every detector that looked could judge.']
          : unique(view.abstentions.map((a) => `${detectors.get(a.detector)?.title ?? a.detector} ${sentence(a.because)}`)).map(masked), // biome-ignore format: one list
    },
  ]
  // Reasons that people gave may name others too.
  const blocks = JSON.parse(masked(JSON.stringify(written))) as Block[]
  return {
    title: `Case ${view.case}`,
    blocks,
    sha256: hash('sha256', canonical(blocks)),
    madeAt,
  }
}

const conclusions = {
  misrepresentation: 'misrepresentation of identity or location',
  cleared: 'cleared',
  'leak-or-mistake': 'a leak or a mistake',
  unsure: 'unsure',
} as const

const grounds = {
  admission: 'an admission',
  'recovered-device': 'a recovered device',
  'in-person': 'a check in person',
  issuer: 'the issuer of a document',
} as const

/** Of each detector and subject the heaviest window, the heaviest first. */
function pieces(evidence: readonly Evidence[], scheme: keyof Evidence['weights']): Evidence[] {
  const best = new Map<string, Evidence>()
  const size = (e: Evidence) => Math.abs(e.weights[scheme] ?? 0)
  for (const e of evidence) {
    const key = `${e.detector}|${e.subject}`
    const known = best.get(key)
    if (!known || size(e) > size(known) || (size(e) === size(known) && e.to > known.to)) best.set(key, e)
  }
  return [...best.values()].sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1))
}

function piece(
  e: Evidence,
  accuses: boolean,
  scheme: keyof Evidence['weights'],
  detectors: ReadonlyMap<string, Detector>,
  masked: (text: string) => string,
): Block {
  const { basis, on, n } = e.calibration
  const lists = Object.entries(e.lists).map(([list, version]) => `${list} ${version}`)
  return {
    is: 'piece',
    accuses,
    says: masked(e.says),
    weight: e.weights[scheme] ?? 0,
    source: [
      `${detectors.get(e.detector)?.title ?? e.detector} (${e.detector}, version ${e.version})`,
      `${isoDay(e.from)} to ${lastDay(e.to)}`,
      `evidence ${e.id}`,
      ...(lists.length > 0 ? [`lists: ${lists.join(', ')}`] : []),
    ].join(' · '),
    basis: `Weight ${basis} on ${on}${n === undefined ? '' : `, n = ${n.toLocaleString('en-US')}`}.`,
    exhibits: JSON.parse(masked(JSON.stringify(e.exhibits))) as Exhibit[],
  }
}

function strip(
  evidence: readonly Evidence[],
  abstentions: readonly Abstention[],
  scheme: keyof Evidence['weights'],
  detectors: ReadonlyMap<string, Detector>,
): StripCell[] {
  const tests = (id: string) => detectors.get(id)?.tests
  return (Object.keys(cells) as ClaimTested[]).map((cell) => {
    const found = evidence.filter((e) => tests(e.detector) === cell)
    const weight = score(found).schemes.find((x) => x.scheme === scheme)!.weight
    const [strongest] = pieces(found, scheme)
    const because = abstentions.find((a) => tests(a.detector) === cell)?.because
    return {
      title: cells[cell],
      says: strongest?.says ?? sentence(because ?? 'no input that would test it'),
      reads: !strongest ? 'not measured' : weight > 0.05 ? 'contradicts' : weight < -0.05 ? 'agrees' : 'unremarkable', // biome-ignore format: one choice
    }
  })
}

function weightRows({ score: s, evidence }: CaseView): WeightRow[] {
  const scheme = s.schemes.find((x) => x.scheme === s.scheme)!
  const basis = new Map(evidence.map((e) => [e.family, e.calibration.basis]))
  const parts = scheme.parts
    .filter((p) => Math.abs(p.weight) >= 0.05)
    .sort((a, b) => b.weight - a.weight)
    .map((p) => ({
      label: caps[p.family].title,
      note: p.capped ? `capped at ${signed(p.weight)}` : count(p.detectors.length, 'detector'),
      weight: p.weight,
      assumed: basis.get(p.family) !== 'measured',
    }))
  return [
    { label: 'Before any evidence', note: 'prior', weight: scheme.prior, assumed: true },
    ...parts,
    { label: 'Together', note: '', weight: scheme.prior + scheme.weight, assumed: false, total: true },
  ]
}

function seats({ work }: CaseView): Block[] {
  return [
    { is: 'heading', text: 'Who decided' },
    work.seats.length === 0
      ? { is: 'text', text: 'Nobody has recorded a view.' }
      : {
          is: 'table',
          columns: [
            { title: 'Who', share: 2 },
            { title: 'When', share: 2 },
            { title: 'Concludes', share: 3 },
            { title: 'Because', share: 5 },
          ],
          rows: work.seats.map((seat) => [
            seat.name ?? seat.by,
            time(seat.at),
            seat.conclusion
              ? `${conclusions[seat.conclusion]}${seat.ground ? ` (${grounds[seat.ground]})` : ''}${seat.lapsed ? `; lapsed: ${seat.lapsed}` : ''}`
              : 'not shown to this reader yet',
            seat.because ?? '',
          ]),
        },
  ]
}

/** Acts in words; what was written in them only where the file is a full one. */
function acts({ work }: CaseView, full: boolean): Block[] {
  return [
    { is: 'heading', text: 'What was done' },
    {
      is: 'table',
      columns: [
        { title: 'When', share: 2 },
        { title: 'Who', share: 2 },
        { title: 'Did', share: 3 },
        { title: 'Because', share: 4 },
      ],
      rows: work.acts.map((act) => [
        time(act.at),
        act.by,
        act.is.replaceAll('-', ' ') + ('to' in act && act.to ? ` to ${act.to}` : ''),
        (full || act.is !== 'commented' ? act.because : '') ?? '',
      ]),
    },
  ]
}

function texts({ work }: CaseView): Block[] {
  const rows = [
    ...work.comments.map((c) => [time(c.at), c.name ?? c.by, c.text]),
    ...work.replies.map((r) => [time(r.at), r.is === 'replied' ? 'the person’s reply' : 'the person’s appeal', r.text]), // biome-ignore format: one row
  ]
  if (rows.length === 0) return []
  return [
    { is: 'heading', text: 'What people wrote' },
    {
      is: 'table',
      columns: [
        { title: 'When', share: 2 },
        { title: 'Who', share: 2 },
        { title: 'Wrote', share: 7 },
      ],
      rows,
    },
  ]
}

function files({ work }: CaseView, full: boolean): Block[] {
  if (work.attachments.length === 0) return []
  return [
    { is: 'heading', text: 'Files, as they were captured' },
    {
      is: 'table',
      columns: [
        { title: 'File', share: 3 },
        { title: 'Captured', share: 2 },
        { title: 'SHA-256', share: 5 },
        { title: 'Custody', share: 3 },
      ],
      rows: work.attachments.map((a) => [
        full ? `${a.name} (${a.type})` : a.type,
        `${time(a.at)}, ${a.bytes.toLocaleString('en-US')} bytes`,
        a.sha256,
        a.custody.map((c) => `${c.did} ${time(c.at)} by ${c.by}`).join('; '),
      ]),
    },
  ]
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}

function sentence(text: string): string {
  return text === ''
    ? text
    : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

function time(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
