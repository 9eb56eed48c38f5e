import { useQuery } from '@tanstack/react-query'
import type { GroupImpact, ImpactRatio, TraitImpact } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { count, percent } from '../format.ts'
import { Chart, Table } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { adverseImpact } from './decided-calls.ts'

/** Selection and false alarms by what people volunteered, for counsel, an auditor and a people partner. */
export function AdverseImpact() {
  const { data, error, isPending, isError, refetch } = useQuery(adverseImpact)
  if (isPending) return <Loading what="the adverse-impact report" />
  if (isError) return <Failed error={error as ApiError} what="adverse impact" retry={() => void refetch()} />
  if (data.traits.length === 0)
    return (
      <section className="card stack tight">
        <header className="row">
          <h2>Adverse impact</h2>
          <span className="tag missing push">not measured</span>
        </header>
        <p className="small dim">
          No groups are loaded. <code>telltale groups load FILE</code> takes what people volunteered, or HR’s
          EEO export; it lies in an audit-only store that no detector can read.
        </p>
      </section>
    )
  return data.traits.map((t) => <Trait key={`${t.of} ${t.trait}`} trait={t} />)
}

function Trait({ trait: t }: { trait: TraitImpact }) {
  const selected = t.groups.some((g) => g.selectionRatio)
  const ratioOf = (g: GroupImpact) => (selected ? g.selectionRatio : g.peaceRatio)
  return (
    <Chart
      title={selected ? 'Selection-rate ratio' : 'Left in peace, ratio'}
      note={`${t.trait}, ${t.of}`}
      chart={
        <>
          <ul className="impact">
            {t.groups.map((g) => (
              <li key={g.value} title={g.says}>
                <span className="clamp-1">{g.value}</span>
                <Ratio of={ratioOf(g)} />
                <span className="small right">{words(ratioOf(g))}</span>
              </li>
            ))}
          </ul>
          <p className="small dim" style={{ marginTop: 8 }}>
            {t.says} Intervals hold at 95 % at least. Group data sits in an audit-only store; no detector can
            read it.
          </p>
          {t.groups
            .filter((g) => !ratioOf(g)?.reference)
            .slice(0, 4)
            .map((g) => (
              <p key={g.value} className="small faint" style={{ marginTop: 4 }}>
                <b>{g.value}</b>: {g.says}
              </p>
            ))}
        </>
      }
      table={
        <Table
          columns={[
            'Group',
            'People',
            'Moved on',
            'Ratio',
            'Interval',
            'p',
            'Looked at without cause',
            'Interval of that',
            'Left in peace, ratio',
          ]}
          rows={t.groups.map((g) => [
            g.value,
            count(g.people),
            g.selection ? `${g.selection.k} of ${g.selection.n}` : '–',
            words(g.selectionRatio),
            g.selectionRatio && !g.selectionRatio.reference
              ? `${g.selectionRatio.low.toFixed(2)}–${g.selectionRatio.high.toFixed(2)}`
              : '–',
            g.selectionRatio && !g.selectionRatio.reference ? g.selectionRatio.p.toFixed(3) : '–',
            `${g.falseAlarms.k} of ${g.falseAlarms.n}`,
            `${percent(g.falseAlarms.low)} – ${percent(g.falseAlarms.high)}`,
            words(g.peaceRatio),
          ])}
        />
      }
    />
  )
}

function words(ratio: ImpactRatio | undefined): string {
  if (!ratio) return '–'
  return ratio.reference ? 'reference' : ratio.ratio.toFixed(2)
}

const [low, high] = [0.5, 1.5]

function Ratio({ of }: { of: ImpactRatio | undefined }) {
  if (!of) return <span />
  const at = (v: number) => `${(100 * (Math.min(high, Math.max(low, v)) - low)) / (high - low)}%`
  return (
    <span className="interval ratio" aria-hidden="true">
      <span className="below" style={{ width: at(0.8) }} />
      <span className="one" style={{ left: at(1) }} />
      {!of.reference && (
        <span className="range" style={{ left: at(of.low), right: `calc(100% - ${at(of.high)})` }} />
      )}
      <span className={of.reference ? 'dot hollow' : 'dot'} style={{ left: at(of.ratio) }} />
    </span>
  )
}
