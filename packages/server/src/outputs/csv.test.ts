import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from './csv.ts'

const column = { text: (t: string) => t }

describe('CSV', () => {
  it('keeps a spreadsheet from running what somebody wrote', () => {
    const texts = ['=1+1', '+49 30', '-2', '@SUM(A1)', '\t=1', ' =1', '＝1', 'plain', 'a=b']
    const rows = parse(csv(column, texts), { columns: true }) as { text: string }[]
    expect(rows.map((r) => r.text)).toEqual([
      ...["'=1+1", "'+49 30", "'-2", "'@SUM(A1)", "'\t=1", "' =1", "'＝1", 'plain', 'a=b'],
    ])
  })

  it('leaves numbers numbers, negative ones too, and nothing empty', () => {
    expect(csv({ n: (n: number | undefined) => n, b: () => true }, [-0.3, undefined])).toBe(
      'n,b\r\n-0.3,true\r\n,true\r\n',
    )
  })

  it('is read back by another reader as it was, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (texts) => {
        const rows = parse(csv({ text: column.text, end: () => 'x' }, texts), {
          columns: true,
          bom: false,
        }) as {
          text: string
        }[]
        expect(rows.map((r) => r.text.replace(/^'/, ''))).toEqual(texts.map((t) => t.replace(/^'/, '')))
      }),
    )
  })
})
