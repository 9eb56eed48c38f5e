import { type Evidence, type ObservationView, pseudonym, type SubjectRef, typeOf } from '@telltale/core'
import type { Context } from '../api/context.ts'
import type { Correction } from '../store/privacy.ts'
import { theirsIn } from './about.ts'
import { retentionDays } from './retention-rule.ts'

/** Everything that is kept of a person, for themselves. Times are milliseconds since the epoch. */
export interface SubjectExport {
  subject: string
  /** Applications and devices that are theirs. */
  theirs: string[]
  madeAt: number
  company: string
  /** `original`: as it is kept, for counsel alone. */
  thirdParties: 'removed' | 'original'
  observations: (Omit<ObservationView, 'attributes'> & { shown: string[]; corrected?: Correction[] })[]
  /** Findings for and against, in plain words. */
  findings: {
    says: string
    is: Evidence['is']
    title: string
    why: string
    /** What else could explain it, and what clears it. */
    benign: readonly string[]
    clears: readonly string[]
    from: number
    to: number
    basis: string
    weighs: boolean
  }[]
  notMeasured: { title: string; because: string }[]
  decisions: { at: number; by: string; conclusion: string; because?: string }[]
  /** Who looked, by office and never by name. */
  looked: { at: number; did: string; as: string }[]
  retentionDays: Record<string, number>
  notes: string[]
}

const lookedMost = 5000

/**
 * Gathers what is kept of a subject. Other people are replaced by “another person 1”, 2, …; files that were attached to a
 * case are named, not included. Undefined where nothing is known of them.
 */
export async function exportOf(
  context: Context,
  subject: SubjectRef,
  original: boolean,
): Promise<SubjectExport | undefined> {
  const { store, engine, now, config, accounts, work } = context
  const { subjects, shared } = theirsIn(engine.directory, subject)
  const own = new Set<SubjectRef>([...subjects, ...shared])
  const observations = new Map<string, ObservationView>()
  // What is about a shared device alone may be about its other holder: only what names them is theirs.
  for (const ref of subjects)
    for await (const page of store.observationsOf(ref))
      for (const row of page) observations.set(`${row.source}\0${row.id}`, row)
  const corrections = (await Promise.all(subjects.map((ref) => store.corrections(ref)))).flat()
  const evidence = new Map<string, Evidence>()
  const silent = new Map<string, { title: string; because: string }>()
  for (const ref of subjects) {
    for (const e of await store.evidence({ subject: ref, limit: 10_000 })) evidence.set(e.id, e)
    for (const a of await store.abstentions(ref)) {
      const title = engine.detectors.get(a.detector)?.title ?? a.detector
      silent.set(`${title} ${a.because}`, { title, because: a.because })
    }
  }
  if (observations.size === 0 && evidence.size === 0) return undefined
  const shownOf = (e: Evidence) => original || engine.detectors.get(e.detector)?.audience !== 'counsel'
  const looked = (
    await Promise.all(subjects.map((about) => store.audit({ about, limit: lookedMost })))
  ).flat()
  const offices = (by: string) =>
    accounts.get(by)?.roles.join(', ') ??
    (/^(?:token:|machine|telltale)/.test(by)
      ? 'software'
      : by === 'subject'
        ? 'themselves'
        : 'somebody who has left')
  const decisions = (await work.decisions()).filter((d) => own.has(d.subject))
  const states = await Promise.all([...new Set(decisions.map((d) => d.case))].map((id) => work.full(id)))
  const acts = states.flatMap((full) => full?.acts ?? [])
  const made: SubjectExport = {
    subject,
    theirs: [...own].slice(1),
    madeAt: now(),
    company: config.company,
    thirdParties: original ? 'original' : 'removed',
    observations: [...observations.values()]
      .sort((a, b) => a.at - b.at)
      .map(({ attributes, ...row }) => {
        const corrected = corrections.filter((c) => c.source === row.source && c.observation === row.id)
        return {
          ...row,
          shown: attributes.map((a) => a.shown),
          ...(corrected.length > 0 && { corrected: corrected.map((c) => ({ ...c, by: offices(c.by) })) }),
        }
      }),
    findings: [...evidence.values()].filter(shownOf).map((e) => {
      const detector = engine.detectors.get(e.detector)
      return {
        ...{ says: e.says, is: e.is, from: e.from, to: e.to, basis: e.calibration.basis },
        title: detector?.title ?? e.detector,
        why: detector?.why ?? '',
        ...{ benign: detector?.benign ?? [], clears: detector?.clears ?? [], weighs: !e.shadow },
      }
    }),
    notMeasured: [...silent.values()],
    decisions: acts.flatMap((act) =>
      act.is === 'viewed'
        ? [
            {
              at: act.at,
              by: offices(act.by),
              conclusion: act.conclusion,
              ...(act.because && { because: act.because }),
            },
          ]
        : [],
    ),
    looked: looked
      .filter((entry) => entry.did !== 'privacy.erased')
      .map(({ at, did, by }) => ({ at, did, as: offices(by) })),
    retentionDays: await retentionDays(store),
    notes: [
      'Raw times of keys, pointer and connections are not stored: what was measured of them is in the findings.',
      'Shared things, such as a phone number or an address, are kept as a keyed hash beside what is shown here.',
      ...(original
        ? [
            'This is the original, with what it says of other people: it is for counsel, and not to be handed out.',
          ]
        : [
            'Other people have been replaced. Files that were attached to a case are handed out by the people who work on it.',
          ]),
    ],
  }
  return original ? made : withoutOthers(made, own, [...observations.values()], [...evidence.values()])
}

/** Replaces everybody else wherever they are named: by reference, id or pseudonym. */
function withoutOthers(
  made: SubjectExport,
  own: ReadonlySet<SubjectRef>,
  rows: readonly ObservationView[],
  evidence: readonly Evidence[],
): SubjectExport {
  const others = new Set<SubjectRef>()
  const note = (ref: SubjectRef) => {
    if (!own.has(ref) && ['person', 'application', 'device'].includes(typeOf(ref))) others.add(ref)
  }
  for (const row of rows) row.about.forEach(note)
  for (const e of evidence) for (const ref of [...e.subjects, ...e.weighsOn]) note(ref)
  const text = JSON.stringify(made)
  for (const [, ref] of text.matchAll(/((?:person|application|device):[^\s"\\,;)]+)/g))
    note(ref as SubjectRef)
  const numbers = new Map([...others].sort().map((ref, i) => [ref, i + 1]))
  const spelt: [string, string][] = []
  for (const [ref, n] of numbers) {
    const name = `another ${typeOf(ref) === 'device' ? 'device' : 'person'} ${n}`
    const id = ref.slice(ref.indexOf(':') + 1)
    spelt.push([ref, name], [pseudonym(ref), name])
    if (id.length >= 3) spelt.push([id, name])
  }
  // The longest first, so that W-1 does not break W-12.
  spelt.sort(([a], [b]) => b.length - a.length)
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string')
      return spelt.reduce(
        (kept, [was, is]) => (kept.includes(was) ? replaceWhole(kept, was, is) : kept),
        value,
      )
    if (Array.isArray(value)) return value.map(replace)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, replace(v)]))
  }
  const { subject, theirs, ...rest } = made
  return { subject, theirs, ...(replace(rest) as Omit<SubjectExport, 'subject' | 'theirs'>) }
}

/** Only where it stands as a whole: not within a longer id. */
function replaceWhole(text: string, was: string, is: string): string {
  const escaped = was.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'g'), is)
}
