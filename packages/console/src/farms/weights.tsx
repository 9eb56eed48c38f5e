import type { Evidence, FarmTieView, FarmView } from '@telltale/core'
import { causeOf } from '@telltale/core/farms/ties'
import { signed } from '../format.ts'
import { cappedFrom, nounOf, weightRows } from './words.ts'

/** Attributes that are one reason however many there are of them, as a farm's sureness counts them. */
const causeWords: Record<string, string> = { door: 'one door', contact: 'one contact' }

/** Line by line, then what the link comes to within its cap. */
export function Weights({ tie, farm, found }: { tie: FarmTieView; farm: FarmView; found: Evidence[] }) {
  const weights = weightRows(found)
  const from = cappedFrom(tie, weights)
  const widest = Math.max(0.1, ...weights.rows.map((r) => Math.abs(r.weight)))
  const part = farm.sure.parts.find((p) => p.type === causeOf(tie.attribute))
  return (
    <section className="farm-section">
      <header className="row">
        <h3>{weights.by === 'field' ? 'Field by field' : 'What it weighs'}</h3>
        <span className="push small dim">log₁₀ weight</span>
      </header>
      <table className="farm-weights small">
        <tbody>
          {weights.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>
                <span
                  className={`weight-bar ${row.weight < 0 ? 'clear' : 'accuse'}`}
                  style={{ width: `${(Math.abs(row.weight) / widest) * 100}%` }}
                />
              </td>
              <td className={`num ${row.weight > 0.05 ? 'accuses' : row.weight < -0.05 ? 'clears' : ''}`}>
                {signed(row.weight)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Link weight</th>
            <td className="num" colSpan={2}>
              <b>{signed(tie.weight)}</b>
              {from !== undefined && <span className="dim"> capped from {signed(from)}</span>}
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="small faint">
        One capped weight to each it names; pools nothing.
        {part &&
          ` All of this farm that is ${causeWords[part.type] ?? `one ${nounOf(tie.attribute)}`} comes to ${signed(part.weight)} of how sure it is${part.capped ? ', at its cap' : ''}.`}
      </p>
    </section>
  )
}
