import { pseudonym, type SubjectRef } from '@telltale/core'

/** An id ends before the punctuation of the sentence that it stands in. */
const reference = /\b(?:person|application):[^\s,;"'()[\]{}\\]*[^\s,;"'()[\]{}\\.:!?…]/g

/** Puts pseudonyms where people and applications other than the one concerned are named by their ids. */
export function masking(subject: SubjectRef): (text: string) => string {
  return (text) => text.replace(reference, (ref) => (ref === subject ? ref : pseudonym(ref as SubjectRef)))
}
