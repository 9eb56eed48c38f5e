import type { BudgetLine as Line } from '@telltale/core'

/** How far today's ceiling is used; a ceiling, not a quota. */
export function BudgetLine({ line }: { line: Line }) {
  const full = line.perDay !== null && line.above >= line.perDay
  return (
    <>
      {full
        ? `today’s budget of ${line.perDay} is full`
        : `${line.above} of today’s budget of ${line.perDay}`}
      {line.below.length > 0 && ` · ${line.below.length} below the line`}
    </>
  )
}
