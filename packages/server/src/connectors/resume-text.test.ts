import { describe, expect, it } from 'vitest'
import resumeText from './resume-text.ts'
import { rowsOf } from './rows-of.ts'

const resume =
  'Example One\none@x.example.org\n\nExperience\nEngineer, Example Works, 2015 - 2019\n\nSkills\nGo\n'

describe('resume-text', () => {
  it('is known by what it says, or by its name', async () => {
    expect(resumeText.recognises({ name: 'x', head: resume })).toBe('certain')
    expect(resumeText.recognises({ name: 'applicants/ana-cv.md', head: 'Ana writes of herself.' })).toBe(
      'likely',
    )
    expect(resumeText.recognises({ name: 'a.csv', head: `Name,Email,Applied on,Resume\n${resume}` })).toBe(
      'likely',
    )
    expect(resumeText.recognises({ name: 'notes.txt', head: 'Remember to buy milk.' })).toBe(false)
    expect(resumeText.recognises({ name: 'resume.json', head: '{"name": "x"}' })).toBe(false)
    expect(resumeText.recognises({ name: 'recvideo.txt', head: 'frames' })).toBe(false)
  })

  it('is one application', async () => {
    const found = await rowsOf('one-2026-03-02.txt', resume)
    expect(found.values).toMatchObject([
      {
        at: Date.UTC(2026, 2, 2),
        data: { name: 'Example One', work: [{ name: 'Example Works' }], resumeText: resume },
      },
    ])
  })

  it('two megabytes of it are read', async () => {
    const found = await rowsOf('cv.txt', resume + 'Go, '.repeat(480_000))
    expect(found.reasons).toEqual([])
    expect(found.values).toHaveLength(1)
  })

  it('text that is no text says so', async () => {
    expect((await rowsOf('cv.txt', Buffer.from('Example Café 2019\n'.repeat(3), 'latin1'))).values).toEqual(
      [],
    )
    expect(await rowsOf('resume.txt', '')).toMatchObject({ connector: 'empty', bad: [] })
  })
})
