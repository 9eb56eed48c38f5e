import type { Outcome } from '@telltale/core'
import { outcomes } from './words.ts'

/** The outcome as a tag: a mark, then its word. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { mark, words, tone } = outcomes[outcome]
  return (
    <span className={`tag ${tone}`}>
      <span aria-hidden="true">{mark}</span> {words}
    </span>
  )
}
