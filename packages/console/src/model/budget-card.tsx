import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { budget } from '../work/calls.ts'
import { previewBudget } from './calls.ts'

/** The ceiling of the day: how much of it is used, what stands below the line, and what a higher one would have added. */
export function BudgetCard() {
  const found = useQuery(budget)
  const [asked, ask] = useState(false)
  const perDay = found.data?.perDay ?? null
  const more = perDay === null ? null : perDay + 2
  const preview = useQuery({ ...previewBudget(more), enabled: asked && more !== null })
  if (!found.data || perDay === null) return null
  const { above, below } = found.data.today
  const boxes = (n: number, below: boolean): ReactNode =>
    Array.from({ length: Math.min(n, 12) }, (_, i) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: identical boxes have no identity.
        key={i}
        {...{ x: i * 20 + 0.5, y: 0.5, width: 16, height: 9, rx: 2 }}
        fill={below ? 'none' : 'var(--neutral-fill)'}
        stroke={below ? 'var(--ink-3)' : 'none'}
        strokeDasharray={below ? '3 2' : undefined}
      />
    ))
  const { data } = preview
  return (
    <section className="stack tight">
      <header className="row">
        <h2>Alert budget</h2>
        <span className="push small dim">{perDay} a day</span>
      </header>
      <div className="row" style={{ gap: 8 }} aria-hidden="true">
        <svg width={Math.min(above, 12) * 20} height="10" aria-hidden="true">
          {boxes(above, false)}
        </svg>
        <svg width={Math.min(below.length, 12) * 20} height="10" aria-hidden="true">
          {boxes(below.length, true)}
        </svg>
      </div>
      <p className="small dim">
        {above} used, {below.length} below the line: in sight, not counted.{' '}
        {data ? (
          `Raising it to ${more} would have added ${data.added} in ${data.days} days: ${data.confirmed} confirmed, ${data.cleared} cleared, ${data.undecided} undecided. ${data.notes.join(' ')}`
        ) : (
          <button
            type="button"
            className="plain-button"
            onClick={() => ask(true)}
            disabled={preview.isLoading}
          >
            What would {more} have added?
          </button>
        )}
      </p>
    </section>
  )
}
