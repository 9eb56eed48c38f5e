/** A run of text as PDF.js gives it: `transform` ends in x and y, in points from the page's lower left. */
export interface TextItem {
  str: string
  transform: number[]
  width: number
  hasEOL: boolean
}

interface Cell {
  x: number
  end: number
  text: string
}
interface Line {
  y: number
  size: number
  cells: Cell[]
}

const dateOrPlace = /\b(?:19|20)\d\d\b|^present\b|^[\p{L} .]+, [A-Z]{2}\b/iu

/**
 * A page's text as lines, runs of one line joined, wide gaps as tabs, wide leading as a blank line. Runs come in the order
 * in which the file draws them, which for a page of two columns is mostly one after the other; a file that draws across
 * both is put in order by the gutter that its lines share.
 */
export function pageText(items: readonly TextItem[]): string {
  const lines = linesOf(items)
  const gutter = gutterOf(lines)
  return (gutter === undefined ? lines : apart(lines, gutter)).map(written).join('')
}

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = []
  let fresh = true
  for (const { str, transform, width, hasEOL } of items) {
    const [, , c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d) || 10
    const line = lines.at(-1)
    if (str.trim() !== '') {
      const last = line?.cells.at(-1)
      if (!line || !last || Math.abs(line.y - y) > size * 0.5 || (fresh && x < last.end - size))
        lines.push({ y, size, cells: [{ x, end: x + width, text: str }] })
      else if (x - last.end > size * 2) line.cells.push({ x, end: x + width, text: str })
      else {
        const gap = x - last.end > size * 0.15 && !/\s$/.test(last.text) && !/^\s/.test(str)
        last.text += (gap ? ' ' : '') + str
        last.end = x + width
      }
    } else if (line && str !== '' && !hasEOL) {
      const last = line.cells.at(-1)!
      if (Math.abs(line.y - y) <= size * 0.5 && width <= size * 2 && !/\s$/.test(last.text)) last.text += ' '
    }
    fresh = hasEOL
  }
  return lines
}

/**
 * Where a second column begins, when at least six lines of the page have a cell that begins there beside another one;
 * undefined when those are dates or places, which stand apart on the right of ordinary lines.
 */
function gutterOf(lines: readonly Line[]): number | undefined {
  const starts = new Map<number, string[]>()
  for (const { cells } of lines)
    for (const cell of cells.slice(1)) {
      const at = Math.round(cell.x / 4)
      starts.set(at, [...(starts.get(at) ?? []), cell.text])
    }
  const [best] = [...starts].sort((a, b) => b[1].length - a[1].length)
  if (!best || best[1].length < 6) return undefined
  const telling = best[1].filter((text) => !dateOrPlace.test(text.trim()))
  return telling.length >= best[1].length * 0.6 ? best[0] * 4 - 4 : undefined
}

function apart(lines: readonly Line[], gutter: number): Line[] {
  const out: Line[] = []
  let [left, right]: [Line[], Line[]] = [[], []]
  const flush = () => {
    out.push(...left, ...right)
    left = []
    right = []
  }
  for (const line of lines) {
    if (line.cells.some((cell) => cell.x < gutter && cell.end > gutter + line.size)) {
      flush()
      out.push(line)
      continue
    }
    const [before, after] = [line.cells.filter((c) => c.x < gutter), line.cells.filter((c) => c.x >= gutter)]
    if (before.length > 0) left.push({ ...line, cells: before })
    if (after.length > 0) right.push({ ...line, cells: after })
  }
  flush()
  return out
}

function written(line: Line, i: number, all: readonly Line[]): string {
  const previous = all[i - 1]
  const blank = previous !== undefined && previous.y - line.y > line.size * 2
  return `${blank ? '\n' : ''}${line.cells.map((cell) => cell.text.trim()).join('\t')}\n`
}
