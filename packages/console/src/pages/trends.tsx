import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TrendsView } from '@telltale/core'
import '../trends/trends.css'
import type { ApiError } from '../api.ts'
import { trends } from '../applicants/calls.ts'
import { count, date } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { CameOut } from '../trends/came-out.tsx'
import { PeriodBars } from '../trends/period-bars.tsx'
import { AfterVerifyRatio } from '../trends/ratio.tsx'
import { growthWords, measures, periodName, running, total, trendsCsv } from '../trends/totals.ts'
import { useUrl } from '../url.ts'

/** Totals of screening by week or quarter: how many, what became of them, and whether a check costs anybody the job. */
export default function Trends() {
  const [{ by = 'week' }, change] = useUrl()
  const { data, error, isPending, isError, dataUpdatedAt, refetch } = useQuery(trends(by))
  const periods = data?.periods ?? []
  const first = periods[0]
  return (
    <Page
      crumbs={<span>Trends</span>}
      actions={
        data &&
        periods.length > 0 && (
          <Button variant="default" onClick={() => download(data)}>
            CSV
          </Button>
        )
      }
    >
      <div className="stack">
        <header className="row middle">
          <h1>Trends</h1>
          {first && <span className="small dim">applications since {date(first.from)}</span>}
          <div className="scheme-switch push" role="radiogroup" aria-label="Length of a period">
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
        {data && periods.length === 0 && (
          <Empty title="Nothing to count yet">
            Totals begin with the first application that is screened. <Link to="/applicants">Applicants</Link>
          </Empty>
        )}
        {data && periods.length > 0 && (
          <>
            <Numbers view={data} />
            <PeriodBars periods={periods} by={data.by} />
            <div className="halves">
              <CameOut periods={periods} />
              <AfterVerifyRatio after={data.afterVerify} />
            </div>
          </>
        )}
      </div>
    </Page>
  )
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

function download(view: TrendsView): void {
  const address = URL.createObjectURL(new Blob([trendsCsv(view.periods)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `telltale-applicants-by-${view.by}.csv`
  link.click()
  URL.revokeObjectURL(address)
}
