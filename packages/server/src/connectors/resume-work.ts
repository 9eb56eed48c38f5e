import { type Period, periodIn } from './resume-dates.ts'
import { isPlace, withoutPlace } from './resume-place.ts'

/** A position as a résumé states it; what can't be told apart is left out, never guessed. */
export interface Work {
  name?: string
  position?: string
  startDate?: string
  endDate?: string
  summary?: string
}

const title =
  /\b(?:engineer|developer|programmer|coder|architect|manager|director|lead|head|chief|officer|analyst|consultant|scientist|designer|administrator|admin|specialist|coordinator|assistant|associate|intern|internship|trainee|apprentice|technician|tester|qa|sre|devops|founder|co-?founder|c[etfio]o|vp|president|representative|clerk|accountant|auditor|teacher|lecturer|professor|researcher|fellow|nurse|physician|writer|editor|translator|recruiter|supervisor|operator|freelancer?|contractor|strategist|planner|buyer|cashier|driver|tutor|executive|advisor|adviser|attorney|lawyer|paralegal|mechanic|electrician|salesperson|sales rep|\w*entwickler(?:in)?|\w*ingenieur(?:in)?|\w*leiter(?:in)?|\w*berater(?:in)?|praktikant(?:in)?|développeur|ingénieur|stagiaire|desarrollador[a]?|ingenier[oa]|gerente|programador[a]?)\b/iu
const company =
  /(?:\b(?:inc|llc|llp|ltd|limited|corp|corporation|company|co|gmbh|ag|plc|pte|pty|s\.?a\.?|s\.?r\.?l\.?|b\.?v\.?|bank|university|college|school|hospital|labs?|laboratories|technologies|solutions|systems|group|holdings|partners|studios?|agency|institute|foundation|ministry|department of)\b\.?)/iu
const noise =
  /^(?:full[- ]?time|part[- ]?time|contract|permanent|temporary|remote|hybrid|on-?site|\(?\d+ (?:years?|yrs?|months?|mos?)(?:,? \d+ (?:months?|mos?))?\)?)$/i
const bullet = /^(?:[•▪●‣◦·*‐–—-]|\p{Extended_Pictographic}|)\s+/u

/** The positions of the lines under a heading of work. Entries are found by their periods; without one there is none. */
export function workOf(lines: readonly string[]): Work[] {
  let dated = datedLines(lines, false)
  if (dated.length === 0) dated = datedLines(lines, true)
  const before = dated.length > 0 ? headersBefore(lines, dated[0]!.at, -1, 3) : 0
  const heads: { from: number; to: number; period: Period; parts: string[][] }[] = []
  for (const [i, { at, period }] of dated.entries()) {
    const floor = i === 0 ? -1 : heads[i - 1]!.to
    const rest = outside(
      lines[at]!.replace(bullet, ''),
      lines[at]!.replace(bullet, '').length === lines[at]!.length
        ? period
        : periodIn(lines[at]!.replace(bullet, ''))!,
    )
    // a dated line that says who and what needs no help; else what stands before, if the first one had that
    const own = told([rest])
    const from = own.name && own.position ? at : at - Math.min(before, headersBefore(lines, at, floor, 3))
    const head = [...lines.slice(from, at), rest]
    let to = at
    const next = dated[i + 1]?.at ?? lines.length
    while (to + 1 < next && to < at + 2) {
      const now = told(head)
      const line = lines[to + 1]!
      if ((now.name && now.position) || !headerLike(line)) break
      const then = told([...head, line])
      // the next entry's own beginning is not this one's end
      if (before > 0 && to + 1 >= next - before && next < lines.length) break
      if (then.name === now.name && then.position === now.position) break
      head.push(line)
      to++
    }
    heads.push({ from, to, period, parts: [head] })
  }
  return heads.map(({ to, period, parts }, i) => {
    const until = heads[i + 1]?.from ?? lines.length
    const summary = lines
      .slice(to + 1, until)
      .map((line) => line.replace(bullet, '').trim())
      .filter((line) => line !== '')
      .join('\n')
    return stated({
      ...told(parts[0]!),
      startDate: period.start,
      endDate: period.end,
      summary: summary.slice(0, 50_000),
    })
  })
}

