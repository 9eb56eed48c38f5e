import { detectors as builtIn, type Kind, type KindDefinition, kinds } from '@telltale/core'
import type { Context } from '../api/context.ts'
import { policies } from '../sensing/policy.ts'
import { appealDays } from './floors.ts'
import { noticeOf, sensorNames } from './notices.ts'
import { periods, retentionDays } from './retention-rule.ts'
import type { KeptPolicy } from './timing.ts'

export const documentNames = ['dpia', 'notices', 'annex'] as const
export type DocumentName = (typeof documentNames)[number]

/** What the documents are made from: what is switched on and held now. */
interface Now {
  company: string
  at: number
  sensors: Record<string, boolean>
  policies: readonly KeptPolicy[]
  days: Record<string, number>
  heard: readonly { kind: string; count: number }[]
  outputs: string[]
  lastRun?: number
  sealed: boolean
}

/** A document in Markdown, made from what is switched on now. It is a draft for those who answer for it, not legal advice. */
export async function documentOf(context: Context, name: DocumentName): Promise<string> {
  const { store, timing, config, now } = context
  const switches = await policies(store).get()
  const [last] = await store.retentionRuns(1)
  const simulated = (await store.simulated()) > 0
  const state: Now = {
    company: config.company,
    at: now(),
    sensors: { ...switches, gateway: true },
    policies: timing.policies(),
    days: await retentionDays(store),
    heard: await store.heardFrom(),
    outputs: await outputsOn(context),
    ...(last && { lastRun: last.endedAt }),
    sealed: context.keys !== undefined,
  }
  const made = { dpia, notices, annex }[name](state, context)
  const demo = simulated
    ? '\n> The simulated demo company is loaded: kinds and counts below include it. Remove it before you use this document.\n'
    : ''
  return `${made.replace('\n\n', `\n${demo}\n`)}\n`.replace(/\n{3,}/g, '\n\n')
}

/** Other systems that are told something, by the name that somebody gave them. */
async function outputsOn({ store }: Context): Promise<string[]> {
  const set = (await store.setting('outputs')) as
    | { targets?: { id?: string; name?: string; kind?: string; on?: boolean }[] }
    | undefined
  return (set?.targets ?? [])
    .filter((t) => t.on !== false)
    .map((t) => [t.name ?? t.id ?? 'a target', t.kind && `(${t.kind})`].filter(Boolean).join(' '))
}

