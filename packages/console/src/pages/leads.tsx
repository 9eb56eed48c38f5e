import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ApiError } from '../api.ts'
import { leads, lists } from '../applicants/calls.ts'
import { count, idOf, plural, time } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/** For counsel alone: applicants who agree with an entry of a sanctions list in more than the name. */
export default function Leads() {
  const list = useQuery(leads)
  const items = list.data ?? []
  const sanctions = useQuery(lists).data?.lists.find((l) => l.id === 'sanctions')
  return (
    <Page crumbs={<span>Leads</span>}>
      <div className="stack">
        <header className="row">
          <h1>Leads</h1>
          <span className="small dim">
            for counsel alone; a lead weighs nothing, changes no outcome and is shown to nobody else
          </span>
          <span className="push small dim">{list.data && plural(items.length, 'lead')}</span>
        </header>
        {list.isPending && <Loading what="the leads" />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="leads" retry={() => void list.refetch()} />
        )}
        <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />
        {list.data && items.length === 0 && sanctions?.entries === 0 && (
          <Empty title="Nobody was compared">
            No sanctions list is loaded, which says nothing of anybody. <code>npx telltale intel update</code>{' '}
            fetches and checks it, from a file as well. <Link to="/lists">Lists</Link>
          </Empty>
        )}
        {list.data && items.length === 0 && sanctions !== undefined && sanctions.entries > 0 && (
          <Empty title="No lead">
            Nobody agrees with an entry of the sanctions list ({count(sanctions.entries)} entries, version{' '}
            {sanctions.version}) in more than the name. <Link to="/lists">Lists</Link>
          </Empty>
        )}
        {items.length > 0 && (
          <div className="scroll-x">
            <table className="data">
              <thead>
                <tr>
                  <th scope="col">Applicant</th>
                  <th scope="col">What agrees</th>
                  <th scope="col">List</th>
                  <th scope="col">Found (UTC)</th>
                </tr>
              </thead>
              <tbody>
                {items.map((l) => (
                  <tr key={`${l.subject} ${l.says}`}>
                    <td className="nowrap">
                      <Link to="/subjects/$ref" params={{ ref: l.subject }} className="semi">
                        {l.pseudonym}
                      </Link>
                      <div className="small dim">{idOf(l.subject)}</div>
                    </td>
                    <td>{l.says}</td>
                    <td className="small">
                      {Object.entries(l.lists)
                        .map(([id, version]) => `${id} ${version}`)
                        .join(', ')}
                    </td>
                    <td className="small dim nowrap">{time(l.at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="small dim">
          Names are common. A lead is settled by counsel with the list’s owner, never by a recruiter and never
          by asking the applicant where they come from.
        </p>
      </div>
    </Page>
  )
}