function datedLines(lines: readonly string[], bullets: boolean): { at: number; period: Period }[] {
  return lines.flatMap((line, at) => {
    if (line.length > 180 || bullet.test(line) !== bullets) return []
    const period = periodIn(line)
    if (!period) return []
    const rest = outside(line, period)
    // in the middle of a sentence a period is not an entry's
    const inside =
      period.from > 0 &&
      /^[\s)\]]*\p{L}/u.test(line.slice(period.to)) &&
      /\p{L}\s+$/u.test(line.slice(0, period.from))
    return rest.length > 120 || inside || /[.!?]$/.test(rest.replace(/\b(?:inc|ltd|co|corp)\.$/i, ''))
      ? []
      : [{ at, period }]
  })
}

/** How many lines directly before `at` and after `floor` can belong to an entry's head. */
function headersBefore(lines: readonly string[], at: number, floor: number, most: number): number {
  let n = 0
  while (n < most && at - n - 1 > floor && headerLike(lines[at - n - 1]!)) n++
  return n
}

function headerLike(line: string): boolean {
  return (
    line !== '' &&
    line.length <= 100 &&
    !bullet.test(line) &&
    !/[.;:!?]$/.test(line.replace(/\b(?:inc|ltd|co|corp)\.$/i, ''))
  )
}

/** A line without its period and what holds it. */
function outside(line: string, period: Period): string {
  return `${line.slice(0, period.from)}\t${line.slice(period.to)}`
    .replace(/[([]\s*\t\s*[)\]]/, '\t')
    .replace(/\(?\b\d+ (?:years?|yrs?)?(?: ?,? ?\d+ (?:months?|mos?))?\)?$/i, '')
    .replace(/^[\s,;:|•·()–—-]+|[\s,;:|•·(–—-]+$/g, '')
    .trim()
}

/** Who and what the lines of an entry's head say, as far as the words tell one from the other. */
function told(head: readonly string[]): Pick<Work, 'name' | 'position'> {
  for (const line of head) {
    const at = /^(.{3,80}?)\s+(?:at|@|bei|chez)\s+(\S.{1,80})$/i.exec(line)
    if (at && title.test(at[1]!)) return { position: tidy(at[1]!), name: tidy(partsOf(at[2]!)[0] ?? at[2]!) }
  }
  const parts = head.flatMap((line, k) => partsOf(line).map((text) => ({ text, line: k })))
  const position =
    parts.find((p) => title.test(p.text) && !company.test(p.text)) ?? parts.find((p) => title.test(p.text))
  const others = parts.filter((p) => p !== position && !title.test(p.text))
  const marked = parts.find((p) => p !== position && company.test(p.text))
  // several that could be it: only one that stands first on a line of its own is clear enough
  const alone =
    others.length === 1 ? others[0] : position ? others.find((p) => p.line !== position.line) : undefined
  const name = marked ?? (alone && nameLike(alone.text) ? alone : undefined)
  return { ...(position && { position: tidy(position.text) }), ...(name && { name: tidy(name.text) }) }
}

const either = new RegExp(`${title.source}|${company.source}`, 'iu')

/** The parts of a line between separators, without places and words about the kind of employment. */
function partsOf(line: string): string[] {
  return line
    .split(/\t| {3,}|\s+[|•·–—]\s+|\s+-\s+|\s*[|•·]\s*/)
    .flatMap((part) => withoutPlace(part.split(/,\s+(?!(?:inc|llc|ltd|corp|co|gmbh|l\.?l\.?c)\b)/i), either))
    .map((part) => part.replace(/^[\s,()–—-]+|[\s,(–—-]+$/g, '').trim())
    .filter((part) => part !== '' && !isPlace(part) && !noise.test(part))
}

function nameLike(text: string): boolean {
  const found = text.split(/\s+/)
  return (
    found.length <= 7 &&
    found.every(
      (w) =>
        !/^\p{Ll}/u.test(w) || /^(?:of|the|and|for|de|la|von|der|und|et|y|in)$/.test(w) || found.length === 1,
    )
  )
}

function tidy(text: string): string {
  return text.replace(/^\*+|\*+$/g, '').trim()
}

function stated(work: Work): Work {
  return Object.fromEntries(Object.entries(work).filter(([, v]) => v !== undefined && v !== '')) as Work
}
