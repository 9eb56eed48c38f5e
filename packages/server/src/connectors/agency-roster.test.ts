import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'

const header =
  'Agency,Agency Candidate ID,Supersedes,Application ID,Candidate,Email,Phone,Requisition,Submitted On,Recruiter'
const read = (...rows: string[]) => rowsOf('roster.csv', [header, ...rows].join('\n'))

describe('agency-roster', () => {
  it('makes a submission and an application of a row', async () => {
    const found = await read(
      'Example Staffing,C-17,,,Fern Vernier,fern@x.example,614 555 2368,R-1,2026-03-02,Quill',
    )
    expect(found.connector).toBe('agency-roster')
    const [applied, sent] = found.values
    expect(applied).toMatchObject({
      kind: 'application',
      data: {
        name: 'Fern Vernier',
        emails: ['fern@x.example'],
        phones: ['614 555 2368'],
        agency: 'Example Staffing',
      },
    })
    expect(sent).toMatchObject({
      kind: 'submission',
      at: Date.UTC(2026, 2, 2),
      data: { agency: 'Example Staffing', agencyCandidate: 'C-17', requisition: 'R-1', recruiter: 'Quill' },
    })
    expect(sent?.about).toEqual(applied?.about)
    expect(JSON.stringify(sent?.about)).not.toContain('fern')
  })

  it('adds only the submission where the company has the application', async () => {
    const found = await read('Example Staffing,C-40,C-17,A-31,Fern Vernier,fern@x.example,,R-1,2026-03-02,')
    expect(found.values).toHaveLength(1)
    expect(found.values[0]).toMatchObject({
      kind: 'submission',
      about: ['application:A-31'],
      data: { supersedes: 'C-17' },
    })
  })

  it('keeps one candidate of two agencies, and of two roles, apart', async () => {
    const found = await read(
      'Example Staffing,C-17,,,Fern,fern@x.example,,R-1,2026-03-02,',
      'Example Staffing,C-17,,,Fern,fern@x.example,,R-2,2026-03-02,',
      'Sample Talent,C-17,,,Fern,fern@x.example,,R-1,2026-03-02,',
    )
    expect(new Set(found.values.flatMap((v) => v.about as string[])).size).toBe(3)
  })

  it('names what is missing, by its column, and goes on', async () => {
    const found = await read(
      ',C-17,,,Fern,,,R-1,2026-03-02,',
      'Example Staffing,C-17,,,Fern,,,R-1,soon,',
      'Example Staffing,C-17,,,Fern,,,R-1,,',
      'Example Staffing,,,,Fern,,,R-1,2026-03-02,',
      'Example Staffing,C-18,,,Fern,,,R-1,2026-03-02,',
    )
    expect(found.reasons).toEqual([
      '2 Agency: is empty: a submission needs the agency that made it',
      expect.stringMatching(/^3 Submitted On: "soon" can't be read as a date/),
      '4 Submitted On: is empty, and the file’s name has no date either',
      '5 Agency Candidate ID: is empty, and so is the e-mail: nothing tells the row from the others',
    ])
    expect(found.values).toHaveLength(2)
  })

  it('leaves a table of applicants with an agency column to its own connector', async () => {
    const applicants =
      'Name,Email,Agency,Applied On,Job\nFern Vernier,fern@x.example,Example Staffing,2026-03-02,R-1\n'
    expect((await rowsOf('applicants.csv', applicants)).connector).toBe('applicants-csv')
    const form =
      'Submission ID,Submission Date,Full Name,Email,Position\n5,2026-03-02,Fern,fern@x.example,Cook\n'
    expect((await rowsOf('applicants.csv', form)).connector).toBe('applicants-csv')
  })
})
