import { describe, expect, it } from 'vitest'
import { accept, detectors, digest, drain, facts, plan, score } from '../../index.ts'

/** What detectors on education and work make of whole lives together: they are averaged within a family. */

const mine = detectors.filter((d) => /^(?:education|employment)\//.test(d.id))

/** Every list supplied, so that every detector judges and dilutes the others as much as it can. */
const lists = {
  companies: {
    ...facts.companies,
    data: {
      companies: [
        { name: 'Invented Cloud', founded: '2012-03' },
        { name: 'Acme', founded: '1950' },
      ],
    },
  },
  'diploma-mills': {
    ...facts['diploma-mills'],
    data: { mills: [{ name: 'Invented Crown University', reason: 'Sold degrees, says our counsel.' }] },
  },
  programmes: {
    ...facts.programmes,
    data: {
      programmes: [
        { institution: 'Cornell University', fields: ['Computer Science', 'History'] },
        { institution: 'University of California, Merced', fields: ['Computer Science'] },
      ],
    },
  },
}

const school = (institution: string, startDate: string, endDate: string) => ({
  institution,
  area: 'Computer Science',
  studyType: 'BSc',
  startDate,
  endDate,
})
const job = (name: string, startDate: string, endDate: string, summary = 'Wrote billing in Java.') => ({
  name,
  position: 'Engineer',
  startDate,
  endDate,
  summary,
})

const honest = {
  education: [
    school('Cornell University', '2002-09', '2006-05'),
    school('University of Oxford', '2006-10', '2007-07'),
  ],
  work: [
    job('Acme', '2007-08', '2014-02', 'Wrote billing in Java.'),
    job('Globex', '2014-03', 'present', 'Python.'),
  ],
}

function weigh(data: object) {
  const row = { kind: 'application', at: Date.UTC(2026, 10, 5), about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  const out = drain(plan(mine, lists), [[accepted.observation!]])
  expect(out.faults).toEqual([])
  const { weight } = score(out.evidence)
  return { weight, judged: out.evidence.length }
}

describe('education and work together', () => {
  it('move nobody whose life fits, and judge nearly all of it', () => {
    expect(weigh(honest)).toEqual({ weight: 0, judged: 9 })
  })

  it.each([
    [
      'a school before it was founded',
      { education: [school('University of California, Merced', '1995-09', '1999-05'), honest.education[1]] },
    ],
    [
      'a seller of degrees',
      { education: [...honest.education, school('Invented Crown University', '2008', '2010')] },
    ],
    [
      'an employer before it was founded',
      { work: [job('Invented Cloud', '2007-08', '2009-12'), ...honest.work] },
    ],
    [
      'a technology years before it existed',
      { work: [job('Acme', '2007-08', '2010-02', 'Ran it on Kubernetes.'), honest.work[1]] },
    ],
  ])('%s is enough to verify, and not to hold', (_, changed) => {
    const { weight } = weigh({ ...honest, ...changed })
    expect(weight).toBeGreaterThanOrEqual(0.7)
    expect(weight).toBeLessThan(1.35)
  })

  it.each([
    ['a month without conferrals', { education: [school('Cornell University', '2002-09', '2006-10')] }],
    [
      'two studies at once',
      { education: [honest.education[0], school('University of Oxford', '2002-10', '2005-07')] },
    ],
    [
      'three jobs at once',
      { work: [...honest.work, job('Hooli', '2015-01', 'present'), job('Initech', '2015-01', 'present')] },
    ],
    [
      'one technology a year and a half early',
      { work: [job('Acme', '2007-08', '2012-12', 'Ran it on Kubernetes.'), honest.work[1]] },
    ],
    [
      'more years of a technology than it is old',
      { work: [job('Acme', '2007-08', 'present', '25 years of TypeScript.')] },
    ],
  ])('%s alone is not', (_, changed) => {
    const { weight } = weigh({ ...honest, ...changed })
    expect(weight).toBeGreaterThan(0)
    expect(weight).toBeLessThan(0.7)
  })
})
