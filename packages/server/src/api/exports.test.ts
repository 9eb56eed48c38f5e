import { hash } from 'node:crypto'
import { pseudonym, type Role, type SubjectRef } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clearing, finding, openCase } from '../work/test-cases.ts'
import { type TestService, testService } from './test-service.ts'

const subject: SubjectRef = 'person:W-1'
let service: TestService
let id: string
beforeAll(async () => {
  service = await testService()
  const shared = finding(subject, 'door', {
    ...{ says: '=1+1 shared with person:W-2.', subjects: [subject, 'person:W-2', 'device:LT-1'] },
  })
  id = await openCase(service.context, subject, [clearing(subject, 'near'), shared])
})
afterAll(() => service.end())

const get = (url: string, role: Role = 'lead') =>
  service.app.inject({ url, headers: service.account(`the-${role}`, role) })
const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[]
async function exported(): Promise<{ by: string; about?: string; details: Record<string, unknown> }> {
  return (await get('/v1/audit?did=export.made', 'auditor')).json().entries[0]
}

describe('exports', () => {
  it('of cases and decisions are tables, and on record with their digest', async () => {
    const reply = await get('/v1/exports/cases.csv')
    expect(reply.headers['content-type']).toContain('text/csv')
    expect(read(reply.body)).toMatchObject([{ case: id, pseudonym: pseudonym(subject), state: 'new' }])
    expect((await exported()).details).toMatchObject({
      ...{ what: 'cases.csv', cases: 1, sha256: hash('sha256', reply.body) },
    })
    expect(read((await get('/v1/exports/decisions.csv')).body)).toEqual([])
  })

  it('of evidence name others by pseudonym, and run nothing in a spreadsheet', async () => {
    const rows = read((await get(`/v1/cases/${id}/evidence.csv`)).body)
    const door = rows.find((r) => r.id === 'door')!
    expect(door.says).toBe(`'=1+1 shared with ${pseudonym('person:W-2')}.`)
    expect(door.subjects).toBe(`${subject} ${pseudonym('person:W-2')} device:LT-1`)
    expect(rows.some((r) => r.is === 'clear')).toBe(true)
  })

  it('of a case are a PDF whose hash is on record; the full one is counsel’s, with a reason', async () => {
    const reply = await get(`/v1/cases/${id}/file.pdf`)
    expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    const entry = await exported()
    expect(entry).toMatchObject({ by: 'the-lead', about: subject })
    expect(entry.details).toMatchObject({
      ...{ what: 'case-file.pdf', full: false, content: reply.headers['telltale-sha256'] },
      sha256: hash('sha256', reply.rawPayload),
    })
    expect((await get(`/v1/cases/${id}/file.pdf?full=true&because=hearing`)).statusCode).toBe(403)
    expect((await get(`/v1/cases/${id}/file.pdf?full=true`, 'counsel')).statusCode).toBe(400)
    expect((await get(`/v1/cases/${id}/file.pdf?full=true&because=hearing`, 'counsel')).statusCode).toBe(200)
    expect((await exported()).details).toMatchObject({ full: true, because: 'hearing' })
  })

  it('show nobody a sealed case who may not read it, and no recruiter or administrator any', async () => {
    for (const role of ['recruiter', 'administrator'] as const)
      expect((await get('/v1/exports/cases.csv', role)).statusCode).toBe(403)
    await service.app.inject({
      ...{ method: 'POST', url: `/v1/cases/${id}/acts`, headers: service.account('the-counsel', 'counsel') },
      payload: { is: 'sealed', readers: ['the-counsel'], because: 'somebody of the board' },
    })
    for (const path of ['file.pdf', 'evidence.csv'])
      expect((await get(`/v1/cases/${id}/${path}`)).statusCode).toBe(404)
    expect(read((await get('/v1/exports/cases.csv')).body)).toEqual([])
    expect((await get(`/v1/cases/${id}/file.pdf`, 'counsel')).statusCode).toBe(200)
    expect((await get('/v1/cases/C-NONE/file.pdf')).statusCode).toBe(404)
  })
})
