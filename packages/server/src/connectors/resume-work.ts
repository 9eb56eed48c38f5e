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

interface Head {
  from: number
  to: number
  period: Period
  told: Told
}

/** The positions of the lines under a heading of work. Entries are found by their periods; without one there is none. */
export function workOf(lines: readonly string[]): Work[] {
  const plain = datedLines(lines, false)
  const dated = plain.length > 0 ? plain : datedLines(lines, true)
  const [first] = dated
  const before = first ? headersBefore(lines, first.at, -1) : 0
  // who stands before the dated line stands there in the whole list; then what follows a title after a comma is a team
  const teams = first !== undefined && before > 0 && !told([first.rest]).name
  const heads: Head[] = []
  for (const [i, { at, period, rest }] of dated.entries()) {
    const own = told([rest], teams ? 0 : undefined)
    const floor = heads[i - 1]?.to ?? -1
    // a dated line that says who and what needs no help
    const from = own.name && own.position ? at : at - Math.min(before, headersBefore(lines, at, floor))
    const next = dated[i + 1]?.at ?? lines.length
    heads.push({ period, ...headOf(lines, from, at, rest, next - (next < lines.length ? before : 0), teams) })
  }
  return heads.map(({ to, period, told: { name, position } }, i) => {
    const summary = lines
      .slice(to + 1, heads[i + 1]?.from ?? lines.length)
      .map((line) => line.replace(bullet, '').trim())
      .filter((line) => line !== '')
      .join('\n')
    return stated({
      name,
      position,
      startDate: period.start,
      endDate: period.end,
      summary: summary.slice(0, 50_000),
    })
  })
}

/** What an entry's lines say: those before its dated one, the rest of that one, and up to two after it if they add to it. */
function headOf(
  lines: readonly string[],
  from: number,
  at: number,
  rest: string,
  until: number,
  teams: boolean,
): Omit<Head, 'period'> {
  const head = [...lines.slice(from, at), rest]
  const team = teams ? at - from : undefined
  const found = { from, to: at, told: told(head, team) }
  for (let to = at + 1; to <= at + 2 && to < until && headerLike(lines[to]!); to++) {
    if (found.told.name && found.told.position) break
    head.push(lines[to]!)
    const more = told(head, team)
    if (Object.keys(more).length > Object.keys(found.told).length) Object.assign(found, { to, told: more })
  }
  return found
}

function datedLines(
  lines: readonly string[],
  bullets: boolean,
): { at: number; period: Period; rest: string }[] {
  return lines.flatMap((written, at) => {
    if (written.length > 180 || bullet.test(written) !== bullets) return []
    const line = written.replace(bullet, '')
    const period = periodIn(line)
    if (!period) return []
    const rest = outside(line, period)
    // in the middle of a sentence a period is not an entry's
    const inside =
      /^[\s)\]]*\p{L}/u.test(line.slice(period.to)) && /\p{L}\s+$/u.test(line.slice(0, period.from))
    return rest.length > 120 || inside || sentence(rest) ? [] : [{ at, period, rest }]
  })
}

/** Ends like one; "Inc." and its like do not. */
function sentence(line: string): boolean {
  return /[.!?]$/.test(line.replace(/\b(?:inc|ltd|co|corp|llc|sr|jr|s\.a|s\.r\.l|s\.l|b\.v|l\.l\.c)\.$/i, ''))
}

/** How many lines directly before `at` and after `floor` can belong to an entry's head; at most three. */
function headersBefore(lines: readonly string[], at: number, floor: number): number {
  let n = 0
  while (n < 3 && at - n - 1 > floor && headerLike(lines[at - n - 1]!)) n++
  return n
}

function headerLike(line: string): boolean {
  return line !== '' && line.length <= 100 && !bullet.test(line) && !sentence(line) && !/[;:]$/.test(line)
}

/** A line without its period and what holds it. */
function outside(line: string, period: Period): string {
  return `${line.slice(0, period.from)}\t${line.slice(period.to)}`
    .replace(/[([]\s*\t\s*[)\]]/, '\t')
    .replace(/\(?\b\d+ (?:years?|yrs?)?(?: ?,? ?\d+ (?:months?|mos?))?\)?$/i, '')
    .replace(/^[\s,;:|•·()–—-]+|[\s,;:|•·(–—-]+$/g, '')
    .trim()
}

type Told = Pick<Work, 'name' | 'position'>

/**
 * Who and what the lines of an entry's head say, as far as the words tell one from the other. On the line `team`, what
 * stands beside a title is no employer unless it says so itself (GmbH, Inc.).
 */
function told(head: readonly string[], team?: number): Told {
  for (const line of head) {
    const at = /^(.{3,80}?)\s+(?:at|@|bei|chez)\s+(\S.{1,80})$/i.exec(line)
    if (at && title.test(at[1]!)) return { position: tidy(at[1]!), name: tidy(partsOf(at[2]!)[0] ?? at[2]!) }
  }
  const parts = head.flatMap((line, k) => partsOf(line).map((text) => ({ text, line: k })))
  const position =
    parts.find((p) => title.test(p.text) && !company.test(p.text)) ?? parts.find((p) => title.test(p.text))
  const others = parts.filter(
    (p) => p !== position && !title.test(p.text) && !(p.line === team && position?.line === team),
  )
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
    .map((part) =>
      part
        .replace(/\((?:full[- ]?time|part[- ]?time|contract(?:or)?|remote|hybrid|internship)\)/gi, ' ')
        .replace(/^[\s,()–—-]+|[\s,(–—-]+$/g, '')
        .trim(),
    )
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
