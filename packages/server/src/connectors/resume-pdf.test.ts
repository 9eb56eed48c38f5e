import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import resumePdf from './resume-pdf.ts'
import { rowsOf } from './rows-of.ts'

/** A PDF as small as one can be: each page's content stream as given, Helvetica as F1. */
function pdf(
  contents: (string | { filters: string; bytes: Buffer })[],
  more: { trailer?: string; objects?: string[] } = {},
): Buffer {
  const pages = contents.map((_, i) => 4 + 2 * i)
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(
      `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((n) => `${n} 0 R`).join(' ')}] >>`,
    ),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
  ]
  for (const [i, content] of contents.entries()) {
    const stream =
      typeof content === 'string' ? { filters: '', bytes: Buffer.from(content, 'latin1') } : content
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pages[i]! + 1} 0 R >>`,
      ),
      Buffer.concat([
        Buffer.from(
          `<< /Length ${stream.bytes.length}${stream.filters ? ` /Filter [${stream.filters}]` : ''} >>\nstream\n`,
        ),
        stream.bytes,
        Buffer.from('\nendstream'),
      ]),
    )
  }
  objects.push(...(more.objects ?? []).map((o) => Buffer.from(o)))
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let size = parts[0]!.length
  const add = (part: Buffer) => {
    parts.push(part)
    size += part.length
  }
  for (const [i, object] of objects.entries()) {
    offsets.push(size)
    add(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]))
  }
  const at = size
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more.trailer ?? ''} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** Text drawn at places: x, y, words. */
const drawn = (runs: [x: number, y: number, text: string][]) =>
  `BT /F1 10 Tf\n${runs.map(([x, y, t]) => `1 0 0 1 ${x} ${y} Tm (${t.replace(/[()\\]/g, '\\$&')}) Tj`).join('\n')}\nET`
const lines = (texts: string[]) => drawn(texts.map((t, i) => [40, 760 - 14 * i, t]))
const resume = [
  'Example One',
  'Austin, TX | \\(512\\) 555-0101 | one@x.example.org'.replaceAll('\\', ''),
  'Experience',
  'Senior Engineer, Example Works, Jan 2019 - Present',
  'Built an invented thing that nobody needed.',
  'Education',
  'BSc Physics, Example University, 2011 - 2015',
]
const data = (value: Record<string, unknown> | undefined) => value?.data as Record<string, unknown>

describe('resume-pdf', () => {
  it('is one application, named after its bytes', async () => {
    const found = await rowsOf('one-2026-03-02.pdf', pdf([lines(resume)]))
    expect(found.reasons).toEqual([])
    expect(found.connector).toBe('resume-pdf')
    expect(found.values[0]).toMatchObject({
      id: expect.stringMatching(/^application:resume-[0-9a-f]{12}$/),
      at: Date.UTC(2026, 2, 2),
      data: {
        name: 'Example One',
        emails: ['one@x.example.org'],
        phones: ['(512) 555-0101'],
        place: { city: 'Austin', region: 'TX', country: 'US' },
        work: [
          { name: 'Example Works', position: 'Senior Engineer', startDate: 'Jan 2019', endDate: 'Present' },
        ],
        education: [{ institution: 'Example University', studyType: 'BSc', area: 'Physics' }],
        appliedAt: Date.UTC(2026, 2, 2),
      },
    })
    const again = await rowsOf('renamed.pdf', pdf([lines(resume)]))
    expect(again.values[0]?.about).toEqual(found.values[0]?.about)
    expect(data(again.values[0])).not.toHaveProperty('appliedAt')
  })

  it('puts two columns in order that were drawn across both', async () => {
    const left = [
      'Contact',
      'two@x.example.org',
      'Austin, TX',
      'Skills',
      'Python',
      'Terraform',
      'Kubernetes',
      'Postgres',
    ]
    const right = [
      'Work Experience',
      'Senior Engineer, Example Works, Jan 2019 - Present',
      'Led a team that made invented systems',
      'Developer, Invented Ltd, 2015 - 2018',
      'Wrote the invented website',
      'Education',
      'BSc Physics, Example University, 2011 - 2015',
      'Nothing else of note',
    ]
    const across = left.flatMap((text, i): [number, number, string][] => [
      [40, 740 - 14 * i, text],
      [240, 740 - 14 * i, right[i]!],
    ])
    const found = await rowsOf('cv.pdf', pdf([drawn([[40, 760, 'Example Two'], ...across])]))
    expect(data(found.values[0])).toMatchObject({
      name: 'Example Two',
      emails: ['two@x.example.org'],
      work: [
        { name: 'Example Works', summary: 'Led a team that made invented systems' },
        { name: 'Invented Ltd', summary: 'Wrote the invented website' },
      ],
      education: [{ institution: 'Example University' }],
    })
  })

  it('dates on the right of ordinary lines are no column', async () => {
    const jobs = Array.from({ length: 7 }, (_, i): [number, number, string][] => [
      [40, 700 - 30 * i, `Engineer, Invented Ltd ${i}`],
      [450, 700 - 30 * i, `${2000 + i} - ${2001 + i}`],
      [40, 685 - 30 * i, `Did the thing number ${i}.`],
    ])
    const found = await rowsOf(
      'cv.pdf',
      pdf([drawn([[40, 760, 'Example Three'], [40, 730, 'Experience'], ...jobs.flat()])]),
    )
    expect((data(found.values[0]).work as { startDate: string }[]).map((w) => w.startDate)).toEqual(
      jobs.map((_, i) => String(2000 + i)),
    )
  })

  it('a picture says that it is one', async () => {
    for (const content of ['q 612 0 0 792 0 0 cm 0 0 1 rg 0 0 1 1 re f Q', '', lines(['p. 1'])])
      expect((await rowsOf('cv.pdf', pdf([content]))).reasons).toEqual([
        '0 : is a picture without text: ask for the file with text, or enter the fields',
      ])
  })

  it('an invoice is no application, unless somebody calls it a résumé', async () => {
    const invoice = pdf([
      lines([
        'Invoice 17',
        'Example Works owes Invented Ltd',
        'two hundred dollars for an invented service.',
      ]),
    ])
    expect((await rowsOf('invoice-17.pdf', invoice)).reasons).toEqual([
      expect.stringMatching(/does not read like a résumé: if it is one/),
    ])
    expect((await rowsOf('example-resume.pdf', invoice)).values).toHaveLength(1)
  })

  it('a password, too many pages: said, with what to do', async () => {
    const secret = pdf([lines(resume)], {
      objects: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`],
      trailer: '/Encrypt 6 0 R /ID [<00> <00>]',
    })
    expect((await rowsOf('cv.pdf', secret)).reasons).toEqual([
      '0 : is protected by a password: ask for it without one',
    ])
    const long = pdf(Array.from({ length: 51 }, () => lines(resume)))
    expect((await rowsOf('cv.pdf', long)).reasons).toEqual(['0 : has 51 pages; a résumé of up to 50 is read'])
  })

  it('reads a text that was compressed, even twice', async () => {
    const once = deflateSync(lines(resume))
    for (const content of [
      { filters: '/FlateDecode', bytes: once },
      { filters: '/FlateDecode /FlateDecode', bytes: deflateSync(once) },
    ])
      expect(data((await rowsOf('cv.pdf', pdf([content]))).values[0])).toMatchObject({ name: 'Example One' })
  })

  it('a bomb is given up, and the next file is read', async () => {
    const zeros = deflateSync(Buffer.alloc(150 * 1024 * 1024, 32), { level: 1 })
    const bombs = [
      { filters: '/FlateDecode', bytes: zeros },
      { filters: '/FlateDecode /FlateDecode', bytes: deflateSync(zeros) },
    ]
    for (const bomb of bombs)
      expect((await rowsOf('cv.pdf', pdf([lines(resume), bomb]))).reasons).toEqual([
        '0 : unpacks to more than 256 MB, as no résumé does: it was not read',
      ])
    expect((await rowsOf('cv.pdf', pdf([lines(resume)]))).values).toHaveLength(1)
  })

  it('cut off anywhere, or damaged: a row or one problem, never a throw', async () => {
    const whole = pdf([lines(resume), lines(resume)])
    for (let cut = 6; cut < whole.length; cut += 97) {
      const found = await rowsOf('cv.pdf', whole.subarray(0, cut))
      expect(found.values.length + found.bad.length).toBe(1)
      for (const { problem } of found.bad) expect(problem.reason).toMatch(/: ask for|^is a picture/)
      const damaged = Buffer.from(whole)
      damaged.fill(0xff, cut, cut + 20)
      const read = await rowsOf('cv.pdf', damaged)
      expect(read.values.length + read.bad.length).toBe(1)
    }
  })

  it('knows PDFs by their first bytes', () => {
    expect(resumePdf.recognises({ name: 'x', head: '%PDF-1.7\n' })).toBe('certain')
    expect(resumePdf.recognises({ name: 'x.pdf', head: 'not one' })).toBe(false)
  })
})
