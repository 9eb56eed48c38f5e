import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TrendsView } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { trends } from '../applicants/calls.ts'
import { count } from '../format.ts'
import { Failed, Loading, Stale } from '../parts/states.tsx'
import { useUrl } from '../url.ts'
import { PeriodBars } from './period-bars.tsx'
import { AfterVerifyRatio } from './ratio.tsx'
import { growthWords, measures, periodName, running, total, trendsCsv } from './totals.ts'

/** Totals of screening by week or quarter: how many, what became of them, and whether a check costs anybody the job. */
export function ByApplicant() {
  const [{ by = 'week' }, change] = useUrl()
  const { data, error, isPending, isError, dataUpdatedAt, refetch } = useQuery(trends(by))
  return (
    <>
      <header className="row middle" style={{ marginTop: 12 }}>
        <h1>Applicants</h1>
        {data && data.periods.length > 0 && (
          <Button variant="default" className="push" onClick={() => download(data)}>
            Applicants as CSV
          </Button>
        )}
        <div
          className={data && data.periods.length > 0 ? 'scheme-switch' : 'scheme-switch push'}
          role="radiogroup"
          aria-label="Length of a period"
        >
          {(['week', 'quarter'] as const).map((length) => (
            // biome-ignore lint/a11y/useSemanticElements: buttons that look and act as one switch.
            <button
              key={length}
              type="button"
              role="radio"
              aria-checked={by === length}
              onClick={() => change({ by: length === 'quarter' ? length : undefined })}
            >
              By {length}
            </button>
          ))}
        </div>
      </header>
      {isPending && <Loading what="the totals" rows={5} />}
      {isError && !data && <Failed error={error as ApiError} what="trends" retry={() => void refetch()} />}
      <Stale error={error as ApiError | null} since={dataUpdatedAt} />
      {data && data.periods.length === 0 && (
        <p className="small dim">
          Totals begin with the first application that is screened. <Link to="/applicants">Applicants</Link>
        </p>
      )}
      {data && data.periods.length > 0 && (
        <>
          <Numbers view={data} />
          <PeriodBars periods={data.periods} by={data.by} />
          <AfterVerifyRatio after={data.afterVerify} />
        </>
      )}
    </>
  )
}

function download(view: TrendsView): void {
  const address = URL.createObjectURL(new Blob([trendsCsv(view.periods)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `telltale-applicants-by-${view.by}.csv`
  link.click()
  URL.revokeObjectURL(address)
}

function Numbers({ view }: { view: TrendsView }) {
  const { periods, by, overdue } = view
  const last = periods.at(-1)!
  const open = running(last, by, Date.now())
  const whole = open ? periods.at(-2) : last
  return (
    <ul className="card numbers" aria-label="Totals">
      {measures
        .filter((m) => m.key !== 'cleared')
        .map((m) => {
          const { growthScreened, growthHeld } = whole ?? {}
          const change = growthWords(
            m.key === 'screened' ? growthScreened : m.key === 'held' ? growthHeld : undefined,
          )
          return (
            <li key={m.key}>
              <p className="small dim">{m.name}</p>
              <p className="the-number">{count(total(periods, m.key))}</p>
              <p className="small dim">
                {count(last[m.key])} in {periodName(last.period)}
                {open && ' so far'}
                {whole && change && `; ${periodName(whole.period)}: ${change} on the ${by} before`}
              </p>
            </li>
          )
        })}
      <li>
        <p className="small dim">Overdue now</p>
        <p className="the-number">
          {overdue > 0 && <span className="caution overdue-mark">△ </span>}
          {count(overdue)}
        </p>
        <p className="small dim">
          {overdue > 0 ? (
            <Link to="/applicants">not settled within two working days</Link>
          ) : (
            'all within two working days'
          )}
        </p>
      </li>
    </ul>
  )
}
