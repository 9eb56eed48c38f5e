import { fileURLToPath } from 'node:url'
import type { Exhibit } from '@telltale/core'
import PDFDocument from 'pdfkit'
import type { Block, CaseFile, StripCell, WeightRow } from './case-file.ts'
import { signed } from './sentences.ts'

const font = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
const fonts = {
  plain: 'DejaVuSans',
  bold: 'DejaVuSans-Bold',
  mono: 'DejaVuSansMono',
} as const

// The console's colours: orange accuses, teal clears; every bar says so by its side and in words too.
const ink = { text: '#1A1C1F', dim: '#52565D', line: '#D9D9D4', accuse: '#A8480B', clear: '#0A6676' }
const side = { accuse: '#D9752F', clear: '#2E97A8' }

const margin = 48
const footer = 34
const bandLines = 4
const bandHeight = 22 + bandLines * 11
const mostRows = 12

/** Draws a case file as A4 pages: numbered, with the content's hash on each, its font embedded. */
export function pdf(file: CaseFile): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    bufferPages: true,
    margins: { top: margin, left: margin, right: margin, bottom: margin + footer },
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: file.title, Creator: 'Telltale', Producer: 'Telltale', CreationDate: new Date(file.madeAt), ModDate: new Date(file.madeAt) }, // biome-ignore format: one value
  })
  for (const [name, path] of Object.entries(fonts)) doc.registerFont(name, font(path))
  const done = new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(Buffer.concat(parts)))
    doc.on('error', reject)
  })
  const draw = drawer(doc)
  for (const block of file.blocks) draw.block(block)
  draw.frame(file)
  doc.end()
  return done
}

