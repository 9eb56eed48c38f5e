import type { Members } from './members.ts'
import { stated } from './members.ts'
import { contactOf } from './resume-contact.ts'
import { periodIn } from './resume-dates.ts'
import { educationOf } from './resume-education.ts'
import { sectionsOf } from './resume-sections.ts'
import { workOf } from './resume-work.ts'

/** Beyond this a text is kept, and read for its wording alone. */
const read = 200_000
const lineLimit = 1000

/**
 * What the text of a résumé states, as members of an application: name, emails, phones as written, address, place,
 * education, work, profiles. It is read by headings, periods and telling words; what they do not tell apart stays in
 * `resumeText` only. `links` are the addresses that the file's links lead to, where it has such.
 */
export function parseResume(text: string, links: readonly string[] = []): Members {
  const plain = text
    .slice(0, read)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\0]/g, '')
    .split('\n')
    .map((line) => line.slice(0, lineLimit))
    .join('\n')
  const sections = sectionsOf(plain)
  const under = (kind: 'work' | 'education') => sections.filter((s) => s.kind === kind)
  return stated({
    ...contactOf(sections, links),
    education: under('education')
      .flatMap((s) => educationOf(s.lines))
      .slice(0, 100),
    work: under('work')
      .flatMap((s) => workOf(s.lines))
      .slice(0, 200),
    resumeText: text,
  })
}

/**
 * Whether a text is a résumé as far as can be told: a contact at its top, and headings of work and education, or of one
 * of them with a period below.
 */
export function looksLikeResume(text: string): boolean {
  const sections = sectionsOf(text.slice(0, 64_000))
  const told = sections.filter((s) => s.kind === 'work' || s.kind === 'education')
  const both = new Set(told.map((s) => s.kind)).size === 2
  if (!both && !told.some((s) => s.lines.some((line) => periodIn(line.slice(0, 200))))) return false
  const { emails, phones } = contactOf(sections, [])
  return emails.length > 0 || phones.length > 0
}
