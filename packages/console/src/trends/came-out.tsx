import type { ScreenedPeriod } from '@telltale/core'
import { count } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'
import { measures, total } from './totals.ts'

/** How many of everybody screened got how far; bars are logarithmic, as the first is a hundred times the last. */
export function CameOut({ periods }: { periods: readonly ScreenedPeriod[] }) {
  const rows = measures.map((m) => ({ ...m, n: total(periods, m.key) }))
  const most = Math.log10(1 + Math.max(1, ...rows.map((r) => r.n)))
  return (
    <Chart
      title="Where they came out"
      note="logarithmic bars"
      chart={
        <ul className="came-out">
          {rows.map((r) => (
            <li key={r.key}>
              <span>{r.name}</span>
              <span className="came-bar">
                <span
                  style={{ width: `${(Math.log10(1 + r.n) / most) * 82}%`, background: r.fill }}
                  aria-hidden="true"
                />
                <b>{count(r.n)}</b>
              </span>
            </li>
          ))}
        </ul>
      }
      table={<Table columns={['', 'Applications']} rows={rows.map((r) => [r.name, count(r.n)])} />}
    />
  )
}
