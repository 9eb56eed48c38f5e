import { type LogEntry, pseudonym, type SubjectRef, typeOf, type Word } from '@telltale/core'

/** What people said of links of one subject, as entries of its log. */
export function saidOf(words: Iterable<Word>, subject: SubjectRef): LogEntry[] {
  const out: LogEntry[] = []
  for (const word of words) {
    if (word.a !== subject && word.b !== subject) continue
    const what = statementOf(word, subject)
    out.push({ at: word.at, by: word.by, did: `said that ${what}: ${word.because}` })
    if (word.undone)
      out.push({
        at: word.undone.at,
        by: word.undone.by,
        did: `took back that ${what}${word.undone.because ? `: ${word.undone.because}` : ''}`,
      })
  }
  return out
}

/** "this and Quiet Heron (person:W-2) are one person". */
function statementOf({ is, a, b }: Word, subject: SubjectRef): string {
  const named = (ref: SubjectRef) => (ref === subject ? 'this' : `${pseudonym(ref)} (${ref})`)
  if (is === 'not-tied')
    return b
      ? `${subject === a ? 'this' : `the shared ${typeOf(a)} (${a})`} does not tie ${named(b)} to others`
      : 'this ties nobody'
  const other = a === subject ? b! : a
  return is === 'same-person'
    ? `this and ${named(other)} are one person`
    : `this and ${named(other)} are two people`
}
