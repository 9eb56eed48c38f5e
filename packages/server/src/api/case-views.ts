import {
  type Act,
  actsSeenBy,
  type CaseRow,
  type CaseSummary,
  type CaseView,
  type CaseWork,
  claimOf,
  type DraftFacts,
  decisionOf,
  drafts,
  type Exposure,
  mayDo,
  type PlaybookName,
  type PlaybookView,
  playbookFor,
  playbooks,
  pseudonym,
  type Seat,
  seatOf,
  summaryOf,
  viewsHidden,
  type WorkState,
} from '@telltale/core'
import { queueItem } from '../engine/fold.ts'
import { byModel } from '../engine/treating.ts'
import type { CaseInFull, CaseRecord } from '../work/work.ts'
import { counterEvidence, type Standing, standingUnder } from '../work/working.ts'
import type { Context } from './context.ts'
import type { Reader } from './reader.ts'
import { subjectView } from './views.ts'

/** One case with everything that stands about its subject; undefined where the reader may know nothing of it. */
export async function caseInView(
  context: Context,
  reader: Reader,
  known: CaseInFull,
): Promise<CaseView | undefined> {
  const { id, subject } = known.state
  if (!reader.sees(subject)) return undefined
  const standing = standingUnder(context.store, [known.state, ...mergedSeenBy(context, reader, id)])
  const [view, work] = await Promise.all([
    subjectView(context, subject, reader, { standing, known }),
    caseWork(context, reader, known, standing),
  ])
  return view && { ...view, case: id, work }
}

/** Everything about the work on one case that this reader may see, and what they may do next. */
async function caseWork(
  context: Context,
  reader: Reader,
  { state: s, acts }: CaseInFull,
  standing: Promise<Standing>,
): Promise<CaseWork> {
  const { accounts, work, now } = context
  const named = (id: string) => {
    const name = accounts.get(id)?.name
    return { ...(name && { name }) }
  }
  const merged = mergedSeenBy(context, reader, s.id)
  const [conflict, exposure, stands] = await Promise.all([
    work.conflict(reader, s.subject),
    context.exposures.of(s.subject),
    standing,
  ])
  const about = {
    now: now(),
    counter: counterEvidence(stands),
    ...(conflict && { conflict }),
    hasMerged: merged.length > 0,
  }
  const { exposure: _, ...summary } = work.of(s.subject) ?? summaryOf(s, now())
  const { notice, delay, accommodation } = s
  return {
    ...summary,
    ...(exposure && { exposure }),
    acts: actsSeenBy(s, acts, reader.person).map(withoutPerson),
    seats: seatsSeenBy(s, reader).map((seat) => ({ ...seat, ...named(seat.by) })),
    mine: seatOf(s, reader, about),
    may: mayDo(s, reader, about),
    tasks: s.tasks,
    playbooks: playbooksOf(context, s, exposure),
    attachments: s.attachments,
    comments: s.comments.map((c) => ({ ...c, ...named(c.by) })),
    replies: s.replies,
    ...(accommodation && { accommodation }),
    ...(notice && { notice }),
    ...(delay && { delay }),
    ...(s.sealed && { readers: s.sealed }),
    merged: merged.map((m) => ({
      ...{ case: m.id, subject: m.subject, pseudonym: pseudonym(m.subject), at: m.touchedAt },
    })),
    conflicts: [
      ...s.conflicts.map(({ account, how }) => ({ account, how, declared: true })),
      ...(conflict ? [{ account: reader.id, how: conflict, declared: false }] : []),
    ],
    decisions: s.decisions.map(({ act, round, conclusion, at, ground, overturned }) => ({
      ...{ act, round, conclusion, at },
      ...(ground && { ground }),
      ...(overturned !== undefined && { overturned }),
    })),
  }
}

/** Cases that this reader is shown under another one. */
function mergedSeenBy({ work }: Context, reader: Reader, caseId: string): CaseSummary[] {
  return work.merged(caseId).filter((m) => reader.sees(m.subject))
}

function seatsSeenBy(s: WorkState, reader: Reader): Seat[] {
  const hidden = viewsHidden(s, reader.person)
  return s.views.map(({ person: _p, role: _r, conclusion, because, ground, ...seat }) =>
    hidden && seat.round === s.round ? seat : { ...seat, conclusion, because, ...(ground && { ground }) },
  )
}

function withoutPerson(act: Act): Act {
  const { person: _, ...shown } = act
  return shown as Act
}

/** Playbooks that were begun, and the one that follows the decision where nobody has begun it. */
function playbooksOf(context: Context, s: WorkState, exposure?: Exposure): PlaybookView[] {
  const { accounts } = context
  const decided = decisionOf(s)
  const offered = decided && playbookFor(decided.conclusion)
  const names = new Set<PlaybookName>([...s.playbooks.map((p) => p.playbook), ...(offered ? [offered] : [])])
  return [...names].map((name): PlaybookView => {
    const begun = s.playbooks.find((p) => p.playbook === name)
    const ownerName = begun && accounts.get(begun.owner)?.name
    const { title, items } = playbooks[name]
    const chosen = items.find((i) => i.choice && begun?.ticked[i.item])
    return {
      ...{ playbook: name, title },
      ...(begun && { owner: begun.owner }),
      ...(ownerName && { ownerName }),
      items: items.map(({ workingDays: _, ...item }) => {
        const tick = begun?.ticked[item.item]
        const by = tick && accounts.get(tick.by)?.name
        const instead = item.choice && chosen && chosen.item !== item.item && chosen.choice === item.choice
        const reached = exposure?.reach.find((r) => r.reach === item.reach)
        const draft = reached
          ? reached.names.join('\n')
          : drafts[item.item]?.(draftFacts(context, s, tick?.at))
        return {
          ...item,
          ...(instead && { instead: chosen.item }),
          ...(tick?.due !== undefined && { due: tick.due }),
          ...(tick && {
            ticked: {
              ...{ by: tick.by, at: tick.at },
              ...(by && { name: by }),
              ...(tick.note && { note: tick.note }),
            },
          }),
          ...(draft && { draft }),
        }
      }),
    }
  })
}

function draftFacts({ engine, config }: Context, s: WorkState, since: number | undefined): DraftFacts {
  const card = claimOf(engine.directory, s.subject, Number.MAX_SAFE_INTEGER)
  return {
    ...{ case: s.id, company: config.company, subject: s.subject },
    decidedAt: decisionOf(s)?.at ?? s.last.at,
    ...(card?.start !== undefined && { start: card.start }),
    ...(card?.role && { role: card.role }),
    ...(card?.employer && { employer: card.employer }),
    ...(card?.pay && { pay: card.pay }),
    ...(since !== undefined && { since }),
  }
}

/** Closed cases as rows of a list: they lie in no queue, so that each is scored for it. */
export async function closedRows(context: Context, records: readonly CaseRecord[]): Promise<CaseRow[]> {
  const { store, engine, accounts } = context
  const standing = await store.standing(records.map((r) => r.subject))
  return records.map(({ id, subject, summary }) => {
    const evidence = standing.get(subject) ?? []
    const by = byModel(engine.directory, engine.tuning.model, subject, evidence)
    const ownerName = summary.owner && accounts.get(summary.owner)?.name
    return {
      ...queueItem(subject, evidence, engine.detectors, id, by),
      case: id,
      work: { ...summary, ...(ownerName && { ownerName }) },
    }
  })
}
