import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { FarmView } from '@telltale/core'
import { useEffect, useRef } from 'react'
import '../farms/farms.css'
import type { ApiError } from '../api.ts'
import { farms, words } from '../farms/calls.ts'
import { StandingWords } from '../farms/standing-words.tsx'
import { LinkTabs } from '../farms/tabs.tsx'
import { farmTitle, handsInWords, namer, nounOf, payInWords } from '../farms/words.ts'
import { date, percent, plural } from '../format.ts'
import { useKeys } from '../keys.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'

export default function Farms() {
  const list = useQuery(farms)
  const said = useQuery(words).data ?? []
  const [{ sel }, change] = useUrl()
  const navigate = useNavigate()
  const items = list.data ?? []
  const at = items.findIndex((f) => f.id === sel)
  const open = (farm: FarmView | undefined) =>
    farm && void navigate({ to: '/farms/$id', params: { id: farm.id } })
  const move = (by: number) => {
    const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) change({ sel: next.id })
  }
  useKeys({ j: () => move(1), k: () => move(-1), Enter: () => open(items[at]) })
  const name = namer(
    items.flatMap((f) => f.members),
    items.flatMap((f) => f.ties),
  )
  return (
    <Page crumbs={<span>Farms</span>}>
      <div className="stack">
        <header className="row">
          <h1>Farms</h1>
          <span className="small dim">
            people tied by what strangers do not share; a farm pools nothing and moves nobody’s score
          </span>
          <span className="push small dim">{list.data && plural(items.length, 'farm')}</span>
        </header>
        <LinkTabs />
        {list.isPending && <Loading what="the farms" />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="farms" retry={() => void list.refetch()} />
        )}
        {list.data && <Stale error={list.error as ApiError | null} since={list.dataUpdatedAt} />}
        {list.data && items.length === 0 && (
          <Empty title="Nobody is tied to anybody">
            A farm appears when link evidence (one router, one monitor, one pay account) holds three people
            together, or two who each have a case. Cases that share nothing stand for themselves.{' '}
            <Link to="/cases">Cases</Link>
          </Empty>
        )}
        {items.length > 0 && (
          <div className="scroll-x">
            <table className="data queue">
              <thead>
                <tr>
                  <th scope="col">Farm</th>
                  <th scope="col">Doors</th>
                  <th scope="col">Identities</th>
                  <th
                    scope="col"
                    className="num"
                    title="That it is one operation: from links alone, assumed model"
                  >
                    How sure
                  </th>
                  <th scope="col" className="num">
                    Pay at stake
                  </th>
                  <th scope="col">Last seen</th>
                </tr>
              </thead>
              <tbody>
                {items.map((farm) => (
                  <Row key={farm.id} farm={farm} selected={farm.id === sel} open={() => open(farm)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {said.length > 0 && (
          <details>
            <summary>
              {plural(said.filter((w) => !w.undone).length, 'word')} of people on links, and what was undone
            </summary>
            <div className="card" style={{ marginTop: 8 }}>
              <StandingWords words={said} name={name} />
            </div>
          </details>
        )}
      </div>
    </Page>
  )
}

function Row({ farm, selected, open }: { farm: FarmView; selected: boolean; open: () => void }) {
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const types = [...new Set(farm.doors.flatMap((d) => d.attributes).map((a) => nounOf(a)))]
  const cases = farm.members.filter((m) => m.standing === 'case').length
  return (
    <tr
      ref={row}
      className={selected ? 'selected' : undefined}
      aria-selected={selected}
      onClick={(e) => {
        if (!(e.target as HTMLElement).closest('a')) open()
      }}
    >
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
        {farm.doors.length === 0 ? <span className="faint">none known</span> : `${farm.doors.length}`}
        <div className="small dim">{types.join(', ')}</div>
      </td>
      <td>
        <div>{fewOf(farm.members.map((m) => m.item.pseudonym))}</div>
        <div className="small dim">
          {cases} of {farm.members.length} with a case · {handsInWords(farm.members)}
        </div>
      </td>
      <td className="num nowrap">
        <span className="semi">{percent(farm.sure.probability)}</span>
        <div className="small dim">
          {percent(farm.sure.low)} – {percent(farm.sure.high)}
        </div>
      </td>
      <td className="num nowrap">{payInWords(farm.pay) ?? <span className="faint">not known</span>}</td>
      <td className="small dim nowrap">{date(farm.lastSeen - 1)}</td>
    </tr>
  )
}

/** Pseudonyms enough to know a farm again; all of them stand on its page. */
function fewOf(names: readonly string[]): string {
  const most = 3
  return names.length > most + 1
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ')
}
