import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ApiError, cases } from '../api.ts'
import { plural } from '../format.ts'
import { Filter } from '../parts/filter.tsx'
import { matches, QueueTable } from '../parts/queue-table.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'

export default function Cases() {
  const [{ q }] = useUrl()
  const list = useQuery(cases)
  const items = list.data ?? []
  const shown = items.filter((i) => matches(i, q))
  return (
    <Page crumbs={<span>Cases</span>} actions={<Filter what="cases" />}>
      <div className="stack">
        <header className="row">
          <h1>Cases</h1>
          <span className="small dim">
            one person or one application each; two kinds of evidence agree on every one; probabilities by the
            assumed model
          </span>
          <span className="push small dim">{list.data && plural(items.length, 'case')}</span>
        </header>
        {list.isPending && <Loading what="the cases" rows={5} />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="cases" retry={() => void list.refetch()} />
        )}
        <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
        {list.data && items.length === 0 && (
          <Empty title="No case is open">
            A case opens at 10⁴ from two kinds of evidence. Who is listed without a case is on{' '}
            <Link to="/">Today</Link>.
          </Empty>
        )}
        {items.length > 0 && shown.length === 0 && (
          <Empty title={`No case matches “${q}”`}>Clear the filter to see all {items.length}.</Empty>
        )}
        {shown.length > 0 && <QueueTable items={shown} now={Date.now()} />}
      </div>
    </Page>
  )
}
