import type { CountChange, DecidedTrendsView } from '@telltale/core'
import { count } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'
import type { Open } from './behind.tsx'
import { changeWords } from './decided-words.ts'

/** From everybody screened to what was decided; bars are logarithmic, as the first is a hundred times the last. */
export function DecidedOut({ view, open }: { view: DecidedTrendsView; open: Open }) {
  const { cameOut: c } = view
  const rows = [
    { name: 'Screened', n: c.screened, fill: 'var(--band)' },
    { name: 'Verified', n: c.verified, fill: 'var(--band)' },
    { name: 'Held', n: c.held, fill: 'var(--band)' },
    { name: 'Cases', n: c.cases, fill: 'var(--band)' },
    { name: 'Confirmed', n: view.confirmed, fill: 'var(--accuse-fill)', behind: 'confirmed' as const },
    { name: 'Cleared', n: view.cleared, fill: 'var(--clear-fill)', behind: 'cleared' as const },
    { name: 'Open', n: view.open, hollow: true, behind: 'open' as const },
  ]
  const most = Math.log10(1 + Math.max(1, ...rows.map((r) => r.n)))
  return (
    <Chart
      title="Where they came out"
      chart={
        <>
          <ul className="came-out">
            {rows.map((r) => (
              <li key={r.name}>
                <span>{r.name}</span>
                <span className="came-bar">
                  <span
                    className={r.hollow ? 'hollow' : undefined}
                    style={{
                      width: `${(Math.log10(1 + r.n) / most) * 78}%`,
                      background: r.hollow ? undefined : r.fill,
                    }}
                    aria-hidden="true"
                  />
                  {r.behind ? (
                    <button
                      type="button"
                      className="figure strong"
                      onClick={() => open({ behind: r.behind })}
                    >
                      {count(r.n)}
                    </button>
                  ) : (
                    <b>{count(r.n)}</b>
                  )}
                </span>
              </li>
            ))}
          </ul>
          <p className="small faint" style={{ marginTop: 8 }}>
            logarithmic bars
            {view.clearedOnAppeal > 0 &&
              `; ${view.clearedOnAppeal} of ${view.cleared} cleared after having been confirmed`}
          </p>
        </>
      }
      table={
        <Table
          columns={['', 'How many', 'on the time before', 'on the year before']}
          rows={rows.map((r) => {
            const changes = changesOf(view, r.name)
            return [r.name, count(r.n), ...(changes ? changes.map((c) => changeWords(c, 'it')) : ['–', '–'])]
          })}
        />
      }
    />
  )
}

function changesOf(view: DecidedTrendsView, name: string): [CountChange, CountChange] | undefined {
  const key = name.toLowerCase()
  if (key in view.cameOutChanges) {
    const { onBefore, onYear } = view.cameOutChanges[key as keyof typeof view.cameOutChanges]
    return [onBefore, onYear]
  }
  if (key === 'confirmed' || key === 'cleared') return [view.onBefore[key], view.onYear[key]]
  return undefined
}
