import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, digest, type Evidence } from '@telltale/core'
import { afterAll, describe, expect, it } from 'vitest'
import { scan } from './scan.ts'

/** From the files that a company has to what is found, whatever the names of the files and so the order of reading. */

const root = mkdtempSync(join(tmpdir(), 'telltale-exports-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function found(files: Record<string, string>): Promise<Evidence[]> {
  const folder = mkdtempSync(join(root, 'f'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  const out: Evidence[] = []
  const scanned = await scan({
    folder,
    detectors,
    index: (type, value) => digest(type + value),
    memory: 1e6,
    receivedAt: Date.UTC(2026, 5, 1),
    found: (e) => out.push(e),
  })
  expect(scanned.faults).toEqual([])
  expect(scanned.quarantined).toEqual([])
  return out
}

const applicants = `Application ID,Name,Email,Phone,City,State,Requisition,Applied On,Referred By
A-1,Fern Vernier,fern@letters.example,614 555 2368,Columbus,OH,R-1,2026-03-01,
A-2,Larch Muster,larch@letters.example,(614) 555-2368,Phoenix,AZ,R-2,2026-03-02,Fern Vernier
`
const interviews = (start: string) => `Interview ID,Application ID,Interviewer,Start,End,Status
I-1,A-1,Quill,2026-03-09T15:00:00Z,2026-03-09T16:00:00Z,Completed
I-2,A-2,Hazel,${start},,Completed
`

describe('exports about applicants', () => {
  it.each([
    ['applicants first', 'a', 'b'],
    ['interviews first', 'b', 'a'],
  ])('tie interviews of one hour to a shared number: %s', async (_, one, two) => {
    const files = (start: string) => ({
      [`${one}-2026-03-10.csv`]: applicants,
      [`${two}-2026-03-10.csv`]: interviews(start),
    })
    const overlap = (await found(files('2026-03-09T15:30:00Z'))).filter((e) =>
      e.detector.startsWith('conduct/'),
    )
    expect(overlap.map((e) => [e.detector, e.weight, e.weighsOn])).toEqual(
      expect.arrayContaining([
        ['conduct/overlapping-interviews', 1, ['application:A-1', 'application:A-2']],
        ['conduct/referral-chain', 0.5, ['application:A-2']],
      ]),
    )
    const apart = await found(files('2026-03-09T17:00:00Z'))
    expect(apart.filter((e) => e.detector === 'conduct/overlapping-interviews')).toEqual([])
  })

  it('follow an agency’s candidate, and hold nothing of the agency’s own against anybody', async () => {
    const roster = (
      name: string,
    ) => `Agency,Agency Candidate ID,Candidate,Email,Phone,Requisition,Submitted On
"Example Staffing, Inc.",C-17,Fern Vernier,fern@letters.example,614 555 7000,R-1,2026-03-01
EXAMPLE STAFFING,C-18,Hazel Muster,hazel@letters.example,614 555 7000,R-1,2026-03-01
EXAMPLE STAFFING,C-17,${name},${name.slice(0, 4)}@post.example,614 555 7001,R-2,2026-03-05
`
    const substituted = await found({ 'roster.csv': roster('Larch Alder') })
    expect(substituted.map((e) => e.detector)).toContain('conduct/agency-substitution')
    const again = await found({ 'roster.csv': roster('Fern Vernier') })
    for (const all of [substituted, again])
      expect(all.filter((e) => e.detector === 'identity/shared-contact')).toEqual([])
    expect(again.filter((e) => e.detector === 'conduct/agency-substitution')).toEqual([])
  })

  it('hold a log of commits against the account of another file', async () => {
    const hash = (n: number) => n.toString(16).padStart(40, '0')
    const log = Array.from({ length: 40 }, (_, i) => {
      const date = `20${10 + (i % 8)}-05-${String(1 + (i % 28)).padStart(2, '0')}T10:00:00Z`
      return `${hash(i)}|${date}|${date}|one@x.example|one@x.example`
    }).join('\n')
    const account = (year: number) =>
      JSON.stringify({
        application: 'A-1',
        user: { login: 'example-fern', created_at: `${year}-01-01T00:00:00Z`, public_repos: 1 },
      })
    const files = (year: number) => ({
      'A-1_2026-03-02.log': log,
      'github-2026-03-02.json': account(year),
      'applicants-2026-03-01.csv': applicants,
    })
    const young = await found(files(2025))
    expect(young.map((e) => [e.detector, e.subject])).toContainEqual([
      'footprint/account-younger',
      'application:A-1',
    ])
    const old = await found(files(2010))
    expect(old.filter((e) => e.family === 'footprint')).toEqual([])
  })
})
