import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type DecidedTrendsView, decidedCsv, type Stage } from '@telltale/core'
import '../trends/trends.css'
import type { ApiError } from '../api.ts'
import { date, schemeNames } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { AdverseImpact } from '../trends/adverse.tsx'
import { BehindNumber, type Open } from '../trends/behind.tsx'
import { ByApplicant } from '../trends/by-applicant.tsx'
import { decidedTrends, type Narrowed } from '../trends/decided-calls.ts'
import { DecidedNumbers } from '../trends/decided-numbers.tsx'
import { DecidedOut } from '../trends/decided-out.tsx'
import { DecidedWeeks } from '../trends/decided-weeks.tsx'
import { MonthlyPdf } from '../trends/monthly-pdf.tsx'
import { Precision } from '../trends/precision.tsx'
import { TimeToDecide } from '../trends/time-to-decide.tsx'
import { useUrl } from '../url.ts'
import { useMe } from '../work/me.ts'

const stages: Record<Stage, string> = { application: 'Application', onboarding: 'Onboarding', work: 'Work' }
const readers: readonly string[] = ['counsel', 'auditor', 'people-partner']

/** What was decided over time, what it rests on and what it cost anybody; every figure leads to its cases. */
export default function Trends() {
  const [search, change] = useUrl()
  const { role } = useMe()
  const { stage, scheme, detector, since, behind } = search
  const narrowed: Narrowed = { ...(since && { from: Date.parse(since) }), stage, scheme, detector }
  const { data, error, isPending, isError, dataUpdatedAt, refetch } = useQuery(decidedTrends(narrowed))
  const open: Open = ({ behind: which, first, until, detector: fired }) =>
    change({
      behind: which,
      ...(first !== undefined && { first: isoDay(first) }),
      ...(until !== undefined && { until: isoDay(until) }),
      ...(fired && { fired }),
    })
  const asked = behind &&
    data && {
      ...narrowed,
      outcome: behind,
      from: search.first ? Date.parse(search.first) : data.from,
      to: search.until ? Date.parse(search.until) : data.to,
      ...(search.fired && { detector: search.fired }),
    }
  return (
    <Page
      crumbs={<span>Trends</span>}
      actions={
        data && (
          <>
            <MonthlyPdf />
            <Button variant="default" onClick={() => download(data)}>
              CSV
            </Button>
            <Button variant="default" onClick={() => void navigator.clipboard.writeText(location.href)}>
              Copy link
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <header className="row middle">
          <h1>Trends</h1>
          {data && (
            <span className="small dim">
              {date(data.from)} – {date(data.to - 1)}
              {data.simulated && '; simulated decisions are among them'}
            </span>
          )}
          <span className="push row middle">
            <label className="small dim row middle">
              since
              <input
                type="date"
                className="day-field"
                value={since ?? (data ? isoDay(data.from) : '')}
                onChange={(e) => change({ since: e.target.value || undefined })}
              />
            </label>
            <Choice
              label="Stage"
              value={stage}
              options={stages}
              all="All stages"
              set={(v) => change({ stage: v })}
            />
            <Choice
              label="Scheme"
              value={scheme}
              options={schemeNames}
              all="All schemes"
              set={(v) => change({ scheme: v })}
            />
            {detector && (
              <button type="button" className="plain-button" onClick={() => change({ detector: undefined })}>
                only {detector} ×
              </button>
            )}
          </span>
        </header>
        {isPending && <Loading what="the trends" rows={5} />}
        {isError && !data && <Failed error={error as ApiError} what="trends" retry={() => void refetch()} />}
        <Stale error={error as ApiError | null} since={dataUpdatedAt} />
        {data && data.confirmed + data.cleared + data.open === 0 && data.quarters.length === 0 && (
          <Empty title="Nothing has been decided yet">
            These figures begin with the first case that people decide. <Link to="/cases">Cases</Link>
          </Empty>
        )}
        {data && (
          <>
            <DecidedNumbers view={data} open={open} />
            <div className="trends-top">
              <DecidedWeeks view={data} open={open} />
              <Precision view={data} open={open} />
            </div>
            <div className="trends-thirds">
              <DecidedOut view={data} open={open} />
              <TimeToDecide view={data} />
              {readers.includes(role) ? <AdverseImpact /> : <NotShown />}
            </div>
          </>
        )}
        <ByApplicant />
      </div>
      <BehindNumber
        asked={asked || undefined}
        close={() => change({ behind: undefined, first: undefined, until: undefined, fired: undefined })}
      />
    </Page>
  )
}

function NotShown() {
  return (
    <section className="card stack tight">
      <h2>Selection-rate ratio</h2>
      <p className="small dim">
        By volunteered group, for counsel, an auditor and a people partner. Nobody who works on cases sees it,
        and no detector can read it.
      </p>
    </section>
  )
}

function Choice<T extends string>(props: {
  label: string
  value: T | undefined
  options: Record<T, string>
  all: string
  set: (value: T | undefined) => void
}) {
  const { label, value, options, all, set } = props
  return (
    <select
      aria-label={label}
      className="day-field"
      value={value ?? ''}
      onChange={(e) => set((e.target.value || undefined) as T | undefined)}
    >
      <option value="">{all}</option>
      {(Object.keys(options) as T[]).map((one) => (
        <option key={one} value={one}>
          {options[one]}
        </option>
      ))}
    </select>
  )
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function download(view: DecidedTrendsView): void {
  const address = URL.createObjectURL(new Blob([decidedCsv(view)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `telltale-trends-${isoDay(view.from)}.csv`
  link.click()
  URL.revokeObjectURL(address)
}
