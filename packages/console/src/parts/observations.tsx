import { useQuery } from '@tanstack/react-query'
import type { Evidence, ObservationsView, ObservationView } from '@telltale/core'
import { Fragment, useState } from 'react'
import { type ApiError, evidence, observations } from '../api.ts'
import { compactJson, count, moment, plural, windowDates } from '../format.ts'
import { DetectorLink, SubjectName } from './pieces.tsx'
import { Empty, Failed, Loading, Stale } from './states.tsx'

const first = 200
const most = 1000

/** The rows behind one finding: what it says, what the list does not hold, and the list. */
export default function Observations({ id }: { id: string }) {
  const [limit, list] = useState(first)
  const finding = useQuery(evidence(id))
  const rows = useQuery({ ...observations(id, limit), placeholderData: (before) => before })
  const failed = (finding.error ?? rows.error) as ApiError | null
  if (failed && !(finding.data && rows.data))
    return (
      <Failed
        error={failed}
        what="observations"
        retry={() => {
          void finding.refetch()
          void rows.refetch()
        }}
      />
    )
  if (!finding.data || !rows.data) return <Loading what="the observations" rows={5} />
  return (
    <div className="stack">
      <Heading finding={finding.data} total={rows.data.total} />
      <Stale error={failed} since={rows.dataUpdatedAt} />
      {rows.data.total === 0 ? (
        <Empty title="No observation to show">{rows.data.note}</Empty>
      ) : (
        <>
          {rows.data.note && <p className="small dim">{rows.data.note}</p>}
          <Rows rows={rows.data.observations} />
          {rows.data.total > rows.data.observations.length && limit < most && (
            <p>
              <button type="button" className="plain-button" onClick={() => list(most)}>
                List {rows.data.total > most ? `the newest ${count(most)}` : `all ${count(rows.data.total)}`}
              </button>
            </p>
          )}
        </>
      )}
    </div>
  )
}

function Heading({ finding, total }: { finding: Evidence; total: ObservationsView['total'] }) {
  return (
    <header className="stack tight">
      <p>{finding.says}</p>
      <p className="small dim">
        <DetectorLink id={finding.detector} /> · {windowDates(finding.from, finding.to)} · about{' '}
        <SubjectName subject={finding.subject} /> · {plural(total, 'observation')}
      </p>
    </header>
  )
}

function Rows({ rows }: { rows: readonly ObservationView[] }) {
  return (
    <table className="data dense rows-behind">
      <thead>
        <tr>
          <th scope="col">Time (UTC)</th>
          <th scope="col">Kind</th>
          <th scope="col">About</th>
          <th scope="col">Data</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.source} ${row.id}`}>
            <td className="nowrap">{moment(row.at)}</td>
            <td>{row.kind}</td>
            <td>
              {row.about.map((ref) => (
                <div key={ref}>
                  <SubjectName subject={ref} />
                </div>
              ))}
            </td>
            <td>
              <Row row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One line of its data; opened, all of it and where it came from. */
function Row({ row }: { row: ObservationView }) {
  const kept = row.data !== null
  const facts: [string, string][] = [
    ['source', row.source],
    ['id', row.id],
    ['received', moment(row.receivedAt)],
    ...row.attributes.map((a): [string, string] => ['shares', a.shown]),
  ]
  return (
    <details>
      <summary>
        {kept ? (
          <span className="mono">{compactJson(row.data)}</span>
        ) : (
          <span className="tag missing">raw times are not retained</span>
        )}
      </summary>
      {kept ? (
        <pre className="mono">{JSON.stringify(row.data, null, 2)}</pre>
      ) : (
        <p className="small dim">What stays is what was measured from them: counts and minima.</p>
      )}
      <dl className="facts small">
        {facts.map(([name, value]) => (
          <Fragment key={`${name} ${value}`}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  )
}
