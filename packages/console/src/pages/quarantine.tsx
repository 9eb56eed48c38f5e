import { useQuery } from '@tanstack/react-query'
import { type ApiError, quarantine } from '../api.ts'
import { plural, time } from '../format.ts'
import { Filter } from '../parts/filter.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'

/** Rows that could not be used: which, why and since when. Everything else of the same file was used. */
export default function Quarantine() {
  const [{ q }] = useUrl()
  const list = useQuery(quarantine)
  const items = list.data ?? []
  const words = (q ?? '').toLowerCase()
  const shown = items.filter((i) => `${i.source} ${i.field} ${i.reason}`.toLowerCase().includes(words))
  return (
    <Page crumbs={<span>Quarantine</span>} actions={<Filter what="rows" />}>
      <div className="stack">
        <header className="row">
          <h1>Quarantine</h1>
          <span className="small dim">
            rows that could not be used, kept with the reason; the rest of each file was used
          </span>
          <span className="push small dim">{list.data && plural(items.length, 'row')}</span>
        </header>
        {list.isPending && <Loading what="the rows set aside" />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="quarantine" retry={() => void list.refetch()} />
        )}
        {list.data && items.length === 0 && (
          <Empty title="No row was set aside">
            Every row that arrived could be read. There is nothing to do here.
          </Empty>
        )}
        {items.length > 0 && shown.length === 0 && (
          <Empty title={`No row matches “${q}”`}>Clear the filter to see all {items.length}.</Empty>
        )}
        {shown.length > 0 && (
          <div className="scroll-x">
            <table className="data">
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col" className="num">
                    Row
                  </th>
                  <th scope="col">Field</th>
                  <th scope="col">Why</th>
                  <th scope="col">Received (UTC)</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((item) => (
                  <tr key={item.id}>
                    <td className="mono">{item.source}</td>
                    <td className="num">{item.row > 0 ? item.row : '–'}</td>
                    <td className="mono">{item.field || 'the whole row'}</td>
                    <td>{item.reason}</td>
                    <td className="small dim nowrap">{time(item.receivedAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {shown.length > 0 && (
          <p className="small dim">
            To use a row, put it right in its file and send the file again: rows that were used before are
            recognised and count once.
          </p>
        )}
      </div>
    </Page>
  )
}
