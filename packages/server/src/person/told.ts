import {
  type Abstention,
  type Detector,
  type Evidence,
  type Kind,
  kinds,
  type Millis,
  type PersonView,
  pseudonym,
  type SubjectRef,
  type ToldFinding,
  typeOf,
  type WorkState,
} from '@telltale/core'

/** How long after a decision an appeal is waited for. */
export const appealLife: Millis = 30 * 86_400_000

export interface Known {
  company: string
  state: WorkState
  evidence: readonly Evidence[]
  abstentions: readonly Abstention[]
  detectors: ReadonlyMap<string, Detector>
  /** The person's own: application and devices. */
  own: ReadonlySet<SubjectRef>
  /** How many observations of each kind are held. */
  held: ReadonlyMap<Kind, number>
  now: Millis
}

/**
 * What the person concerned is told of their own case: every finding that counts, for and against, in the words that
 * decide about it, and what else could explain it. Undefined until they have been given notice.
 */
export function toldOf(known: Known): PersonView | undefined {
  const { state, company, now } = known
  if (!state.notice) return undefined
  const decided = state.stands ? state.decisions.at(-1) : undefined
  const seats = decided
    ? state.views.filter((v) => v.round === decided.round && decided.seats.includes(v.by) && !v.lapsed)
    : []
  const hidden = new Set(known.evidence.flatMap((e) => e.subjects).filter((s) => !known.own.has(s)))
  const appealed = state.replies.findLast((r) => r.is === 'appealed')
  const adverse = decided?.conclusion === 'misrepresentation'
  return {
    company,
    reference: state.id,
    toldAt: state.notice.at,
    until: state.notice.until,
    mayReply: !decided && state.state !== 'closed',
    findings: known.evidence.flatMap((e) => finding(e, known, hidden)),
    notMeasured: [...new Set(known.abstentions.flatMap((a) => unmeasured(a, known)))].sort(),
    measured: [...known.held]
      .map(([kind, count]) => ({ kind, count, title: kinds[kind].title, privacy: kinds[kind].privacy }))
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
    replies: state.replies.map(({ at, is, text, attachments }) => ({
      ...{ at, is, text },
      files: attachments.flatMap((id) => state.attachments.find((a) => a.id === id)?.name ?? []),
    })),
    ...(state.accommodation && { accommodation: { at: state.accommodation.at } }),
    ...(decided && {
      outcome: {
        conclusion: decided.conclusion,
        at: decided.at,
        because: seats.map((v) => withoutOthers(v.because, hidden)),
      },
    }),
    ...(adverse && state.state !== 'closed' && { appealUntil: Math.max(decided.at + appealLife, now) }),
    ...(appealed && { appealed: appealed.at }),
    closed: state.state === 'closed',
  }
}

/** A finding in the person's own words; none for what only counsel sees, and for what counts for nothing yet. */
function finding(e: Evidence, { detectors }: Known, hidden: ReadonlySet<SubjectRef>): ToldFinding[] {
  const detector = detectors.get(e.detector)
  if (!detector || detector.audience === 'counsel' || e.shadow) return []
  const is = e.is === 'clear' || e.weight < 0 ? 'clears' : e.weight > 0 ? 'accuses' : 'neither'
  return [
    {
      ...{ id: e.id, is, title: detector.title, says: withoutOthers(e.says, hidden), why: detector.why },
      ...{ benign: detector.benign, clears: detector.clears, from: e.from, to: e.to },
    },
  ]
}

function unmeasured(a: Abstention, { detectors }: Known): string[] {
  const detector = detectors.get(a.detector)
  return !detector || detector.audience === 'counsel' || detector.status === 'shadow'
    ? []
    : [`${detector.title}: ${a.because}`]
}

/** A sentence in which nobody else can be found: neither by id nor by the name that analysts call them. */
export function withoutOthers(text: string, hidden: Iterable<SubjectRef>): string {
  let out = text
  for (const subject of hidden) {
    const other = typeOf(subject) === 'device' ? 'another device' : 'somebody else'
    for (const name of [subject, pseudonym(subject), subject.slice(subject.indexOf(':') + 1)])
      if (name.length > 2)
        out = out.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu'), other)
  }
  return out
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