function drawer(doc: PDFKit.PDFDocument) {
  const width = doc.page.width - 2 * margin
  const legible = legibleIn(doc)
  /** What pages end with from here on, and what those that are drawn do. */
  let band: Extract<Block, { is: 'band' }> | undefined
  const bands = new Map<number, Extract<Block, { is: 'band' }>>()
  let page = 0
  const bottom = () => doc.page.height - doc.page.margins.bottom
  const addPage = () => {
    doc.addPage({
      size: 'A4',
      margins: {
        top: margin,
        left: margin,
        right: margin,
        bottom: margin + footer + (band ? bandHeight : 0),
      },
    })
  }
  doc.on('pageAdded', () => {
    page += 1
    if (band) bands.set(page, band)
  })
  const ensure = (height: number) => {
    if (doc.y + height > bottom() && doc.y > margin) addPage()
  }
  const write = (
    text: string,
    look: {
      face?: keyof typeof fonts
      size?: number
      color?: string
      x?: number
      width?: number
      gap?: number
    } = {},
  ) => {
    // biome-ignore format: one line
    const { face = 'plain', size = 9, color = ink.text, x = margin, gap = 2 } = look
    doc.font(face).fontSize(size).fillColor(color)
    doc.text(legible(text), x, doc.y, { width: look.width ?? width - (x - margin), lineGap: 1 })
    doc.y += gap
  }
  const heightOf = (text: string, face: keyof typeof fonts, size: number, within: number) =>
    doc.font(face).fontSize(size).heightOfString(legible(text), { width: within, lineGap: 1 })

  /** From the middle to the right accuses, to the left clears; hatched where it is assumed or simulated. */
  const bar = (weight: number, x: number, y: number, half: number, assumed: boolean, plain = false) => {
    const size = Math.min(half, (Math.abs(weight) / 5) * half)
    const from = weight < 0 ? x + half - size : x + half
    const color = plain ? ink.dim : weight < 0 ? side.clear : side.accuse
    doc.save().lineWidth(0.6).strokeColor(ink.dim)
    doc
      .moveTo(x + half, y - 1)
      .lineTo(x + half, y + 10)
      .stroke()
    if (size > 0) {
      doc.rect(from, y + 1, size, 7)
      if (assumed) {
        doc.lineWidth(0.8).strokeColor(color).stroke()
        doc.rect(from, y + 1, size, 7).clip()
        for (let at = from - 8; at < from + size; at += 3)
          doc
            .moveTo(at, y + 9)
            .lineTo(at + 8, y)
            .lineWidth(0.7)
            .strokeColor(color)
            .stroke()
      } else doc.fillColor(color).fill()
    }
    doc.restore()
  }

  const strip = (cells: readonly StripCell[]) => {
    const gap = 6
    const cell = (width - gap * (cells.length - 1)) / cells.length
    const words = { contradicts: '≠ contradicts', agrees: '✓ agrees', unremarkable: '– unremarkable', 'not measured': '? not measured' } // biome-ignore format: one line
    const height = Math.max(...cells.map((c) => heightOf(c.says, 'plain', 7, cell - 10))) + 34
    ensure(height + 8)
    const top = doc.y
    for (const [i, c] of cells.entries()) {
      const x = margin + i * (cell + gap)
      const color = c.reads === 'contradicts' ? ink.accuse : c.reads === 'agrees' ? ink.clear : ink.dim
      doc
        .save()
        .lineWidth(c.reads === 'contradicts' ? 1.4 : 0.6)
        .strokeColor(color)
      if (c.reads === 'not measured') doc.dash(2, { space: 2 })
      doc.roundedRect(x, top, cell, height, 3).stroke().undash().restore()
      doc.y = top + 5
      write(c.title, { face: 'bold', size: 8, x: x + 5, width: cell - 10, gap: 0 })
      write(words[c.reads], { size: 7, color, x: x + 5, width: cell - 10, gap: 2 })
      write(c.says, { size: 7, color: ink.text, x: x + 5, width: cell - 10, gap: 0 })
    }
    doc.y = top + height + 8
  }

  const weights = (rows: readonly WeightRow[]) => {
    for (const row of rows) {
      ensure(15)
      const top = doc.y
      const face = row.total ? 'bold' : 'plain'
      if (row.total) doc.moveTo(margin, top - 2).lineTo(margin + width, top - 2).lineWidth(0.5).strokeColor(ink.line).stroke() // biome-ignore format: one line
      write(row.label, { face, x: margin, width: 200, gap: 0 })
      doc.y = top
      bar(row.weight, margin + 205, top, 75, row.assumed, row.total === true)
      write(signed(row.weight), { face, x: margin + 362, width: 40, gap: 0, color: row.total ? ink.text : row.weight < 0 ? ink.clear : ink.accuse }) // biome-ignore format: one line
      doc.y = top
      write([row.note, ...(row.assumed && row.note !== 'prior' ? ['not measured on real people'] : [])].filter(Boolean).join(', '), { size: 7, color: ink.dim, x: margin + 400, width: width - 400, gap: 0 }) // biome-ignore format: one line
      doc.y = Math.max(doc.y, top + 13)
    }
    doc.y += 4
  }

  const table = (
    columns: readonly { title: string; share: number }[],
    rows: readonly string[][],
    x = margin,
    within = width,
    size = 7.5,
  ) => {
    // biome-ignore format: one line
    const all = columns.reduce((a, c) => a + c.share, 0)
    const widths = columns.map((c) => (c.share / all) * within)
    const line = (cells: readonly string[], face: keyof typeof fonts, color: string) => {
      const height = Math.max(...cells.map((c, i) => heightOf(c, face, size, widths[i]! - 6)), 9)
      ensure(Math.min(height, bottom() - margin - 20) + 5)
      const top = doc.y
      let at = x
      let low = top
      const on = page
      for (const [i, c] of cells.entries()) {
        // A cell longer than the page goes on over it; the others stay where they began.
        if (page === on) doc.y = top
        write(c, { face, size, color, x: at, width: widths[i]! - 6, gap: 0 })
        low = page === on ? Math.max(low, doc.y) : doc.y
        at += widths[i]!
      }
      doc.y = low + 2
      doc
        .moveTo(x, doc.y)
        .lineTo(x + within, doc.y)
        .lineWidth(0.4)
        .strokeColor(ink.line)
        .stroke()
      doc.y += 3
    }
    line(columns.map((c) => c.title), 'bold', ink.dim) // biome-ignore format: one call
    for (const row of rows) line(row, 'plain', ink.text)
    doc.y += 4
  }

  const exhibit = (e: Exhibit) => {
    const x = margin + 14
    const within = width - 14
    const small = { size: 7.5, color: ink.dim, x }
    const rowsOf = (label: string, columns: readonly string[], rows: readonly (string | number)[][]) => {
      write(label, small)
      table(
        columns.map((title) => ({ title, share: 1 })),
        rows.slice(0, mostRows).map((r) => r.map(String)),
        ...[x, within, 7],
      )
      if (rows.length > mostRows) write(`… and ${rows.length - mostRows} more rows.`, small)
    }
    if (e.type === 'number') {
      const expected = e.expected ? `; expected ${e.expected.low} to ${e.expected.high}` : ''
      write(`${e.label}: ${e.value} ${e.unit}${expected}`, small)
    } else if (e.type === 'table') rowsOf(e.label, e.columns, e.rows)
    else if (e.type === 'timeline')
      rowsOf(e.label, ['When (UTC)', 'What'], e.events.map((v) => [new Date(v.at).toISOString().slice(0, 16).replace('T', ' '), v.label])) // biome-ignore format: one call
    else if (e.type === 'subjects')
      rowsOf(e.label, ['Who or what', 'Note'], e.subjects.map((s) => [s.ref, s.note])) // biome-ignore format: one call
    else if (e.type === 'histogram') histogram(e, x, within)
    else ribbon(e, x, within)
  }

  const histogram = (e: Extract<Exhibit, { type: 'histogram' }>, x: number, within: number) => {
    const tall = 38
    ensure(tall + 34)
    write(`${e.label} (${e.unit})`, { size: 7.5, color: ink.dim, x })
    const top = doc.y
    const most = Math.max(1, ...e.counts)
    const column = Math.min(8, within / Math.max(1, e.counts.length))
    doc.save().fillColor(ink.dim)
    for (const [i, n] of e.counts.entries()) {
      const height = (n / most) * tall
      if (n > 0) doc.rect(x + i * column, top + tall - height, Math.max(0.5, column - 1), height).fill()
    }
    doc.restore()
    if (e.mark !== undefined) {
      const at = x + ((e.mark - e.from) / e.step) * column
      doc
        .save()
        .strokeColor(side.accuse)
        .lineWidth(1)
        .moveTo(at, top)
        .lineTo(at, top + tall)
        .stroke()
        .restore()
    }
    doc.y = top + tall + 2
    const last = e.from + e.step * e.counts.length
    write(`${e.from} to ${last} ${e.unit}, highest column ${most}${e.mark === undefined ? '' : `, mark at ${e.mark}`}`, { size: 7, color: ink.dim, x }) // biome-ignore format: one line
  }

  const ribbon = (e: Extract<Exhibit, { type: 'ribbon' }>, x: number, within: number) => {
    const longest = Math.max(1, ...e.legs.map((l) => l.high), e.claim?.high ?? 0)
    const scale = (within - 190) / longest
    const names = { exit: 'collector to exit', device: 'exit to device', hands: 'device to hands' } as const
    const rows = [
      ...e.legs.map((l) => ({ label: names[l.leg], ...l, tint: l.reads === 'contradicts' ? side.accuse : l.reads === 'clears' ? side.clear : ink.dim, note: l.basis })), // biome-ignore format: one row
      ...(e.claim ? [{ ...e.claim, tint: ink.line, note: 'what the claim allows' }] : []),
    ]
    ensure(rows.length * 20 + 12)
    write(`Distances as round trips${e.collector ? ` from ${e.collector}` : ''}${e.claimKm === undefined ? '' : `, claimed place ${Math.round(e.claimKm)} km away`}`, { size: 7.5, color: ink.dim, x }) // biome-ignore format: one line
    for (const r of rows) {
      const top = doc.y
      write(r.label, { size: 7, x, width: 88, gap: 0 })
      const end = doc.y
      doc
        .rect(x + 92 + r.low * scale, top + 2, Math.max(1, (r.high - r.low) * scale), 5)
        .fillColor(r.tint)
        .fill()
      doc.y = top
      write(`${Math.round(r.estimate)} ms (${Math.round(r.low)}–${Math.round(r.high)})`, { size: 7, x: x + within - 92, width: 92, gap: 0 }) // biome-ignore format: one line
      doc.y = Math.max(end, doc.y)
      write(r.note, { size: 6.5, color: ink.dim, x: x + 92, gap: 1 })
    }
    doc.y += 2
  }

  return {
    block(block: Block): void {
      if (block.is === 'title') {
        write(block.text, { face: 'bold', size: 17, gap: 5 })
        for (const line of block.sub) write(line, { color: ink.dim, gap: 1 })
        doc.y += 4
      } else if (block.is === 'heading') {
        if (block.newPage) addPage()
        else ensure(50)
        doc.y += doc.y > margin + 1 ? 8 : 0
        write(block.text, { face: 'bold', size: 11.5, gap: 4 })
      } else if (block.is === 'text')
        write(block.text, { face: block.look === 'bold' ? 'bold' : 'plain', color: block.look === 'dim' ? ink.dim : ink.text, size: block.look === 'dim' ? 8 : 9 }) // biome-ignore format: one call
      else if (block.is === 'list') {
        for (const item of block.items.length > 0 ? block.items : ['Nothing.']) {
          ensure(14)
          const top = doc.y
          write('•', { x: margin, width: 10, gap: 0 })
          doc.y = top
          write(item, { x: margin + 12 })
        }
      } else if (block.is === 'strip') strip(block.cells)
      else if (block.is === 'weights') weights(block.rows)
      else if (block.is === 'table') table(block.columns, block.rows)
      else if (block.is === 'band') {
        band = block.lines.length > 0 ? block : undefined
        if (band) {
          bands.set(page, band)
          doc.page.margins.bottom = margin + footer + bandHeight
        }
      } else {
        const inner = width - 66
        ensure(heightOf(block.says, 'plain', 9, inner) + 34)
        const top = doc.y
        const color = block.accuses ? ink.accuse : ink.clear
        write(signed(block.weight), { face: 'bold', size: 11, color, width: 40, gap: 0 })
        write(block.accuses ? 'accuses' : 'clears', { size: 7, color, width: 44, gap: 0 })
        doc.y = top
        write(block.says, { x: margin + 48, width: inner + 18, gap: 1 })
        write(block.basis, { size: 7.5, x: margin + 48, gap: 1 })
        write(block.source, { size: 7, color: ink.dim, x: margin + 48, gap: 4 })
        for (const e of block.exhibits) exhibit(e)
        doc
          .moveTo(margin, doc.y)
          .lineTo(margin + width, doc.y)
          .lineWidth(0.4)
          .strokeColor(ink.line)
          .stroke()
        doc.y += 6
      }
    },
    /** Page numbers, hash and bands: drawn last, when it is known how many pages there are. */
    frame(file: CaseFile): void {
      const { count } = doc.bufferedPageRange()
      for (let i = 0; i < count; i++) {
        doc.switchToPage(i)
        doc.page.margins.bottom = 0 // below the text, so that nothing flows on to another page
        const foot = doc.page.height - margin
        const ends = bands.get(i)
        if (ends) {
          const top = foot - footer - bandHeight + 12
          doc.save().rect(margin, top, width, bandHeight - 4).lineWidth(0.8).strokeColor(side.clear).stroke().restore() // biome-ignore format: one shape
          doc.font('bold').fontSize(7.5).fillColor(ink.clear)
          doc.text(legible(ends.title), margin + 6, top + 5, { width: width - 12, lineBreak: false })
          doc.font('plain').fontSize(7).fillColor(ink.text)
          for (const [n, text] of ends.lines.slice(0, bandLines).entries())
            doc.text(cut(doc, legible(text), width - 12), margin + 6, top + 16 + n * 11, { width: width - 12, lineBreak: false, height: 10 }) // biome-ignore format: one call
        }
        doc.font('plain').fontSize(7).fillColor(ink.dim)
        doc.text(`${file.title} · confidential`, margin, foot - 16, { width: width / 2, lineBreak: false })
        doc.text(`Page ${i + 1} of ${count}`, margin + width / 2, foot - 16, { width: width / 2, align: 'right', lineBreak: false }) // biome-ignore format: one call
        doc.font('mono').fontSize(6).text(`SHA-256 of the content ${file.sha256}`, margin, foot - 5, { width, lineBreak: false }) // biome-ignore format: one call
      }
    },
  }
}

/** One line of a text, with an ellipsis where it had to be cut. */
function cut(doc: PDFKit.PDFDocument, text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ')
  if (doc.widthOfString(line) <= width) return line
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (doc.widthOfString(`${line.slice(0, middle)}…`) <= width) low = middle
    else high = middle - 1
  }
  return `${line.slice(0, low).toWellFormed()}…`
}

/** Characters that the font lacks are written as code points: a box would say that something is hidden. */
function legibleIn(doc: PDFKit.PDFDocument): (text: string) => string {
  doc.font('plain')
  const { font: face } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(c: number): boolean } } })
    ._font
  const known = new Map<string, string>()
  return (text) =>
    Array.from(text.replace(/\r\n?/g, '\n').toWellFormed(), (c) => {
      if (c === '\n' || (c >= ' ' && c <= '~')) return c
      let shown = known.get(c)
      if (shown === undefined) {
        const code = c.codePointAt(0)!
        shown = face.hasGlyphForCodePoint(code)
          ? c
          : code < 32
            ? ' '
            : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
        known.set(c, shown)
      }
      return shown
    }).join('')
}
