import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ListView } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { lists } from '../applicants/calls.ts'
import { count, plural } from '../format.ts'
import { Filter } from '../parts/filter.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { bytesWords } from '../trends/totals.ts'
import { useUrl } from '../url.ts'

/** Every reference list that detectors read: where it is from, how old it is, and which ones wait for the company. */
export default function Lists() {
  const [{ q }] = useUrl()
  const list = useQuery(lists)
  const items = list.data?.lists ?? []
  const words = (q ?? '').toLowerCase()
  const shown = items.filter((l) =>
    `${l.id} ${l.title} ${l.source} ${l.licence} ${l.origin}`.toLowerCase().includes(words),
  )
  const stale = items.filter((l) => l.stale).length
  return (
    <Page
      crumbs={
        <>
          <Link to="/detectors">Detectors</Link>
          <span className="faint">/</span>
          <span>Lists</span>
        </>
      }
      actions={<Filter what="lists" />}
    >
      <div className="stack">
        <header className="row">
          <h1>Lists</h1>
          <span className="small dim">
            what detectors know of the world; evidence cites the version that it was judged with
          </span>
          <span className="push small dim">
            {list.data && plural(items.length, 'list')}
            {stale > 0 && <span className="caution"> · △ {stale} stale</span>}
          </span>
        </header>
        {list.isPending && <Loading what="the lists" rows={5} />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="lists" retry={() => void list.refetch()} />
        )}
        <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
        {list.data?.problems.map((problem) => (
          <p key={problem} className="small caution" role="status">
            △ {problem}
          </p>
        ))}
        {list.data && shown.length === 0 && (
          <Empty title={q ? `No list matches “${q}”` : 'There is no list'}>
            {q ? `Clear the filter to see all ${items.length}.` : 'Detectors that read lists abstain.'}
          </Empty>
        )}
        {shown.length > 0 && (
          <div className="scroll-x">
            <table className="data">
              <thead>
                <tr>
                  <th scope="col" style={{ minWidth: 240 }}>
                    List
                  </th>
                  <th scope="col">Source</th>
                  <th scope="col">Licence</th>
                  <th scope="col">From</th>
                  <th scope="col">Content of</th>
                  <th scope="col" className="num">
                    Entries
                  </th>
                  <th scope="col" className="num">
                    Size
                  </th>
                  <th scope="col">Age</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((l) => (
                  <Row key={l.id} list={l} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="small dim">
          <code>npx telltale intel</code> shows the same table, <code>npx telltale intel update</code> fetches
          what has a source, and <code>npx telltale intel load ID FILE</code> fills a list of your own.
        </p>
      </div>
    </Page>
  )
}

function Row({ list: l }: { list: ListView }) {
  return (
    <tr>
      <td>
        <div>{l.title}</div>
        <div className="small dim">
          <span className="mono">{l.id}</span>
          {l.into && (
            <>
              {' '}
              into <span className="mono">{l.into}</span>
            </>
          )}
          {l.entries > 0 && ` · ${l.version}`}
        </div>
      </td>
      <td className="small">
        <span className="clamp-3" title={l.source}>
          {l.source}
        </span>
      </td>
      <td className="small">{l.licence || '–'}</td>
      <td className="small nowrap">{l.origin === 'none' ? 'to be loaded' : l.origin}</td>
      <td className="small nowrap">{l.date ?? '–'}</td>
      <td className="num">
        {l.entries === 0 ? <span className="tag missing">empty</span> : count(l.entries)}
      </td>
      <td className="num nowrap">{l.entries === 0 ? '–' : bytesWords(l.bytes)}</td>
      <td className="nowrap">
        {l.stale ? (
          <span className="tag caution">
            △ {l.ageDays === undefined ? 'stale' : plural(l.ageDays, 'day')}
          </span>
        ) : (
          <span className="small dim">{l.ageDays === undefined ? '–' : plural(l.ageDays, 'day')}</span>
        )}
      </td>
    </tr>
  )
}
