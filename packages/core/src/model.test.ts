import { describe, expect, it } from 'vitest'
import { aboutOf, defaultModel, type Model, modelVersion, populationOf, priorsFor } from './model.ts'
import { day } from './plan.ts'
import { score } from './scoring.ts'
import { evidenceFor } from './test-evidence.ts'

const found = [evidenceFor('loop', { 'hands-elsewhere': 2 })]
const through: Model = {
  ...defaultModel,
  populations: [
    {
      name: 'agency, new',
      stage: 'onboarding',
      through: 'agency',
      priors: { 'job-shared': -1 },
      because: 'a',
    },
    { name: 'agency', through: 'agency', priors: { 'job-shared': -2 }, because: 'b' },
    { name: 'Acme', employer: 'Acme', priors: { 'hands-elsewhere': -4 }, because: 'c' },
  ],
}

describe('a model', () => {
  it('has one version for equal numbers, whatever their order, and another for other numbers', () => {
    const { caps, priors, ...rest } = defaultModel
    expect(modelVersion({ ...rest, priors: { ...priors }, caps: { ...caps } })).toBe(
      modelVersion(defaultModel),
    )
    expect(modelVersion(JSON.parse(JSON.stringify(defaultModel)))).toBe(modelVersion(defaultModel))
    expect(modelVersion({ ...defaultModel, memoryDays: 91 })).not.toBe(modelVersion(defaultModel))
    expect(score(found).model).toBe(modelVersion(defaultModel))
  })

  it('gives the first population that somebody belongs to, else the general priors', () => {
    expect(populationOf(through, { stage: 'onboarding', agency: 'x' })?.name).toBe('agency, new')
    expect(populationOf(through, { stage: 'work', agency: 'x', employer: 'Acme' })?.name).toBe('agency')
    expect(populationOf(through, { stage: 'work', employer: 'Acme' })?.name).toBe('Acme')
    expect(populationOf(through, { stage: 'work', employer: 'Acme Two' })).toBeUndefined()
    expect(populationOf(through, undefined)).toBeUndefined()
    expect(priorsFor(through, { stage: 'work', agency: 'x' })).toEqual({
      ...defaultModel.priors,
      'job-shared': -2,
    })
    expect(priorsFor(through, { stage: 'work' })).toEqual(defaultModel.priors)
  })

  it('moves the probability by its prior and no weight', () => {
    const [usual, rarer] = [score(found, through), score(found, through, { stage: 'work', employer: 'Acme' })]
    expect(rarer.weight).toBe(usual.weight)
    expect(rarer.probability).toBeLessThan(usual.probability)
    expect(rarer.schemes[0]!.prior).toBe(-4)
    // The prior of somebody else’s population leaves everybody as they are.
    expect(score(found, through, { stage: 'work' })).toEqual(score(found, through))
  })

  it('knows the stage from what is claimed and when the newest evidence ends', () => {
    const start = 20_000 * day
    expect(aboutOf('application:A-1', { start }, start).stage).toBe('application')
    expect(aboutOf('person:W-1', { start }, start + 29 * day).stage).toBe('onboarding')
    expect(aboutOf('person:W-1', { start }, start + 30 * day).stage).toBe('work')
    expect(aboutOf('person:W-1', undefined, start)).toEqual({ stage: 'work' })
    expect(aboutOf('person:W-1', { start, employer: 'Acme', agency: 'x' }, start)).toEqual({
      stage: 'onboarding',
      employer: 'Acme',
      agency: 'x',
    })
  })
})
