import { defaultModel, type Model } from './model.ts'
import type { Millis, SubjectRef } from './observations/kind.ts'
import { type Beside, isInForce, type SetAside, type Suppression, suppressedBy } from './suppressions.ts'
import type { Evidence } from './types.ts'

/** Something that a person set about how evidence counts: added, never changed. `by` is an account's id. */
export type TuningAct =
  | { is: 'suppressed'; at: Millis; suppression: Suppression }
  | { is: 'lifted'; at: Millis; by: string; suppression: string; because: string }
  /** By software, once what a suppression hid counts again. */
  | { is: 'expired'; at: Millis; suppression: string }
  /** Somebody has looked at what counting, or no longer counting, this version of a detector would change. */
  | { is: 'tried'; at: Millis; by: string; detector: string; version: number }
  | { is: 'promoted' | 'demoted'; at: Millis; by: string; detector: string; version: number; because: string }
  | { is: 'model'; at: Millis; by: string; version: string; model: Model; because: string }
  | { is: 'budget'; at: Millis; by: string; owner: string; perDay: number | null; because: string }

/** A model with since when it is in force, who put it there, and why. */
export type ModelInForce = Omit<Extract<TuningAct, { is: 'model' }>, 'is'>
export type Budget = Omit<Extract<TuningAct, { is: 'budget' }>, 'is'>
export type Promotion = Extract<TuningAct, { is: 'promoted' | 'demoted' }>

/** Everything that people have set, folded from their acts. */
export interface Tuning {
  /** All that were ever made, by id, in order. */
  suppressions: ReadonlyMap<string, Suppression>
  /** Those whose end has been applied. */
  ended: ReadonlySet<string>
  /** By detector, in order. */
  promotions: ReadonlyMap<string, readonly Promotion[]>
  model: Model
  /** In order; empty while the model that ships is in force. */
  models: readonly ModelInForce[]
  budgets: readonly Budget[]
  tried: readonly Extract<TuningAct, { is: 'tried' }>[]
}

export function tuningOf(acts: Iterable<TuningAct>): Tuning {
  const suppressions = new Map<string, Suppression>()
  const ended = new Set<string>()
  const promotions = new Map<string, Promotion[]>()
  const models: ModelInForce[] = []
  const budgets: Budget[] = []
  const tried: Extract<TuningAct, { is: 'tried' }>[] = []
  for (const act of acts) {
    if (act.is === 'suppressed') suppressions.set(act.suppression.id, act.suppression)
    else if (act.is === 'lifted') {
      const { by, at, because } = act
      const known = suppressions.get(act.suppression)
      if (known && !known.lifted) suppressions.set(known.id, { ...known, lifted: { by, at, because } })
    } else if (act.is === 'expired') ended.add(act.suppression)
    else if (act.is === 'tried') tried.push(act)
    else if (act.is === 'model') models.push(act)
    else if (act.is === 'budget') budgets.push(act)
    else promotions.set(act.detector, [...(promotions.get(act.detector) ?? []), act])
  }
  const model = models.at(-1)?.model ?? defaultModel
  return { suppressions, ended, promotions, model, models, budgets, tried }
}

/** The budget in force; `null` where there is none. */
export function budgetOf({ budgets }: Pick<Tuning, 'budgets'>): number | null {
  return budgets.at(-1)?.perDay ?? null
}

/**
 * Whether what this version of a detector finds counts by people's word; undefined where nobody has said anything, so
 * that the detector's own status holds. A promotion holds for the version that was looked at: the next one can find
 * something else and is in shadow again. A demotion holds for every version until somebody promotes one.
 */
export function countedBy(
  { promotions }: Pick<Tuning, 'promotions'>,
  detector: string,
  version: number,
): boolean | undefined {
  let counted: boolean | undefined
  for (const act of promotions.get(detector) ?? [])
    if (act.is === 'demoted') counted = false
    else if (act.version === version) counted = true
    else if (counted === false) counted = undefined
  return counted
}

/** What treating evidence takes: what people set, and what is known beside it. */
export interface Treating {
  tuning: Pick<Tuning, 'promotions'>
  /** Suppressions in force. */
  inForce: readonly Suppression[]
  beside: Beside
}

export function inForceAt(tuning: Pick<Tuning, 'suppressions'>, now: Millis): Suppression[] {
  return [...tuning.suppressions.values()].filter((s) => isInForce(s, now))
}

/**
 * Evidence as it weighs on one subject by what people set: counted or in shadow, and set aside by a suppression, which
 * is a shadow with a name on it. The same object where nothing was set.
 */
export function treated(e: Evidence, subject: SubjectRef, by: Treating): Evidence {
  const counts = countedBy(by.tuning, e.detector, e.version)
  const shadow = counts === undefined ? e.shadow : !counts
  const s = by.inForce.length > 0 ? suppressedBy(e, subject, by.inForce, by.beside) : undefined
  if (!s) return shadow === e.shadow ? e : { ...e, shadow }
  return { ...e, shadow: true, setAside: setAsideBy(s) }
}

/**
 * Evidence as it reads for nobody in particular: set aside where it is so for all whom it weighs on; otherwise it
 * weighs on the rest.
 */
export function treatedForAll(e: Evidence, by: Treating): Evidence {
  const each = e.weighsOn.map((subject) => treated(e, subject, by))
  const left = e.weighsOn.filter((_, i) => !each[i]!.setAside)
  const first = each[0] ?? e
  if (left.length === e.weighsOn.length || left.length === 0) return first
  return { ...each.find((x) => !x.setAside)!, weighsOn: left }
}

function setAsideBy({ id, by, because, owner, until }: Suppression): SetAside {
  return { suppression: id, by, because, owner, until }
}
