import { type DetectorView, type Evidence, type Scheme, schemes } from '@telltale/core'
import { useState } from 'react'
import { date, schemeNames, signed, windowDates } from '../format.ts'
import { SetAside } from '../model/set-aside-dialog.tsx'
import { ExhibitView } from '../visuals/exhibits.tsx'
import { useMe } from '../work/me.ts'
import { ObservationsLink } from './observations-link.tsx'
import { DetectorLink, SubjectName, Table } from './pieces.tsx'
import { Empty } from './states.tsx'

/** One card per detector: its weightiest window in full, the others listed. Evidence and counter-evidence alike. */
export function Findings(props: {
  evidence: readonly Evidence[]
  catalogue: Map<string, DetectorView>
  scheme: Scheme
}) {
  const { evidence, catalogue, scheme } = props
  const groups = Map.groupBy(evidence, (e) => e.detector)
  const weight = (e: Evidence) => Math.abs(e.weights[scheme] ?? 0)
  const ordered = [...groups.values()]
    .map((found) =>
      [...found].sort(
        (a, b) => weight(b) - weight(a) || Math.abs(b.weight) - Math.abs(a.weight) || b.to - a.to,
      ),
    )
    .sort((a, b) => weight(b[0]!) - weight(a[0]!) || (a[0]!.detector < b[0]!.detector ? -1 : 1))
  if (ordered.length === 0)
    return (
      <Empty title="No evidence either way">
        Nothing about this subject could be judged yet. “Not measured” says what each detector lacks.
      </Empty>
    )
  return (
    <section id="evidence" className="stack finding" aria-label="Evidence">
      <header className="row">
        <h2>Evidence</h2>
        <span className="small dim">
          {ordered.length} detectors, {evidence.length} windows; what accuses and what clears
        </span>
      </header>
      {ordered.map((found) => (
        <Finding key={found[0]!.detector} found={found} detector={catalogue.get(found[0]!.detector)} />
      ))}
    </section>
  )
}

function Finding({ found, detector }: { found: Evidence[]; detector?: DetectorView }) {
  const [shown, show] = useState<string>()
  const { works } = useMe()
  const e = found.find((f) => f.id === shown) ?? found[0]!
  return (
    <article className="card">
      <header className="row wrap" style={{ marginBottom: 4 }}>
        <DetectorLink id={e.detector}>
          <span className="small">{detector?.title ?? e.detector}</span>
        </DetectorLink>
        <span className="push small dim nowrap">
          {windowDates(e.from, e.to)} · {e.status} · <ObservationsLink of={e} />
          {works && !e.setAside && (
            <>
              {' · '}
              <SetAside evidence={e} />
            </>
          )}
        </span>
      </header>
      <p className="says">{e.says}</p>
      <p className="row wrap small" style={{ marginTop: 4, gap: 6 }}>
        <Weights evidence={e} />
        {e.setAside ? (
          <span className="tag outlined">
            set aside by {e.setAside.by} until {date(e.setAside.until)}: {e.setAside.because}
          </span>
        ) : (
          e.shadow && <span className="tag outlined">in shadow: scores nothing</span>
        )}
        <span className="faint">
          about{' '}
          {e.subjects.slice(0, 6).map((s, i) => (
            <span key={s}>
              {i > 0 && ', '}
              <SubjectName subject={s} />
            </span>
          ))}
          {e.subjects.length > 6 && ` and ${e.subjects.length - 6} more`}
        </span>
      </p>
      {e.exhibits.length > 0 && (
        <div className="exhibits">
          {e.exhibits.map((x, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finding's exhibits are a fixed list.
            <ExhibitView key={`${e.id} ${i}`} exhibit={x} evidence={e} />
          ))}
        </div>
      )}
      {detector && (
        <div className="ask">
          <div>
            <h4 className="small strong">How else could it be explained?</h4>
            <ul className="bullets">
              {detector.benign.map((b) => (
                <li key={b}>{b}</li>
              ))}
            </ul>
          </div>
          <div>
            <h4 className="small strong">What would settle it</h4>
            <ul className="bullets checks">
              {detector.clears.map((c) => (
                <li key={c}>{c}</li>
              ))}
            </ul>
          </div>
          <div>
            <h4 className="small strong">What it rests on</h4>
            <ul className="bullets checks">
              <li>
                Weights {e.calibration.basis}
                {e.calibration.n !== undefined && ` (n ${e.calibration.n})`}: {e.calibration.on}
              </li>
              {detector.references.map((r) => (
                <li key={r.title}>
                  {r.url ? (
                    <a href={r.url} rel="noreferrer" target="_blank">
                      {r.title}
                    </a>
                  ) : (
                    r.title
                  )}
                </li>
              ))}
              <li>
                {e.detector} v{e.version}
                {Object.entries(e.lists).map(([list, version]) => `; list ${list} ${version}`)}
              </li>
            </ul>
          </div>
        </div>
      )}
      {found.length > 1 && (
        <details style={{ marginTop: 8 }}>
          <summary>All {found.length} windows</summary>
          <Table
            columns={['Window', 'Weight', 'Found', '']}
            rows={[...found]
              .sort((a, b) => b.to - a.to)
              .map((f) => [
                windowDates(f.from, f.to),
                signed(f.weight),
                f.says,
                <button
                  key={f.id}
                  type="button"
                  className="plain-button"
                  onClick={() => show(f.id)}
                  disabled={f.id === e.id}
                >
                  {f.id === e.id ? 'shown' : 'show'}
                </button>,
              ])}
          />
        </details>
      )}
    </article>
  )
}

function Weights({ evidence }: { evidence: Evidence }) {
  const bearing = schemes.filter((s) => evidence.weights[s])
  if (bearing.length === 0) return <span className="tag">no weight either way</span>
  return bearing.map((s) => (
    <span key={s} className={`tag ${evidence.weights[s]! > 0 ? 'accuses' : 'clears'}`}>
      {schemeNames[s]} {signed(evidence.weights[s]!)}
    </span>
  ))
}
