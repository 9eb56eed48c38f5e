import type { CalibrationCurve } from './calibration.ts'
import { type Cap, caps, memoryDays, priors, type Tiers, tiers } from './caps.ts'
import { canonical, digest } from './digest.ts'
import type { ClaimCard, Millis, SubjectRef } from './observations/kind.ts'
import { typeOf } from './observations/kind.ts'
import { day } from './plan.ts'
import type { Family, Scheme, Stage } from './types.ts'

/**
 * Every number that stands between evidence and a place in the queue, as one value: what a score is made by, and what
 * a preview changes. Plain JSON, never edited: a changed model is another value with another version.
 */
export interface Model {
  /** log10 odds of each scheme against honest before any evidence, for everybody whom no population below holds. */
  priors: Readonly<Record<Scheme, number>>
  /** Other priors for some; the first one that somebody belongs to counts. */
  populations: readonly Population[]
  caps: Readonly<Record<Family, Cap>>
  tiers: Tiers
  /** A subject's windows count for this long, back from the detector's newest window of that subject. */
  memoryDays: number
  /** What decisions with independent ground have made of the assumed probabilities; absent until there are enough. */
  calibration?: CalibrationCurve
}

/** Whom other priors hold for. All that is given has to hold. */
export interface Population {
  name: string
  stage?: Stage
  /** `agency`: came through one; `direct`: no agency is known. */
  through?: 'agency' | 'direct'
  /** The employer as the claim card has it, whole. */
  employer?: string
  /** Schemes that are absent keep the general prior. */
  priors: Readonly<Partial<Record<Scheme, number>>>
  /** Where the odds come from: shown wherever the prior is. */
  because: string
}

/** What of a subject decides which priors hold. Nothing else may: no name, place or origin. */
export interface About {
  stage: Stage
  agency?: string
  employer?: string
}

/** The numbers of caps.ts. */
export const defaultModel: Model = { priors, populations: [], caps, tiers, memoryDays }

/** From the first day of work on, somebody is being onboarded for this long; assumed. */
export const onboardingDays = 30

/** What decides the priors of a subject, from what it claims; `at` is the time of its newest evidence. */
export function aboutOf(subject: SubjectRef, claims: ClaimCard | undefined, at: Millis): About {
  const started = claims?.start
  const stage: Stage =
    typeOf(subject) === 'application'
      ? 'application'
      : started !== undefined && at < started + onboardingDays * day
        ? 'onboarding'
        : 'work'
  return {
    stage,
    ...(claims?.agency !== undefined && { agency: claims.agency }),
    ...(claims?.employer !== undefined && { employer: claims.employer }),
  }
}

/** The population that somebody belongs to; undefined where the general priors hold. */
export function populationOf(model: Model, about: About | undefined): Population | undefined {
  if (!about) return undefined
  return model.populations.find(
    (p) =>
      (p.stage === undefined || p.stage === about.stage) &&
      (p.through === undefined || (p.through === 'agency') === (about.agency !== undefined)) &&
      (p.employer === undefined || p.employer === about.employer),
  )
}

/** log10 prior odds of each scheme. Without `about` the general ones. */
export function priorsFor(model: Model, about: About | undefined): Readonly<Record<Scheme, number>> {
  const population = populationOf(model, about)
  return population ? { ...model.priors, ...population.priors } : model.priors
}

const versions = new WeakMap<Model, string>()

/** Names a model by its content: equal numbers have one version, on every machine. */
export function modelVersion(model: Model): string {
  let version = versions.get(model)
  if (version === undefined) {
    version = `M-${digest(`model\0${canonical(model)}`).slice(1, 9)}`
    versions.set(model, version)
  }
  return version
}

const bare = new WeakMap<Model, Model>()

/** The model without its calibration: what a curve is fitted to. */
export function withoutCalibration(model: Model): Model {
  if (!model.calibration) return model
  let found = bare.get(model)
  if (!found) {
    const { calibration: _, ...rest } = model
    found = rest
    bare.set(model, found)
  }
  return found
}

/** The curve in force; undefined where there is none, and where priors, caps or tiers have changed since it was fitted. */
export function curveOf(model: Model): CalibrationCurve | undefined {
  const { calibration } = model
  return calibration && calibration.of === modelVersion(withoutCalibration(model)) ? calibration : undefined
}
