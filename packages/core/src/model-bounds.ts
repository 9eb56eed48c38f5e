import type { Model } from './model.ts'
import { type Family, schemes } from './types.ts'
import type { ModelBounds } from './views-of-tuning.ts'

/**
 * How far the model can be set either way. Beyond these a number says something that no evidence of this kind can carry,
 * or switches the software off without saying so. Assumed, like the model itself.
 */
export const modelBounds: ModelBounds = {
  prior: [-6, -1],
  cap: [0, 4],
  floor: [-3, 0],
  verify: [0.3, 3],
  listed: [1, 5],
  listedProbability: [0, 0.9],
  opens: [3, 8],
  families: [2, 6],
  familyCounts: [0.3, 2],
  memoryDays: [7, 365],
  populations: 20,
}

/** What is wrong with a model, field by field, as the ends of sentences; empty when it can be used. */
export function modelProblems(model: Model, ships: Model): { field: string; reason: string }[] {
  const problems: { field: string; reason: string }[] = []
  const wrong = (field: string, reason: string) => void problems.push({ field, reason })
  const within = (field: string, value: number, [least, most]: [number, number], whole = false) => {
    if (!Number.isFinite(value) || value < least || value > most)
      wrong(field, `${value} is not between ${least} and ${most}`)
    else if (whole && !Number.isInteger(value)) wrong(field, `${value} is no whole number`)
  }
  const { tiers, caps, priors, populations, memoryDays } = model
  for (const scheme of schemes) within(`priors.${scheme}`, priors[scheme], modelBounds.prior)
  for (const family of Object.keys(ships.caps) as Family[]) {
    const [own, shipped] = [caps[family], ships.caps[family]]
    within(`caps.${family}.cap`, own.cap, modelBounds.cap)
    within(`caps.${family}.floor`, own.floor, modelBounds.floor)
    within(`caps.${family}.towardsCase`, own.towardsCase, [0, own.cap])
    if (own.withHistory !== undefined) within(`caps.${family}.withHistory`, own.withHistory, modelBounds.cap)
    // Leads for counsel, and kinds of evidence that the model keeps from accusing anybody, stay so.
    if (shipped.cap === 0 && own.cap > 0) wrong(`caps.${family}.cap`, 'is 0 for good: it weighs nothing')
    if (shipped.towardsCase === 0 && own.towardsCase > 0)
      wrong(`caps.${family}.towardsCase`, 'is 0 for good: it opens no case')
  }
  within('tiers.verify', tiers.verify, modelBounds.verify)
  within('tiers.listed', tiers.listed, modelBounds.listed)
  within('tiers.listedProbability', tiers.listedProbability, modelBounds.listedProbability)
  within('tiers.opens', tiers.opens, modelBounds.opens)
  within('tiers.families', tiers.families, modelBounds.families, true)
  within('tiers.familyCounts', tiers.familyCounts, modelBounds.familyCounts)
  if (tiers.opens <= tiers.listed)
    wrong('tiers.opens', 'is not above tiers.listed: a case is more than a listing')
  if (tiers.verify > tiers.listed) wrong('tiers.verify', 'is above tiers.listed')
  within('memoryDays', memoryDays, modelBounds.memoryDays, true)
  if (populations.length > modelBounds.populations)
    wrong('populations', `has more than ${modelBounds.populations} entries`)
  const names = new Set<string>()
  for (const [i, p] of populations.entries()) {
    if (names.has(p.name)) wrong(`populations.${i}.name`, `${p.name} is there twice`)
    names.add(p.name)
    if (p.stage === undefined && p.through === undefined && p.employer === undefined)
      wrong(`populations.${i}`, 'says of nobody whom it holds for: give a stage, "through" or an employer')
    for (const scheme of schemes)
      if (p.priors[scheme] !== undefined)
        within(`populations.${i}.priors.${scheme}`, p.priors[scheme], modelBounds.prior)
  }
  return problems
}
