import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, headerOf, records } from './csv.ts'

async function read(text: string): Promise<CsvRecord[]> {
  const out: CsvRecord[] = []
  async function* bytes() {
    for (let at = 0; at < text.length; at += 50) yield Buffer.from(text.slice(at, at + 50))
  }
  const file = {
    name: 'x.csv',
    bytes: bytes(),
    damage: () => undefined,
    maxLine: 1e6,
    modifiedAt: 0,
    skip() {},
  }
  for await (const record of records(file)) out.push(record)
  return out
}

const cells = (found: CsvRecord[]) =>
  found.map((r) => (r.problem ? `${r.row}! ${r.problem.reason}` : r.cells.join('|')))
const unclosed = 'a quote is opened and not closed in this row'

describe('what RFC 4180 allows', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', ';', '1'), maxLength: 12 })
  const quoted = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

  it('comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), async (rows) => {
        const kept = rows.filter((row) => row.some((c) => c.trim() !== ''))
        const text = [['k', 'at', 'about'], ...rows].map((row) => row.map(quoted).join(',')).join('\n')
        const found = await read(text)
        expect(found.slice(1).map((r) => (r.problem ? r : r.cells))).toEqual(kept)
      }),
    )
  })

  it('reads ; and tab separated tables, and line breaks of every system', async () => {
    expect(cells(await read('a;b\r\n1;"x;y"\r\n'))).toEqual(['a|b', '1|x;y'])
    expect(cells(await read('a\tb\n1\tx,y\n'))).toEqual(['a|b', '1|x,y'])
    expect(headerOf('"Name";"E-mail"\r\nx;y')).toEqual(['Name', 'E-mail'])
  })

  it('keeps blank lines inside a cell', async () => {
    expect(cells(await read('a,b\n1,"x\n\n\ny"\n2,z'))).toEqual(['a|b', '1|x\n\n\ny', '2|z'])
  })
})

describe('what it does not', () => {
  it('a quote that is never closed costs one row', async () => {
    const text = `a,b\n1,x\n2,"broken\n${Array.from({ length: 5000 }, (_, i) => `${i},y`).join('\n')}`
    const found = await read(text)
    expect(found.filter((r) => r.problem)).toHaveLength(1)
    expect(found[2]).toMatchObject({ row: 3, problem: { reason: unclosed } })
    expect(found).toHaveLength(5003)
  })

  it('a quote that another row would close costs one row', async () => {
    expect(cells(await read('a,b\n1,"broken\n2,"fine"\n3,y'))).toEqual([
      'a|b',
      `2! ${unclosed}`,
      '2|fine',
      '3|y',
    ])
    expect(cells(await read('a,b\n1,"broken\n2,ok",x\n3,y'))).toEqual([
      'a|b',
      `2! ${unclosed}`,
      '3! has 3 cells and the header 2: quote cells that hold a ,',
      '3|y',
    ])
  })

  it('text after a closing quote costs one row; a quote inside an unquoted cell stands for itself', async () => {
    expect(cells(await read('a,b\n1,"x" y\n2,5" disk\n'))).toEqual([
      'a|b',
      '2! a quoted cell goes on after its closing quote',
      '2|5" disk',
    ])
  })

  it('too many cells cost one row; too few are empty', async () => {
    expect(cells(await read('a,b,c\n1,2,3,4\n1\n1,2,3,,'))).toEqual([
      'a|b|c',
      '2! has 4 cells and the header 3: quote cells that hold a ,',
      '1',
      '1|2|3||',
    ])
  })
})
