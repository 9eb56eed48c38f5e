import type { PairExplanation } from '@telltale/core'
import type { ReactNode } from 'react'
import { count, signed } from '../format.ts'
import { useMe } from '../work/me.ts'
import { type PairRow, pairRows, verdictOf } from './pair-rows.ts'

/** Why two records are, or are not, one person: field by field, with what a person may say of it. */
export function PairCard(props: {
  pair: PairExplanation
  a: ReactNode
  b: ReactNode
  same: () => void
  different: () => void
  said?: ReactNode
}) {
  const { works } = useMe()
  const { pair, a, b } = props
  return (
    <section className="card stack" style={{ gap: 8 }}>
      <header className="row wrap">
        <h2>
          {a} <span className="faint">and</span> {b}
        </h2>
        <span className={`tag ${pair.linked ? '' : 'outlined'}`}>
          {pair.linked ? 'one person' : 'not taken for one person'}
        </span>
        {works && (
          <span className="push row small">
            {/* Neither is the primary one: no answer is nearer to hand than the other. */}
            <button type="button" className="plain-button" onClick={props.same}>
              Same person…
            </button>
            <button type="button" className="plain-button" onClick={props.different}>
              Not the same person…
            </button>
          </span>
        )}
      </header>
      <p className="small dim">
        {verdictOf(pair)}{' '}
        {pair.blocks.length > 0
          ? `Compared because of: ${pair.blocks.join(', ')}.`
          : 'No rule brought them together.'}
      </p>
      <PairTable pair={pair} />
      {props.said}
    </section>
  )
}

function PairTable({ pair }: { pair: PairExplanation }) {
  const { rows, low, high } = pairRows(pair)
  const at = (x: number) => `${(100 * (x - low)) / Math.max(1, high - low)}%`
  return (
    <div className="scroll-x">
      <table className="data dense pair">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">How they agree</th>
            <th scope="col">One</th>
            <th scope="col">The other</th>
            <th scope="col" className="pair-bars">
              ← different people · one person →
            </th>
            <th scope="col" className="num">
              log₁₀
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label} className={row.kind === 'total' ? 'semi' : undefined}>
              <td>{row.label}</td>
              <td className="dim">
                {row.level}
                {row.oneIn !== undefined && `, 1 in ${count(Math.round(row.oneIn))}`}
              </td>
              <td className="mono">{row.a}</td>
              <td className="mono">{row.b}</td>
              <td className="pair-bars">
                <div className="pair-run">
                  <i className="pair-threshold" style={{ left: at(pair.threshold) }} />
                  <Bar row={row} at={at} />
                </div>
              </td>
              <td className="num">{row.weight === undefined ? '' : signed(row.weight)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={4} />
            <td className="pair-bars small dim">
              <div className="pair-run">
                <span className="pair-mark" style={{ left: at(pair.threshold) }}>
                  linked from {signed(pair.threshold)}
                </span>
              </div>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Bar({ row, at }: { row: PairRow; at: (x: number) => string }) {
  if (row.kind === 'prior') return <i className="pair-dot hollow" style={{ left: at(row.from) }} />
  if (row.kind === 'total') return <i className="pair-dot" style={{ left: at(row.to) }} />
  if (row.kind === 'none') return <i className="pair-none" style={{ left: at(row.from) }} />
  const [left, right] = [Math.min(row.from, row.to), Math.max(row.from, row.to)]
  return (
    <i
      className={`pair-bar ${row.kind}`}
      style={{ left: at(left), width: `calc(${at(right)} - ${at(left)})` }}
    />
  )
}
