import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** docs/security-checklist.md: what it names is there, no number is missing, and its counts are right. */

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const page = readFileSync(`${root}docs/security-checklist.md`, 'utf8')

/** The requirements of levels 1 and 2 in ASVS 5.0.0: how many each section has from its first on, but those of level 3. */
const asked = new Set(
  // biome-ignore format: a chapter a line
  [
    '1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2',
    '2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1',
    '3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2',
    '4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4',
    '5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3',
    '6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4',
    '7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2',
    '8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1',
    '9.1.1-3 9.2.1-4',
    '10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3',
    '11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1',
    '12.1.1-3 12.2.1-2 12.3.1-4',
    '13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5',
    '14.1.1-2 14.2.1-4 14.3.1-3',
    '15.1.1-3 15.2.1-3 15.3.1-7',
    '16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3',
    '17.1.1-1 17.2.1-4 17.3.1-2',
  ].flatMap((chapter) => chapter.split(' ')).flatMap((section) => {
    const [, before, last] = /^(.*\.)1-(\d+)$/.exec(section)!
    return Array.from({ length: Number(last) }, (_, i) => `${before}${i + 1}`)
  }),
)

const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (\S.*?) \| (.+) \|$/gm)].map(
  ([, id, what, verdict, proof]) => ({
    id: id!,
    what: what!,
    verdict: verdict!.replaceAll('*', ''),
    proof: proof!,
  }),
)
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner!)
const isPath = (text: string) =>
  /^(?:(?:packages|docs|bench|scripts|lab|test|\.ci)\/[^\s*]+|[\w-]+\.(?:md|json))$/.test(text)
const verdicts = ['met', 'in part', 'not met', 'does not apply']

describe('the security checklist', () => {
  it('has every requirement of levels 1 and 2, once', () => {
    expect(rows.map((r) => r.id).sort()).toEqual([...asked].sort())
  })

  it('counts its verdicts', () => {
    const counts = verdicts.map((verdict) => rows.filter((r) => r.verdict === verdict).length)
    expect(page).toContain(`\n| ${[...counts, rows.length].join(' | ')} |\n`)
    expect(counts.reduce((a, b) => a + b)).toBe(rows.length)
  })

  it('names only files that are there', () => {
    const named = [...new Set(quoted(page).filter(isPath))]
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((path) => !existsSync(`${root}${path}`))).toEqual([])
  })

  it('has a proof for what is met, and says what would close what is not', () => {
    const bare = rows.filter(({ verdict, proof }) => {
      if (verdict === 'met')
        return quoted(proof).length === 0 && !/[Tt]he table (?:Keys|Connections) below/.test(proof)
      if (verdict === 'in part') return quoted(proof).length === 0 || !/Missing.*[Tt]o close: /.test(proof)
      return verdict === 'not met' && !/To close: /.test(proof)
    })
    expect(bare).toEqual([])
  })
})
