import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'
import workday from './workday.ts'

const entry = (more: object = {}) => ({
  Candidate_ID: 'C-1',
  Candidate_Name: 'Example One',
  Email: 'one@x.example.org',
  Job_Requisition_ID: 'R-7',
  Date_Applied: '2026-03-02',
  ...more,
})
const read = (entries: unknown, name = 'report.json') =>
  rowsOf(name, JSON.stringify({ Report_Entry: entries }))

describe('workday', () => {
  it('matches columns without case, spaces and underscores, under the ids of the CSV', async () => {
    for (const e of [
      entry(),
      {
        'candidate id': 'C-1',
        candidateName: 'Example One',
        EMAIL: 'one@x.example.org',
        jobRequisitionID: 'R-7',
        Applied_On: '2026-03-02-08:00',
      },
    ]) {
      const found = await read([e])
      expect(found.connector).toBe('workday')
      expect(found.values[0]).toMatchObject({
        id: 'application:C-1/R-7',
        at: Date.UTC(2026, 2, 2),
        data: { name: 'Example One', emails: ['one@x.example.org'], requisition: 'R-7' },
      })
    }
  })

  it('groups become entries; dates belong to the group they stand in', async () => {
    const found = await read([
      entry({
        Country: { Descriptor: 'Germany', id: 'x' },
        Education: [
          { School: 'Example College', Start_Date: '2015', End_Date: '2019' },
          { School: { Descriptor: 'Invented School' }, Degree: 'MSc' },
        ],
        Experience: [
          { Company: 'Example Works', Job_Title: 'Tester', Start_Date: '2019-07', Description: 'Tested.' },
        ],
        Emails: ['two@x.example.org', 'three@x.example.org'],
      }),
    ])
    expect(found.values[0]?.data).toMatchObject({
      place: { country: 'DE' },
      emails: ['one@x.example.org', 'two@x.example.org', 'three@x.example.org'],
      education: [
        { institution: 'Example College', startDate: '2015', endDate: '2019' },
        { institution: 'Invented School', studyType: 'MSc' },
      ],
      work: [{ name: 'Example Works', position: 'Tester', startDate: '2019-07', summary: 'Tested.' }],
    })
  })

  it('a disposition with its date is progress', async () => {
    const found = await read([
      entry({
        Candidate_Stage: 'Rejected',
        Disposition_Reason: 'Experience',
        Disposition_Date: '2026-03-09',
      }),
      entry({ Candidate_ID: 'C-2', Disposition_Reason: 'Candidate withdrew' }),
    ])
    expect(found.values.filter((v) => v.kind === 'progress')).toMatchObject([
      {
        about: ['application:C-1/R-7'],
        data: { stage: 'rejected', reason: 'Experience', requisition: 'R-7' },
      },
    ])
  })

  it('says which column is wrong, and goes on', async () => {
    const found = await read([entry({ Date_Applied: 'soon' }), null, 5, entry({ Candidate_ID: 'C-2' })])
    expect(found.values.map((v) => v.id)).toEqual(['application:C-2/R-7'])
    expect(found.reasons).toEqual([
      expect.stringMatching(/^1 Date_Applied: "soon" can't be read as a date/),
      expect.stringMatching(/^2 at: no column says when/),
      expect.stringMatching(/^3 at: no column says when/),
    ])
  })

  it('the XML form is named, with what to do', async () => {
    const xml =
      '<?xml version="1.0"?>\n<wd:Report_Data xmlns:wd="urn:com.workday.report/X"><wd:Report_Entry/></wd:Report_Data>'
    expect((await rowsOf('report.xml', xml)).reasons).toEqual([
      '0 : is the XML form of a Workday report: export it as JSON (format=json) or CSV',
    ])
  })

  it('leaves reports about workers alone', () => {
    const head = JSON.stringify({
      Report_Entry: [{ Employee_ID: '1', Worker: 'Example', Hire_Date: '2026-03-02' }],
    })
    expect(workday.recognises({ name: 'workers.json', head })).toBe(false)
  })
})
