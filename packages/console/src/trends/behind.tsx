import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TrendCase } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { date, idOf, plural } from '../format.ts'
import { DetectorLink } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { type Behind, type Narrowed, trendCases } from './decided-calls.ts'
import { daysWords } from './decided-words.ts'

/** Opens the cases behind a number: which, and of a part of the time or of a detector only. */
export type Open = (which: { behind: Behind; first?: number; until?: number; detector?: string }) => void

const titles: Record<Behind, string> = {
  confirmed: 'Confirmed',
  cleared: 'Cleared',
  open: 'Open',
  overturned: 'Confirmed, later overturned',
  decided: 'Decided',
}

/** The cases behind a number, each with the way to its page. */
export function BehindNumber({
  asked,
  close,
}: {
  asked: (Narrowed & { outcome: Behind }) | undefined
  close: () => void
}) {
  return (
    <Modal opened={asked !== undefined} onClose={close} title={asked && titleOf(asked)} size="lg">
      {asked && <Cases asked={asked} />}
    </Modal>
  )
}

function titleOf({ outcome, detector, from, to }: Narrowed & { outcome: Behind }): string {
  const time = from !== undefined && to !== undefined ? `, ${date(from)} – ${date(to - 1)}` : ''
  return `${titles[outcome]}${detector ? ` where ${detector} fired` : ''}${time}`
}

function Cases({ asked }: { asked: Narrowed & { outcome: Behind } }) {
  const { data, error, isPending, isError, refetch } = useQuery(trendCases(asked))
  if (isPending) return <Loading what="the cases" />
  if (isError) return <Failed error={error as ApiError} what="cases" retry={() => void refetch()} />
  if (data.total === 0) return <p className="small dim">No case is behind this number.</p>
  return (
    <div className="stack tight">
      <p className="small dim">
        {plural(data.total, 'case')}
        {data.cases.length < data.total && `, the newest ${data.cases.length} of them below`}
      </p>
      <table className="data dense">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">Decided</th>
            <th scope="col">Took</th>
            <th scope="col">What fired</th>
          </tr>
        </thead>
        <tbody>
          {data.cases.map((c) => (
            <tr key={`${c.subject} ${c.at}`}>
              <td>
                <Case of={c} />
              </td>
              <td className="nowrap">
                <span
                  className={
                    c.outcome === 'confirmed' ? 'accuses' : c.outcome === 'cleared' ? 'clears' : 'dim'
                  }
                >
                  {c.outcome}
                </span>{' '}
                {c.outcome === 'open' ? `since ${date(c.at)}` : date(c.at)}
                {c.overturned && <span className="tag caution">overturned</span>}
              </td>
              <td className="nowrap">
                {c.firstSign !== undefined && c.outcome !== 'open' && c.at >= c.firstSign
                  ? daysWords(c.at - c.firstSign)
                  : '–'}
              </td>
              <td className="small">
                {c.fired.map((id, i) => (
                  <span key={id}>
                    {i > 0 && ', '}
                    <DetectorLink id={id} />
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Case({ of }: { of: TrendCase }) {
  const name = (
    <>
      {of.pseudonym} <span className="mono faint">{of.case ?? idOf(of.subject)}</span>
    </>
  )
  return of.case ? (
    <Link to="/cases/$id" params={{ id: of.case }}>
      {name}
    </Link>
  ) : (
    <Link to="/subjects/$ref" params={{ ref: of.subject }}>
      {name}
    </Link>
  )
}
