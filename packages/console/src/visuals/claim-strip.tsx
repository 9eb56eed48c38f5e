import type { ClaimTested } from '@telltale/core'
import { signed } from '../format.ts'
import { Sign } from '../parts/icons.tsx'
import { DetectorLink } from '../parts/pieces.tsx'
import type { ClaimCell } from './claim-cells.ts'

const verdicts = {
  contradicts: <span className="tag accuses">≠ contradicts</span>,
  agrees: <span className="tag clears">= agrees</span>,
  unremarkable: <span className="tag">says neither</span>,
  'not measured': <span className="tag outlined">not measured</span>,
}

/** Claim against evidence: five cells. A cell lights its ribbon leg and its rows of the waterfall. */
export function ClaimStrip(props: {
  cells: readonly ClaimCell[]
  lit?: ClaimTested
  light: (c?: ClaimTested) => void
}) {
  return (
    <section className="card strip" aria-label="Claim against evidence">
      {props.cells.map((c) => {
        const missing = c.reads === 'not measured'
        return (
          <div key={c.cell} className="strip-cell" data-lit={props.lit === c.cell || undefined}>
            <button
              type="button"
              className="strip-light"
              aria-pressed={props.lit === c.cell}
              onClick={() => props.light(props.lit === c.cell ? undefined : c.cell)}
            >
              <span className="strong">{c.title}</span>
              {!missing && <span className="dim">{signed(c.weight)}</span>}
              <span className="push">{verdicts[c.reads]}</span>
            </button>
            <span className="strip-line dim">
              <Sign is="claim" />
              <span>{c.claim}</span>
            </span>
            <span className={`strip-line ${missing ? 'faint' : 'semi'}`}>
              <Sign is={missing ? 'missing' : 'evidence'} />
              <span className="clamp-3" title={c.says}>
                {c.says}
              </span>
            </span>
            {c.abstained && (
              <span className="small strip-link">
                <DetectorLink id={c.abstained.detector}>How it is measured</DetectorLink>
              </span>
            )}
          </div>
        )
      })}
    </section>
  )
}
