import { dateIn, periodIn } from './resume-dates.ts'
import { isPlace, withoutPlace } from './resume-place.ts'

/** A school as a résumé states it; what can't be told apart is left out. */
export interface Education {
  institution?: string
  area?: string
  studyType?: string
  startDate?: string
  endDate?: string
}

const institution =
  /\b(?:univ(?:ersity|ersité|ersite|ersidad|ersidade|ersität|ersitaet|ersitet|ersità)?\.?|college|institute|institut(?:o)?|school|academy|académie|polytechni(?:c|que|k)|politécnica|hochschule|fachhochschule|gymnasium|école|ecole|faculty|faculdade|bootcamp|conservatory|seminary|lyc[ée]e|iit|mit|eth|epfl|ucla|usc|caltech|virginia tech|georgia tech)\b|大学|大學|университет|جامعة|대학교/iu
const degree =
  /(?:\b(?:b\.?\s?sc|b\.?s|b\.?a|b\.?eng|b\.?tech|b\.?com|bba|bca|b\.?e|m\.?\s?sc|m\.?s|m\.?a|m\.?eng|m\.?tech|mba|mca|m\.?e|m\.?phil|ph\.?\s?d|ll\.?b|ll\.?m|j\.?d|m\.?d|a\.?a\.?s?|dipl?\.?-?\s?ing)\b\.?(?:\s?\(?hons?\.?\)?)?|\b(?:bachelor|master|associate|doctor|doctorate|diplom[a]?|certificate|licen[cs]e|licenciatura|maestría|magister|abitur|ged|baccalaur[ée]at|a-levels|high school diploma|degree|minor)(?:['’]?s)?\b)/iu
const held = new RegExp(`${institution.source}|${degree.source}`, 'iu')
/** Lines about marks and honours hold dates and schools' words that make no entry. */
const aside =
  /\b(?:c?gpa|grade|cum laude|dean|scholar(?:ship)?|award|honou?rs?(?! degree)|coursework|courses|thesis|dissertation|activities|member|society|club|relevant)\b/iu
const bullet = /^(?:[•▪●‣◦·*‐–—-]|)\s+/u

/**
 * The schools of the lines under a heading of education: one a line, spread over lines, or several in one string. A
 * new entry begins where something comes a second time: another school, degree or date.
 */
export function educationOf(lines: readonly string[]): Education[] {
  const entries: Education[] = []
  let current: Education & { loose?: string[] } = {}
  /** Set after a degree that did not name its field: the field may come next. */
  let fieldNext = false
  const close = () => {
    const { loose = [], ...entry } = current
    // a name without a school's word, the only thing left beside a degree
    if (!entry.institution && entry.studyType && loose.length === 1 && nameLike(loose[0]!))
      entry.institution = loose[0]!
    if (entry.institution || entry.studyType) entries.push(entry)
    current = {}
    fieldNext = false
  }
  for (const line of lines) {
    if (line === '') {
      if (current.institution && (current.studyType || current.endDate)) close()
      continue
    }
    for (const string of line.replace(bullet, '').split(/\s*;\s*/)) {
      if (!held.test(string) && aside.test(string)) continue
      for (const part of partsOf(string)) take(part)
    }
  }
  close()
  return entries

  function take(part: string) {
    const period = periodIn(part) ?? dateIn(part)
    const rest = period
      ? `${part.slice(0, period.from)} ${part.slice(period.to)}`
          .replace(/\b(?:expected|anticipated|graduated|graduation|class of|grad(?:uating)?)\b:?/gi, ' ')
          .replace(/[()[\]]/g, ' ')
          .replace(/\s+/g, ' ')
          .replace(/^[\s,:–—-]+|[\s,:–—-]+$/g, '')
      : part
    const school = institution.test(rest)
    const { studyType, area, remainder } = degreeIn(rest)
    // "Bachelor of Science in Physics University of Exampleton": the school begins at its word
    if (
      (school && current.institution) ||
      (studyType && current.studyType) ||
      (period && (current.startDate || current.endDate))
    )
      close()
    if (period) {
      if (period.start) current.startDate = period.start
      if (period.end) current.endDate = period.end
    }
    const field = fieldNext
    fieldNext = studyType !== undefined && !area
    if (studyType) current.studyType = studyType
    if (area) current.area = area
    const left = studyType ? remainder : rest
    if (left === '' || isPlace(left) || /^(?:c?gpa|grade|note)\b/i.test(left) || /^[\d./%\s]+$/.test(left))
      return
    if (institution.test(left)) current.institution = left
    else if (field && !studyType) current.area = left
    else current.loose = [...(current.loose ?? []), left]
  }
}

/** "B.Sc. in Computer Science", "Master of Arts, History", "MBA": the degree, its field, and what follows in the part. */
function degreeIn(part: string): { studyType?: string; area?: string; remainder: string } {
  const m = degree.exec(part)
  if (!m || (institution.test(part) && /^(?:degree|minor)$/i.test(m[0]))) return { remainder: part }
  const before = part.slice(0, m.index).replace(/[\s,:–—-]+$/, '')
  let after = part.slice(m.index + m[0].length)
  let studyType = m[0].trim()
  const of =
    /^\s*(?:of|degree)\s+(?:(?:the\s+)?(?:science|arts|engineering|technology|business administration|commerce|laws?|philosophy|education|fine arts|applied science|public health|computer applications)\b)?/i.exec(
      after,
    )
  if (of && of[0].trim() !== '' && !/^\s*of\s*$/i.test(of[0])) {
    studyType = `${studyType}${of[0].trimEnd()}`
    after = after.slice(of[0].length)
  }
  after = after
    .replace(/^\s*degree\b/i, '')
    .replace(/^[\s,:.–—-]*(?:in|of|en|im)\b\s*/i, ' ')
    .trim()
  const place = institution.exec(after)
  const words = place ? schoolStart(after, place.index) : after.length
  const area = after
    .slice(0, words)
    .replace(/\b(?:from|at)\s*$/i, '')
    .replace(/\s*\((?:c?gpa|grade|note)\b.*$/i, '')
    .replace(/^[\s,:()–—-]+|[\s,:()–—-]+$/g, '')
  const remainder = [before, after.slice(words)]
    .filter((t) => t !== '')
    .join(' ')
    .trim()
  return { studyType, ...(area && !isPlace(area) && { area }), remainder }
}

/** Where the school's name begins in "Physics University of X" or "Physics Example State University". */
function schoolStart(text: string, at: number): number {
  const before = text.slice(0, at)
  const from = /\b(?:from|at)\s+$|\b(?:from|at)\s+(?=[^,]*$)|[,–—-]\s*(?=[^,]*$)/i.exec(before)
  if (from) return from.index + from[0].length
  if (/^(?:univ\S*|institut\S*|college|école|ecole)\s+(?:of|de|du|des|für|for)\b/i.test(text.slice(at)))
    return at
  // whose words are whose is not told: the part stays whole with the school
  return 0
}

/** Parts between separators; a comma before a school's campus or "Inc." does not part. */
function partsOf(string: string): string[] {
  return string
    .split(/\t| {3,}|\s+[|•·–—]\s+(?!(?:present|\d|[a-z]{3,9}\.? \d{4}))|\s*[|•·]\s*/i)
    .flatMap((part) => withoutPlace(commas(part), held))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** "University of California, Berkeley" is one; "Example College, BSc, 2019" three; "May 5, 2019" one. */
function commas(part: string): string[] {
  const out: string[] = []
  for (const piece of part.split(/,\s*/)) {
    const last = out.at(-1)
    if (
      last &&
      /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2})?$/i.test(last) &&
      /^\d{4}/.test(piece)
    )
      out[out.length - 1] = `${last}, ${piece}`
    else if (
      last &&
      /\buniversity of \p{L}+$/iu.test(last) &&
      /^\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)?$/u.test(piece) &&
      !degree.test(piece) &&
      campus.test(last)
    )
      out[out.length - 1] = `${last}, ${piece}`
    else out.push(piece)
  }
  return out
}
const campus =
  /\buniversity of (?:california|illinois|texas|wisconsin|maryland|massachusetts|michigan|minnesota|missouri|nebraska|north carolina|tennessee|hawaii|colorado|houston|alabama|arkansas|nevada)$/i

function nameLike(text: string): boolean {
  return text.split(/\s+/).length <= 6 && /^\P{Ll}/u.test(text) && !aside.test(text)
}
