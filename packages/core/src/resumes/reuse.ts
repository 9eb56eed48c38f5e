import { digest } from '../digest.ts'
import { type Directory, holderOf } from '../directory.ts'
import { cardsOf } from '../judge.ts'
import type { Attribute, SubjectRef } from '../observations/kind.ts'
import { typeOf } from '../observations/kind.ts'
import type { Share } from '../out.ts'
import { day } from '../plan.ts'
import { signature } from '../signals/minhash.ts'
import type { Data, Observation } from '../types.ts'
import type { Alike } from './likeness.ts'
import type { End, ResumeIndex, StoredResume } from './resume-index.ts'

/**
 * Takes the résumés of a batch into the index and publishes what they have in common with others: for each pair one
 * attribute of its own, `resume:…`, seen on both applications, whichever came first. A pair that is listed no longer
 * (a newer version, a template) is published without holders, which takes it back. `rejudge` are subjects whose
 * claim or holder has changed, as `needed` gives them: what they share is published again with the claim of now.
 * `directory` knows the batch already. `resumes` is what a store must keep of it.
 */
export function reuse(
  index: ResumeIndex,
  directory: Directory,
  batch: readonly Observation[],
  rejudge: Iterable<SubjectRef>,
): { shares: Share[]; resumes: StoredResume[] } {
  const shares = new Map<string, Share>()
  const resumes = new Map<SubjectRef, StoredResume>()
  const publish = (share: Share) => shares.set(share.key, share)
  for (const resume of resumesIn(batch)) {
    const changes = index.put(resume)
    if (!changes) continue
    resumes.set(resume.application, resume)
    for (const { ends, was, is } of changes) {
      for (const one of ends) if (was) publish(shareOf(one, attributeOf(ends, was), []))
      for (const one of ends) if (is) publish(shareOf(one, attributeOf(ends, is), holders(directory, one)))
    }
  }
  for (const ref of rejudge)
    if (typeOf(ref) === 'application' && !resumes.has(ref))
      for (const { ends, is } of index.pairsOf(ref))
        if (is) publish(shareOf(ends[0], attributeOf(ends, is), holders(directory, ends[0])))
  return { shares: [...shares.values()], resumes: [...resumes.values()] }
}

/**
 * The shares that `reuse` would give for one application, both its own and the others', without changing the index.
 * `own` knows the observation already and need not know anybody else.
 */
export function foreseen(
  index: ResumeIndex,
  directory: Directory,
  own: Directory,
  observation: Observation,
): Share[] {
  return [...resumesIn([observation])].flatMap((resume) =>
    index.foresee(resume).flatMap(({ ends, was, is }) => {
      const of = (one: End) => (one.application === resume.application ? own : directory)
      return [
        ...(was ? ends.map((one) => shareOf(one, attributeOf(ends, was), [])) : []),
        ...(is ? ends.map((one) => shareOf(one, attributeOf(ends, is), holders(of(one), one))) : []),
      ]
    }),
  )
}

/** Every pair at once, for input that is complete: `index` was loaded, nobody was asked. */
export function* reused(index: ResumeIndex, directory: Directory): Generator<Share> {
  for (const { ends, is } of index.pairs())
    if (is) for (const one of ends) yield shareOf(one, attributeOf(ends, is), holders(directory, one))
}

/** The résumés of a batch that say enough to be compared. */
export function* resumesIn(batch: readonly Observation[]): Generator<StoredResume> {
  for (const { kind, about, at, data } of batch) {
    if (kind !== 'application') continue
    const found = signature(textOf(data as Data['application']))
    if (!found) continue
    for (const ref of about)
      if (typeOf(ref) === 'application') yield { application: ref, at, signature: found }
  }
}

/** The résumé as text, or what the applicant system kept of it: whichever says more. */
function textOf({ resumeText = '', work = [] }: Data['application']): string {
  const summaries = work.flatMap((job) => job.summary ?? []).join('\n\n')
  return summaries.length > resumeText.length ? summaries : resumeText
}

/** Named after the pair and the measure, so that a pair that is alike in another way is another attribute. */
function attributeOf(ends: readonly [End, End], alike: Alike): Attribute {
  const shown =
    alike.wording > 0 ? `${Math.floor(alike.wording * 100)} % of the wording` : `${alike.passages} passages`
  const pair = ends.map((e) => e.application).sort()
  return { ref: `resume:${digest([...pair, shown].join('\0'))}`, shown, alike }
}

function holders(directory: Directory, { application, at }: End): Share['holders'] {
  const endOfDay = (Math.floor(at / day) + 1) * day - 1
  const holder = holderOf(directory, application, endOfDay)
  return cardsOf(directory, application, holder ? [holder] : [], endOfDay)
}

function shareOf({ application, at }: End, attribute: Attribute, cards: Share['holders']): Share {
  const epochDay = Math.floor(at / day)
  return {
    key: `${attribute.ref}\0${application}\0${epochDay}`,
    attribute,
    subject: application,
    day: epochDay,
    holders: cards,
  }
}
