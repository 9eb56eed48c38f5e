import { describe, expect, it } from 'vitest'
import jsonResume from './json-resume.ts'
import { rowsOf } from './rows-of.ts'

const resume = {
  basics: {
    name: 'Example One',
    email: 'one@x.example.org',
    phone: '(312) 555-0101',
    location: { city: 'Austin', region: 'TX', countryCode: 'US' },
    profiles: [{ network: 'Twitter', username: 'example', url: 'https://twitter.com/example' }],
  },
  work: [
    {
      name: 'Example Works',
      position: 'Tester',
      startDate: '2014-06',
      summary: 'Tested.',
      highlights: ['All of it'],
    },
  ],
  education: [{ institution: 'Example College', area: 'Physics', studyType: 'BSc', endDate: '2014' }],
}
const read = (document: unknown, name = 'resume-2026-03-02.json') => rowsOf(name, JSON.stringify(document))

describe('json-resume', () => {
  it('is one application; dates stay as written', async () => {
    const found = await read(resume)
    expect(found.reasons).toEqual([])
    expect(found.values[0]).toMatchObject({
      at: Date.UTC(2026, 2, 2),
      data: {
        appliedAt: Date.UTC(2026, 2, 2),
        phones: ['(312) 555-0101'],
        place: { city: 'Austin', region: 'TX', country: 'US' },
        profiles: [{ network: 'twitter', username: 'example' }],
        work: [{ name: 'Example Works', startDate: '2014-06', summary: 'Tested.\nAll of it' }],
        education: [{ institution: 'Example College', area: 'Physics', studyType: 'BSc', endDate: '2014' }],
      },
    })
    expect(found.values[0]?.data).not.toHaveProperty('address')
  })

  it('without a date in its name it is placed where the file was written, and claims no day of applying', async () => {
    const found = await read(resume, 'one.json')
    expect(found.values[0]?.at).toBeTypeOf('number')
    expect(found.values[0]?.data).not.toHaveProperty('appliedAt')
  })

  it('the same bytes are the same application, whatever the file is called', async () => {
    const [a, b, c] = [
      await read(resume),
      await read(resume, 'other.json'),
      await read({ ...resume, skills: [] }),
    ]
    expect(a.values[0]?.about).toEqual(b.values[0]?.about)
    expect(a.values[0]?.about).not.toEqual(c.values[0]?.about)
    expect(a.values[0]?.id).toMatch(/^application:resume-[0-9a-f]{12}$/)
  })

  it('takes names of any kind and members of the wrong type', async () => {
    const found = await read({
      basics: { name: 'مثال 🙂', email: null, profiles: [null, { url: 5 }], location: 'x' },
      work: ['x', null, {}],
      education: 'none',
      skills: ['One', { name: 'Two', keywords: 'x' }],
    })
    expect(found.reasons).toEqual([])
    expect(found.values[0]?.data).toMatchObject({ name: 'مثال 🙂', skills: ['One', 'Two'] })
  })

  it('says what is wrong with text that is cut off', async () => {
    const found = await rowsOf('resume.json', JSON.stringify(resume).slice(0, 330))
    expect(found.reasons).toEqual([expect.stringMatching(/^0 : is not JSON: /)])
  })

  it('is not certain of other documents with basics', () => {
    expect(jsonResume.recognises({ name: 'x.json', head: '{"basics": {"name": "Example"}}' })).toBe(false)
    expect(jsonResume.recognises({ name: 'x.json', head: '[{"basics": {}, "work": []}]' })).toBe(false)
  })
})
