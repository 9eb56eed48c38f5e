/** How people, clerks and scanners get a value wrong: one change at a time, drawn from the stream it is given. */
type Random = () => number

const neighbours: Record<string, string> = {
  ...{ a: 'qsz', b: 'vgn', c: 'xdv', d: 'sfe', e: 'wrd', f: 'dgr', g: 'fht', h: 'gjy', i: 'uok', j: 'hku' },
  ...{
    k: 'jli',
    l: 'ko',
    m: 'n',
    n: 'bmh',
    o: 'ipl',
    p: 'o',
    q: 'wa',
    r: 'etf',
    s: 'adw',
    t: 'ryg',
    u: 'yij',
  },
  ...{ v: 'cbf', w: 'qes', x: 'zcs', y: 'tuh', z: 'xa' },
}
const heard: [RegExp, string][] = [
  [/ph/, 'f'],
  [/f/, 'ph'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/k/, 'c'],
  [/ee/, 'ea'],
  [/y$/, 'ie'],
  [/ie/, 'y'],
  [/s(?=e)/, 'c'],
  [/z/, 's'],
  [/([lnstrm])\1/, '$1'],
  [/([lnstrm])(?=[aeiouy])/, '$1$1'],
  [/w/, 'v'],
  [/sch/, 'sh'],
  [/e$/, ''],
]
const scanned: [RegExp, string][] = [
  [/m/, 'rn'],
  [/rn/, 'm'],
  [/l/, 'i'],
  [/i/, 'l'],
  [/o/, '0'],
  [/cl/, 'd'],
  [/d/, 'cl'],
  [/s/, '5'],
  [/b/, 'h'],
  [/e/, 'c'],
]

/** A word with one slip of the keyboard, or as heard, or as a scanner read it. */
export function misspelled(written: string, random: Random): string {
  const kind = random()
  const text = written.toLowerCase()
  if (text.length < 2) return written
  if (kind < 0.25) return heardAs(text, heard, random) ?? slip(text, random)
  if (kind < 0.35) return heardAs(text, scanned, random) ?? slip(text, random)
  return slip(text, random)
}

function heardAs(text: string, table: [RegExp, string][], random: Random): string | undefined {
  const fitting = table.filter(([from]) => from.test(text))
  const chosen = fitting[Math.floor(random() * fitting.length)]
  return chosen && text.replace(chosen[0], chosen[1])
}

/** One letter left out, doubled, hit beside its key, or two turned round. */
function slip(text: string, random: Random): string {
  const at = Math.floor(random() * text.length)
  const kind = random()
  if (kind < 0.25) return text.slice(0, at) + text.slice(at + 1)
  if (kind < 0.45) return text.slice(0, at) + text[at] + text.slice(at)
  if (kind < 0.7 && at + 1 < text.length)
    return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
  const near = neighbours[text[at]!] ?? 'e'
  return text.slice(0, at) + near[Math.floor(random() * near.length)] + text.slice(at + 1)
}

/** A row of digits with one wrong, two turned round or one left out; other characters stay. */
export function misdialled(digits: string, random: Random): string {
  const places = [...digits].flatMap((c, i) => (c >= '0' && c <= '9' ? [i] : []))
  const pick = Math.floor(random() * places.length)
  const at = places[pick]!
  const kind = random()
  if (kind < 0.1) return digits.slice(0, at) + digits.slice(at + 1)
  const next = places[pick + 1]
  if (kind < 0.4 && next === at + 1)
    return digits.slice(0, at) + digits[next] + digits[at] + digits.slice(next + 1)
  return digits.slice(0, at) + Math.floor(random() * 10) + digits.slice(at + 1)
}

/** A date (YYYY-MM-DD) as somebody gets it wrong: day and month changed round, one digit, January 1st. */
export function misdated(date: string, random: Random): string {
  const [y, m, d] = date.split('-') as [string, string, string]
  const kind = random()
  if (kind < 0.3 && Number(d) <= 12) return `${y}-${d}-${m}`
  if (kind < 0.45) return `${y}-01-01`
  if (kind < 0.65) return `${Number(y) + (random() < 0.5 ? 1 : -1)}-${m}-${d}`
  if (kind < 0.85) return `${y}-${m}-${two(1 + Math.floor(random() * 28))}`
  return `${y}-${two(1 + Math.floor(random() * 12))}-${two(Math.min(28, Number(d)))}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
