import { useQuery } from '@tanstack/react-query'
import '../trends/trends.css'
import '../covered/covered.css'
import type { ApiError } from '../api.ts'
import { coverage } from '../covered/calls.ts'
import { Canaries } from '../covered/canaries.tsx'
import { ByDetector } from '../covered/detectors.tsx'
import { BlindSpots, Next } from '../covered/next.tsx'
import { Samples } from '../covered/samples.tsx'
import { Shares } from '../covered/shares.tsx'
import { plural } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useMe } from '../work/me.ts'

/** If we hadn't been looking: what can be seen of whom, what cannot, and how much of what there was has been found. */
export default function Coverage() {
  const { data, error, isPending, isError, dataUpdatedAt, refetch } = useQuery(coverage)
  const { role } = useMe()
  const nobody = data && data.workers + data.applicants === 0
  return (
    <Page crumbs={<span>Coverage</span>}>
      <div className="stack">
        <header className="row middle">
          <h1>Coverage</h1>
          {data && (
            <span className="small dim">
              {plural(data.workers, 'worker')}, {plural(data.applicants, 'applicant')}, last {data.days} days
            </span>
          )}
        </header>
        {isPending && <Loading what="what can be measured" rows={5} />}
        {isError && !data && (
          <Failed error={error as ApiError} what="coverage" retry={() => void refetch()} />
        )}
        <Stale error={error as ApiError | null} since={dataUpdatedAt} />
        {nobody && (
          <Empty title="Nobody is known yet">
            Load an export, or connect the HR or the applicant system.
          </Empty>
        )}
        {data && !nobody && (
          <>
            <div className="halves">
              <BlindSpots view={data} />
              <Next view={data} />
            </div>
            <div className="halves">
              <Shares view={data} of="cells" />
              <Shares view={data} of="schemes" />
            </div>
          </>
        )}
        {role !== 'administrator' && (
          <>
            <Samples />
            <Canaries />
          </>
        )}
        {data && !nobody && <ByDetector view={data} />}
      </div>
    </Page>
  )
}
