import type { PieceExplained, Standing } from '@telltale/core'
import { ObservationsLink } from '../parts/observations-link.tsx'
import { DetectorLink } from '../parts/pieces.tsx'
import type { WaterfallRow } from '../visuals/waterfall-rows.ts'
import { withoutWords } from './without.ts'

const most = 6

/** What would stand without a row of the waterfall, and without each of its pieces. */
export function Counterfactual(props: {
  row: WaterfallRow
  now: Pick<Standing, 'probability' | 'tier'>
  whole: Standing | undefined
  pieces: readonly PieceExplained[]
  close(): void
}) {
  const { row, now, whole, pieces, close } = props
  const own = pieces
    .filter((p) => row.evidence.includes(p.evidence))
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds))
  return (
    <section className="counterfactual small" aria-label={`Without: ${row.label}`}>
      <p className="row">
        <span>
          <span className="semi">Without {row.label.toLowerCase()}</span>
          {whole && `: ${withoutWords(now, whole)}`}
        </span>
        <button type="button" className="plain-button push" onClick={close}>
          Close
        </button>
      </p>
      {own.length > 0 && (
        <ul className="list">
          {own.slice(0, most).map((p) => (
            <li key={p.evidence}>
              <p>{p.says}</p>
              <p className="dim">
                without this one:{' '}
                <span className={p.decides ? 'semi ink' : ''}>{withoutWords(now, p.without)}</span>
                {' · '}
                <DetectorLink id={p.detector} /> · {p.basis.basis}
                {p.basis.n !== undefined && ` (n ${p.basis.n})`} ·{' '}
                <ObservationsLink of={{ id: p.evidence }} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {own.length > most && <p className="faint">and {own.length - most} that move it less</p>}
    </section>
  )
}
