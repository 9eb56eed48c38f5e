import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import resumeDocx from './resume-docx.ts'
import { rowsOf } from './rows-of.ts'

// what mammoth reads zips with
const JSZip = createRequire(createRequire(import.meta.url).resolve('mammoth'))('jszip') as new () => {
  file(name: string, content: string | Uint8Array): void
  generateAsync(how: { type: 'nodebuffer'; compression: 'DEFLATE' }): Promise<Buffer>
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const types = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const rels = `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const paragraphs = (lines: string[]) =>
  lines
    .map((l) => `<w:p><w:r><w:t xml:space="preserve">${l.replace(/&/g, '&amp;')}</w:t></w:r></w:p>`)
    .join('')

async function docx(lines: string[], more: Record<string, string | Uint8Array> = {}): Promise<Buffer> {
  const zip = new JSZip()
  zip.file('[Content_Types].xml', types)
  zip.file('_rels/.rels', rels)
  zip.file('word/document.xml', `${head}<w:document ${ns}><w:body>${paragraphs(lines)}</w:body></w:document>`)
  for (const [name, content] of Object.entries(more)) zip.file(name, content)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

const resume = [
  'مثال 🙂',
  'one@x.example.org',
  'Experience',
  'Senior Engineer, Example Works, Jan 2019 – Present',
  'Built an invented thing.',
  'Education',
  'BSc Physics, Example University, 2011 – 2015',
]
const data = (value: Record<string, unknown> | undefined) => value?.data as Record<string, unknown>

describe('resume-docx', () => {
  it('is one application with names of any kind', async () => {
    const found = await rowsOf('one-2026-03-02.docx', await docx(resume))
    expect(found.reasons).toEqual([])
    expect(found.connector).toBe('resume-docx')
    expect(found.values[0]).toMatchObject({
      id: expect.stringMatching(/^application:resume-[0-9a-f]{12}$/),
      at: Date.UTC(2026, 2, 2),
      data: {
        name: 'مثال 🙂',
        emails: ['one@x.example.org'],
        work: [{ name: 'Example Works', position: 'Senior Engineer', summary: 'Built an invented thing.' }],
        education: [{ institution: 'Example University', startDate: '2011', endDate: '2015' }],
      },
    })
  })

  it('reads contacts in the page header, and where links lead', async () => {
    const found = await rowsOf(
      'cv.docx',
      await docx(resume.slice(2), {
        'word/header1.xml': `${head}<w:hdr ${ns}>${paragraphs(['Example Two', 'Tel. (512) 555-0102 | two@x.example.org'])}</w:hdr>`,
        'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://github.com/example-two" TargetMode="External"/></Relationships>`,
      }),
    )
    expect(data(found.values[0])).toMatchObject({
      name: 'Example Two',
      emails: ['two@x.example.org'],
      phones: ['(512) 555-0102'],
      profiles: [{ network: 'github', username: 'example-two' }],
    })
  })

  it('entities are neither fetched nor multiplied', async () => {
    const secret = fileURLToPath(import.meta.url)
    const lines = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
    const types = `<!DOCTYPE w [<!ENTITY file SYSTEM "file://${secret}"><!ENTITY l0 "laugh">${lines.join('')}]>`
    const body = `${paragraphs(resume)}<w:p><w:r><w:t>&file;&l9;</w:t></w:r></w:p>`
    const found = await rowsOf(
      'cv-2026-03-02.docx',
      await docx(resume, {
        'word/document.xml': `${head}${types}<w:document ${ns}><w:body>${body}</w:body></w:document>`,
      }),
    )
    const read = JSON.stringify(found)
    expect(read).not.toContain('neither fetched')
    expect(read).not.toContain('laughlaugh')
    expect(read.length).toBeLessThan(20_000)
  })

  it('a bomb is not unpacked, whatever its directory says of its size', async () => {
    const bomb = await docx(resume, { 'word/comments.xml': new Uint8Array(40 * 1024 * 1024) })
    const reason = '0 : unpacks to more than 32 MB, as no résumé does: it was not read'
    expect((await rowsOf('cv.docx', bomb)).reasons).toEqual([reason])
    // the size that the directory claims, of the last entry: 5 bytes
    bomb.writeUInt32LE(5, bomb.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
    expect((await rowsOf('cv.docx', bomb)).reasons).toEqual([reason])
    expect((await rowsOf('cv.docx', await docx(resume))).values).toHaveLength(1)
  })

  it('thousands of parts are no résumé', async () => {
    const many = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`word/media/${i}.txt`, '']))
    expect((await rowsOf('cv.docx', await docx(resume, many))).reasons).toEqual([
      expect.stringMatching(/^0 : holds 2\d\d\d parts, as no résumé does/),
    ])
  })

  it('says of a picture, an old document and a password what to do', async () => {
    expect((await rowsOf('cv.docx', await docx([]))).reasons).toEqual([
      '0 : is a picture without text: ask for the file with text, or enter the fields',
    ])
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect((await rowsOf('cv.doc', old)).reasons).toEqual([
      '0 : is a document of an old version of Word: save it as DOCX or PDF',
    ])
    old.write('EncryptedPackage', 512, 'utf16le')
    expect((await rowsOf('cv.docx', old)).reasons).toEqual([
      '0 : is protected by a password: ask for it without one',
    ])
  })

  it('cut off anywhere: one problem, never a throw', async () => {
    const whole = await docx(resume)
    for (let cut = 60; cut < whole.length; cut += 53) {
      const found = await rowsOf('cv.docx', whole.subarray(0, cut))
      expect(found.values).toEqual([])
      expect(found.reasons).toEqual([expect.stringMatching(/damaged/)])
    }
  })

  it('leaves other archives alone', () => {
    expect(resumeDocx.recognises({ name: 'a.zip', head: 'PK\x03\x04…photo.jpg' })).toBe(false)
    expect(resumeDocx.recognises({ name: 'a.xlsx', head: 'PK\x03\x04…xl/workbook.xml' })).toBe(false)
    expect(resumeDocx.recognises({ name: 'a.xls', head: '\uFFFD\uFFFD\x11\u0871\x1A' })).toBe(false)
  })
})
