import { describe, expect, it } from 'vitest'
import applicantsCsv from './applicants-csv.ts'
import { rowsOf } from './rows-of.ts'

const data = (value: Record<string, unknown> | undefined) => value?.data as Record<string, unknown>
const sure = (header: string, name = 'export.csv') => applicantsCsv.recognises({ name, head: `${header}\n` })

describe('applicants-csv', () => {
  it.each([
    'First Name,Last Name,Email,Applied on',
    'FULL_NAME;e-mail;phone;Date Applied',
    'Candidate\tEmail Address\tJob\tSource',
    '"Applicant Name","E-Mail","Requisition ID","Résumé text"',
  ])('knows %s', (header) => {
    expect(sure(header)).toBe('certain')
  })

  it('does not take an employee list or an address book for applicants', () => {
    expect(sure('Employee ID,Name,Email,Job Title,Location')).toBe(false)
    expect(sure('First Name,Last Name,Email,Title,Manager,Source,Created at')).toBe(false)
    expect(sure('Name,Email,Phone,Company')).toBe(false)
    expect(sure('server,city,country,created')).toBe(false)
    expect(sure('kind,at,about,name,email,applied on')).toBe(false)
  })

  it('a date that can’t be read names the column and the value; the other rows are read', async () => {
    const read = await rowsOf(
      'a.csv',
      'Name,Email,Date applied\nExample One,a@x.example.org,20260-03-02\nExample Two,b@x.example.org,2026-03-02\nExample Three,c@x.example.org,\n',
    )
    expect(read.reasons).toEqual([
      '2 Date applied: "20260-03-02" can\'t be read as a date: write it as 2026-03-02 or 2026-03-02T09:30:00Z',
      '4 at: no column says when the application was made, nor does the file’s name',
    ])
    expect(read.values).toHaveLength(1)
  })

  it('takes the date of the file’s name where no column has one', async () => {
    const read = await rowsOf(
      'applicants-2026-03-02.csv',
      'Name,Email,Job\nExample One,a@x.example.org,Tester\n',
    )
    expect(read.values[0]).toMatchObject({ at: Date.UTC(2026, 2, 2) })
  })

  it('ids are stable, never a name, and tell one person’s applications apart', async () => {
    const header = 'Name,Email,Requisition,Applied on\n'
    const rows = ['R1', 'R2'].map((r) => `Example One,A@x.example.org,${r},2026-03-02\n`)
    const first = await rowsOf('a.csv', header + rows.join(''))
    const again = await rowsOf(
      'b.csv',
      header + rows.reverse().join('').replaceAll('A@', 'a@').replaceAll('One', 'Uno'),
    )
    const ids = first.values.map((v) => v.id)
    expect(new Set(ids).size).toBe(2)
    expect(again.values.map((v) => v.id).reverse()).toEqual(ids)
    expect(ids.join()).not.toMatch(/example|one/i)
    expect(first.values[0]?.about).toEqual([ids[0]])
  })

  it('uses the export’s own id, and a candidate’s id with the requisition', async () => {
    const own = await rowsOf(
      'a.csv',
      'ID,Name,Email,Applied on\nA 7,Example One,a@x.example.org,2026-03-02\n',
    )
    expect(own.values[0]?.id).toBe('application:A-7')
    const candidate = await rowsOf(
      'a.csv',
      'Candidate ID,Name,Email,Req,Applied on\n7,Example One,a@x.example.org,R1,2026-03-02\n7,Example One,a@x.example.org,R2,2026-03-02\n',
    )
    expect(candidate.values.map((v) => v.id)).toEqual(['application:7/R1', 'application:7/R2'])
  })

  it('a row that nothing tells from the others is a problem', async () => {
    const read = await rowsOf('a.csv', 'Name,Email,Applied on\nExample One,,2026-03-02\n')
    expect(read.reasons).toEqual([expect.stringMatching(/^2 id: the row has no id, no e-mail and no phone/)])
  })

  it('keeps phones as written, several in a cell or a column each', async () => {
    const read = await rowsOf(
      'a.csv',
      'Name,Email,Phone 1,Phone 2,Applied on\nExample One,a@x.example.org; b@x.example.org,(312) 555-0101;00 44 20 7946 0001,ext. 12 555.0102,2026-03-02\n',
    )
    expect(data(read.values[0]).phones).toEqual(['(312) 555-0101', '00 44 20 7946 0001', 'ext. 12 555.0102'])
    expect(data(read.values[0]).emails).toEqual(['a@x.example.org', 'b@x.example.org'])
  })

  it('takes the day on which a reputation service first saw the address, and no day for none', async () => {
    const read = await rowsOf(
      'a.csv',
      'Name,Email,Email first seen,Date applied\nExample One,a@x.example.org,2019-03-02,2026-03-02\nExample Two,b@x.example.org,unknown,2026-03-02\n',
    )
    expect(read.values.map((v) => data(v).emailFirstSeenAt)).toEqual([Date.UTC(2019, 2, 2), undefined])
  })

  it('a city alone is a place and no address', async () => {
    const read = await rowsOf(
      'a.csv',
      'Name,Email,City,State,Applied on\nExample One,a@x.example.org,Exampleton,IL,3/2/2026\n',
    )
    expect(data(read.values[0])).toMatchObject({ place: { city: 'Exampleton', region: 'IL' } })
    expect(data(read.values[0]).address).toBeUndefined()
  })

  it('a broken quote in one résumé costs one applicant', async () => {
    const rows = Array.from(
      { length: 50 },
      (_, i) =>
        `Example ${i},p${i}@x.example.org,2026-03-02,${i === 20 ? '"He said' : `"Led ""it"",\nbuilt ${i}"`}`,
    )
    const read = await rowsOf('a.csv', `Name,Email,Applied on,Resume\n${rows.join('\n')}\n`)
    expect(read.values).toHaveLength(49)
    expect(read.reasons).toEqual(['42 : a quote is opened and not closed in this row'])
  })

  it('a stage with a date of its own is progress; without one it is none', async () => {
    const header = 'Name,Email,Applied on,Status,Rejection reason,Rejected at\n'
    const read = await rowsOf(
      'a.csv',
      `${header}Example One,a@x.example.org,2026-03-02,Rejected,Lacking skills,2026-03-09\nExample Two,b@x.example.org,2026-03-02,Rejected,,\nExample Three,c@x.example.org,2026-03-02,,Candidate withdrew,2026-03-10\n`,
    )
    expect(read.reasons).toEqual([])
    const moves = read.values.filter((v) => v.kind === 'progress')
    expect(moves.map((v) => [v.at, (v.data as { stage: string }).stage])).toEqual([
      [Date.UTC(2026, 2, 9), 'rejected'],
      [Date.UTC(2026, 2, 10), 'withdrawn'],
    ])
    expect(moves[0]?.about).toEqual(read.values[0]?.about)
  })

  it('reads the headers of a Workday export', async () => {
    const read = await rowsOf(
      'export.csv',
      'Candidate ID,Legal Name - First Name,Legal Name - Last Name,Email - Primary Home,Job Requisition ID,Job Application Date,School Attended,Last Year Attended\nC-1,Example,One,a@x.example.org,R-7,03/02/2026,Example State University,2019\n',
    )
    expect(read.values[0]).toMatchObject({
      id: 'application:C-1/R-7',
      at: Date.UTC(2026, 2, 2),
      data: {
        name: 'Example One',
        requisition: 'R-7',
        education: [{ institution: 'Example State University', endDate: '2019' }],
      },
    })
  })
})