function date(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return 'None.'
  return [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n')
}

function policyTable(now: Now): string {
  return table(
    ['employer', 'place', 'collected', 'because', 'acknowledged by', 'since'],
    now.policies.map((p) => [
      p.entity === '*' ? 'every one' : p.entity,
      p.place === '*' ? 'everywhere' : p.place,
      p.kinds.join(', ') || 'nothing',
      ...[p.because, p.acknowledgedBy, date(p.setAt)],
    ]),
  )
}

function kindTable(now: Now, which: (kind: Kind) => boolean): string {
  const heard = new Map(now.heard.map((h) => [h.kind, h.count]))
  return table(
    ['kind', 'what it says', 'what of it is personal', 'kept, days', 'received so far'],
    (Object.keys(kinds) as Kind[])
      .filter(which)
      .map((kind) => [
        kind,
        kinds[kind].title,
        kinds[kind].privacy,
        String(now.days[kind]),
        String(heard.get(kind) ?? 0),
      ]),
  )
}

const never = [
  'Which key was pressed, any text that is typed, what is on a screen, sound, pictures, faces, voices.',
  'Nationality, birthplace, native language, accent, photographs and what stands for them: dropped on arrival, and no detector can read a written name.',
  'A decision by software. What is adverse takes two people with a reason, who have read what speaks for the person.',
]

const rights = [
  `See: an export of everything that is kept, readable and as data, from the people who run Telltale here ("telltale subject export").`,
  'Correct: what is wrong is taken out of what is judged, and both stay on record.',
  `Erase: everything, but not while a case is open, within ${appealDays} days after a decision (so that an appeal can be heard), or under a legal hold.`,
  'Answer before anything is decided, appeal afterwards, and ask for a check that is not about timing without saying why.',
]

function isTiming(kind: Kind): boolean {
  return (kinds[kind] as KindDefinition<unknown>).timing === true
}

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')

function dpia(now: Now, context: Context): string {
  const received = new Set(now.heard.map((h) => h.kind))
  const running = [...context.engine.detectors.values()].filter(
    (d) => d.status !== 'retired' && d.reads.some((kind: Kind) => received.has(kind)),
  )
  const measured = (basis: string) => running.filter((d) => d.calibration.basis === basis).length
  return `# Data protection impact assessment: Telltale at ${now.company}

Made by Telltale on ${date(now.at)} from what is switched on and received there. A draft for those who answer for it: necessity, proportionality and the law of each place are theirs to judge. Not legal advice.

## What for

To tell whether applicants and remote workers are where, and who, they say they are, and so that people can check with them. Telltale lists and explains; people decide. Never to measure performance, attendance or conduct: nothing in it shows how much or how fast somebody works.

## What is collected of times, and where

Off unless a policy covers employer and every plausible place of work; the strictest counts.

${policyTable(now)}

${table(
  ['sensor', 'switch', 'collected now', 'not collected'],
  sensorNames.map((sensor) => {
    const n = noticeOf(sensor, {
      on: now.sensors[sensor]!,
      policies: now.policies,
      keptDays: now.days.measurements!,
      company: now.company,
    })
    return [n.title, n.on ? 'on' : 'off', n.collected.join(', ') || 'nothing', n.off.join(', ')]
  }),
)}

## Which data

Received up to now:

${kindTable(now, (kind) => received.has(kind))}

Could be received, and was not: ${(Object.keys(kinds) as Kind[]).filter((kind) => !received.has(kind)).join(', ') || 'nothing'}.

## Never

${list(never)}

## How long

${table(
  ['what', 'days', 'of'],
  Object.entries(now.days).map(([what, days]) => [
    what,
    String(days),
    periods[what as keyof typeof periods].says,
  ]),
)}

A job removes what is past its time every day and writes down what it removed${now.lastRun ? `; the last one ended on ${date(now.lastRun)}` : '; it has not run yet'}. Floors: an open case, a legal hold, ${appealDays} days after a decision; what is of employment, while somebody works here.

## Who sees it, and who is told

Analysts and leads by pseudonym (a name is shown for a reason, which is on record); people partners and counsel; auditors see who looked; recruiters their own requisitions, without device data; administrators no case. Every view, reveal, export, decision and setting is in a log that can't be changed unseen.

Other systems that are told something: ${now.outputs.join(', ') || 'none'}.

## How it is protected

${list([
  now.sealed
    ? 'What identifies people (names, contacts, addresses, documents, résumés, free text) is encrypted where it is stored (AES-256-GCM); the key lies apart from the database and can be changed.'
    : 'This store is in memory: nothing is on a disk.',
  'What is shared (telephone, e-mail, address, account) is compared as keyed hashes.',
  'Not encrypted in itself: ids and pseudonyms, times, places of work, masked forms such as “…43”, and sentences of findings, which may quote a school, an employer or a street. Encrypt the disk as well.',
])}

## How well it works

${running.length} of ${builtIn.length} built-in and own detectors have something to read. Of these, weights rest on measurements for ${measured('measured')}, on simulated people for ${measured('simulated')}, and are assumed for ${measured('assumed')}; each finding says which. Probabilities are an assumed model until enough decisions with independent ground have calibrated them. Figures of a release are in bench/results of its source.

## Risks, and what is done about them

${table(
  ['risk', 'what is done'],
  [
    [
      'Somebody is suspected wrongly',
      'two independent causes open a case; innocent explanations and what would clear stand beside each finding; two people decide; false accusations are counted and shown',
    ],
    [
      'Somebody is treated worse for age, disability or origin',
      'see Never; reaction time can open no case alone; an equal check without timing; rates by group are reported from a table that no detector reads',
    ],
    [
      'People are watched',
      'policies by place, coarse histograms of a day, no content, no performance figure, notices',
    ],
    ['Data is lost or looked at', 'encryption, roles, sealed cases, a log of views, retention'],
  ],
)}

## Rights

${list(rights)}
`
}

function notices(now: Now): string {
  const texts = sensorNames.map((sensor) =>
    noticeOf(sensor, {
      on: now.sensors[sensor]!,
      policies: now.policies,
      keptDays: now.days.measurements!,
      company: now.company,
    }).text.replace(/^# /, '## '),
  )
  const applicants = (
    ['application', 'interview', 'submission', 'text', 'footprint', 'progress'] as const
  ).map((kind) => `${kinds[kind].title} ${kinds[kind].privacy}`)
  return `# Notices: ${now.company}

Made by Telltale on ${date(now.at)} from what is switched on. A draft: add who is responsible, how to reach them, and the law that it rests on. Not legal advice.

${texts.join('\n')}
## For applicants

Applications are compared with public lists and with other applications to ${now.company}, to find contradictions and reused papers. Everybody who applies for one position is asked the same; a further check follows from a stated contradiction only.

${list(applicants)}

You may: ${rights.map((r) => r.replace(/ \(.*?\)/, '')).join(' ')}
`
}

function annex(now: Now): string {
  return `# Annex for employees' representatives: Telltale at ${now.company}

Made by Telltale on ${date(now.at)} from what is switched on. A draft for an agreement. Not legal advice.

## 1. Purpose, and what it is not

To tell whether the person who works is where, and who, they say they are. It is not used to measure performance, attendance or conduct, and no figure in it does.

## 2. What is collected

${kindTable(now, isTiming)}

Where, by policy:

${policyTable(now)}

${table(
  ['sensor', 'now'],
  sensorNames.map((sensor) => {
    const n = noticeOf(sensor, {
      on: now.sensors[sensor]!,
      policies: now.policies,
      keptDays: now.days.measurements!,
      company: now.company,
    })
    return [n.title, n.collected.length > 0 ? n.collected.join(', ') : 'off']
  }),
)}

From systems that exist already:

${kindTable(now, (kind) => !isTiming(kind) && now.heard.some((h) => h.kind === kind))}

## 3. What is never collected

${list(never)}

## 4. Who sees it

By pseudonym: analysts and leads. With names, for a reason that is recorded: those who work on a case, people partners, counsel. Who looked: auditors, and the person concerned on request. Other systems that are told something: ${now.outputs.join(', ') || 'none'}.

## 5. What follows from it

Nothing by itself. A case takes two independent causes. An adverse decision takes two people, neither of whom is the manager or the referrer, who have read what speaks for the person and what the person answered.

## 6. How long

${table(
  ['what', 'days'],
  Object.entries(now.days).map(([what, days]) => [what, String(days)]),
)}

The job that removes it writes down what it did, and that can be inspected.

## 7. What everybody can do

${list(rights)}

## 8. Changes

A new sensor, kind, place or shorter notice is a change of this annex. Policies carry who acknowledged them and since when; every change is in the audit log.
`
}
