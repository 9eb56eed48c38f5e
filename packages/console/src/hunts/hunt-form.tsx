import { Button } from '@mantine/core'
import type { DetectorView, HuntsView } from '@telltale/core'
import { plain } from '../format.ts'
import { DetectorLink } from '../parts/pieces.tsx'
import { type Draft, triedOf } from './draft.ts'

type Change = (draft: Draft) => void

/** The detector's own numbers: what each does, what stands, and what is tried instead. */
export function Thresholds(props: {
  draft: Draft
  change: Change
  detectors: readonly DetectorView[]
  fixed: boolean
}) {
  const { draft, change, detectors, fixed } = props
  const usable = detectors.filter((d) => Object.keys(d.thresholds ?? {}).length > 0)
  const detector = detectors.find((d) => d.id === draft.detector)
  const { problems, tried } = triedOf(draft, detector?.thresholds)
  return (
    <div className="stack">
      {fixed ? (
        <p className="small">
          <DetectorLink id={draft.detector!} /> {detector && <span className="dim">{detector.title}</span>}
        </p>
      ) : (
        <label className="field">
          Detector
          <select
            className="plain-field"
            value={draft.detector ?? ''}
            onChange={(e) => change({ detector: e.currentTarget.value, typed: {} })}
          >
            <option value="" disabled>
              choose one with numbers of its own
            </option>
            {usable.map((d) => (
              <option key={d.id} value={d.id}>
                {d.id}: {d.title}
              </option>
            ))}
          </select>
        </label>
      )}
      {detector && (
        <table className="data thresholds">
          <thead>
            <tr>
              <th scope="col">Number</th>
              <th scope="col">What it does</th>
              <th scope="col" className="num">
                Stands
              </th>
              <th scope="col">Try</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(detector.thresholds ?? {}).map(([name, t]) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td className="small dim">
                  {t.says}
                  {problems[name] && (
                    <p className="caution" role="alert">
                      △ {problems[name]}
                    </p>
                  )}
                </td>
                <td className="num nowrap">
                  {plain(t.value)} {t.unit}
                </td>
                <td>
                  <input
                    className={`plain-field threshold${name in tried ? ' tried' : ''}`}
                    inputMode="decimal"
                    aria-label={`${name}, ${t.unit}: stands at ${t.value}`}
                    aria-invalid={name in problems}
                    placeholder={String(t.value)}
                    value={draft.typed[name] ?? ''}
                    onChange={(e) =>
                      change({ ...draft, typed: { ...draft.typed, [name]: e.currentTarget.value } })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

/** Read-only SQL, with the views that it may read beside it. */
export function Sql({ draft, change, view }: { draft: Draft; change: Change; view: HuntsView }) {
  return (
    <div className="hunt-sql">
      <label className="field">
        SQL, read only
        <textarea
          className="plain-field note mono"
          rows={14}
          spellCheck={false}
          value={draft.sql ?? ''}
          onChange={(e) => change({ ...draft, sql: e.currentTarget.value })}
        />
      </label>
      <section aria-label="Views" className="hunt-views">
        <h3>Views</h3>
        {view.views.map((v) => (
          <details key={v.name}>
            <summary>
              <span className="mono">{v.name}</span> <span className="dim">{v.says}</span>
            </summary>
            <dl className="facts small">
              {v.columns.map((c) => (
                <div key={c.name} style={{ display: 'contents' }}>
                  <dt className="mono" title={c.type}>
                    {c.name}
                  </dt>
                  <dd>
                    {c.says} <span className="faint">{c.type}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
      </section>
    </div>
  )
}

export function RunBar(props: {
  because?: string
  running: boolean
  seconds: number
  run: () => void
  abort: () => void
}) {
  const { because, running, seconds } = props
  return (
    <div className="row middle">
      {running ? (
        <Button variant="default" onClick={props.abort}>
          Stop
        </Button>
      ) : (
        <Button onClick={props.run} disabled={because !== undefined}>
          Run on history
        </Button>
      )}
      <span className="small dim" role="status">
        {running
          ? `Judging all of history again, ${seconds} s. Nothing is stored, and nobody’s score moves.`
          : (because ?? 'Nothing that it finds is stored, and nobody’s score moves.')}
      </span>
    </div>
  )
}
