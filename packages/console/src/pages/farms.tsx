import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TiedCases } from '@telltale/core'
import { type ApiError, farms } from '../api.ts'
import { date, plural, spread } from '../format.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { farmTitle } from '../visuals/farm-title.ts'

export default function Farms() {
  const list = useQuery(farms)
  const items = list.data ?? []
  return (
    <Page crumbs={<span>Farms</span>}>
      <div className="stack">
        <header className="row">
          <h1>Farms</h1>
          <span className="small dim">cases tied by something they share; each keeps its own weight</span>
          <span className="push small dim">{list.data && plural(items.length, 'farm')}</span>
        </header>
        {list.isPending && <Loading what="the farms" />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="farms" retry={() => void list.refetch()} />
        )}
        {list.data && items.length === 0 && (
          <Empty title="No two cases are tied">
            A farm appears when link evidence (one router, one monitor, one account) names two people who each
            have a case of their own. <Link to="/cases">Cases</Link>
          </Empty>
        )}
        {items.length > 0 && (
          <div className="scroll-x">
            <table className="data queue">
              <thead>
                <tr>
                  <th scope="col">Farm</th>
                  <th scope="col">Identities</th>
                  <th scope="col">Tied by</th>
                  <th scope="col" className="num">
                    Probability, each
                  </th>
                  <th scope="col">Seen</th>
                </tr>
              </thead>
              <tbody>
                {items.map((farm) => (
                  <Row key={farm.id} farm={farm} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  )
}

function Row({ farm }: { farm: TiedCases }) {
  const p = farm.cases.map((c) => c.score.probability)
  const strongest = [...farm.ties].sort((a, b) => b.weight - a.weight)[0]
  return (
    <tr>
      <td className="nowrap">
        <Link to="/farms/$id" params={{ id: farm.id }} className="semi">
          {farmTitle(farm)}
        </Link>
        <div className="small dim">
          {farm.id}
          {farm.simulated && <span className="faint"> · simulated</span>}
        </div>
      </td>
      <td>
        <div className="clamp-2">{farm.cases.map((c) => c.pseudonym).join(', ')}</div>
      </td>
      <td>
        <div className="clamp-2">{strongest?.says}</div>
      </td>
      <td className="num nowrap">{spread(p)}</td>
      <td className="small dim nowrap">
        {date(farm.firstSeen)} – {date(farm.lastSeen - 1)}
      </td>
    </tr>
  )
}
