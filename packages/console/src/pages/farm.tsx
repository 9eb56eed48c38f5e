import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type DetectorView, type Evidence, type SubjectView, schemes, type TiedCases } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, detectors, farm, oneCase } from '../api.ts'
import { date, idOf, percent, plural, schemeNames, signed, spread, windowDates } from '../format.ts'
import { ObservationsLink } from '../parts/observations-link.tsx'
import { byId, DetectorLink, SubjectName, Table } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { ExhibitView } from '../visuals/exhibits.tsx'
import { FarmColumns } from '../visuals/farm-columns.tsx'
import { type Door, type FarmGraph, farmGraph } from '../visuals/farm-graph.ts'
import { farmTitle } from '../visuals/farm-title.ts'
import { subjectWord } from '../visuals/verdict-sentence.ts'

/** Past this many laptops a drawing says less than a table. */
const drawn = 60

export default function Farm() {
  const { id } = useParams({ from: '/farms/$id' })
  const view = useQuery(farm(id))
  const members = useQueries({
    queries: (view.data?.cases ?? [])
      .slice(0, drawn)
      .map((c) => ({ ...oneCase(c.case ?? ''), enabled: !!c.case })),
    combine: (all) => all.flatMap((q): SubjectView[] => (q.data ? [q.data] : [])),
  })
  const [asTable, setAsTable] = useState(false)
  const crumbs = (
    <>
      <Link to="/farms">Farms</Link>
      <span className="faint">/</span>
      <span>{id}</span>
    </>
  )
  if (!view.data)
    return (
      <Page crumbs={crumbs}>
        {view.isError ? (
          <Failed error={view.error as ApiError} what={id} retry={() => void view.refetch()} />
        ) : (
          <Loading what="the farm" rows={5} />
        )}
      </Page>
    )
  return (
    <Page
      crumbs={crumbs}
      actions={
        <Button variant="default" onClick={() => setAsTable((was) => !was)} aria-pressed={asTable}>
          {asTable ? 'Graph' : 'Table'}
        </Button>
      }
    >
      <Drawn farm={view.data} members={members} asTable={asTable || view.data.cases.length > drawn} />
    </Page>
  )
}

function Drawn({ farm, members, asTable }: { farm: TiedCases; members: SubjectView[]; asTable: boolean }) {
  const [{ sel }, change] = useUrl()
  const known = byId(useQuery(detectors).data)
  const graph = farmGraph(farm, members)
  const door = graph.doors.find((d) => d.ref === sel) ?? graph.doors[0]
  const measured = farm.cases.filter((c) => c.legs.some((l) => l.leg === 'hands')).length
  const p = farm.cases.map((c) => c.score.probability)
  return (
    <div className="farm">
      <div className="farm-canvas stack">
        <header className="subject-head">
          <div className="stack tight">
            <div className="row middle wrap">
              <h1>{farmTitle(farm)}</h1>
              <span className="tag mono">{farm.id}</span>
              {farm.simulated && <span className="tag caution">△ simulated</span>}
            </div>
            <p className="small dim">
              {plural(farm.cases.length, 'identity', 'identities')} · first seen {date(farm.firstSeen)}, last
              seen {date(farm.lastSeen - 1)} · {measured} of {farm.cases.length} hands measured
            </p>
          </div>
          <div className="right">
            <div className="strong">{spread(p)}</div>
            <div className="small dim">each by its own evidence, assumed model; nothing is pooled</div>
          </div>
        </header>
        {asTable ? (
          <FarmTable graph={graph} />
        ) : (
          <FarmColumns graph={graph} selected={door?.ref} select={(ref) => change({ sel: ref })} />
        )}
      </div>
      {door && <Panel door={door} known={known} of={farm.cases.length} />}
    </div>
  )
}

function FarmTable({ graph }: { graph: FarmGraph }) {
  return (
    <Table
      columns={['Identity', 'Case', 'Laptop', 'Shares', 'Probability']}
      rows={graph.rows.map((row) => [
        <SubjectName key="who" subject={row.identity.subject} />,
        row.identity.case ? (
          <Link key="case" to="/cases/$id" params={{ id: row.identity.case }}>
            {row.identity.pseudonym}
          </Link>
        ) : (
          row.identity.pseudonym
        ),
        row.device ? idOf(row.device) : 'not known',
        graph.doors
          .filter((d) => d.identities.includes(row.identity.subject))
          .map((d) => `${subjectWord(d.ref).toLowerCase()} ${idOf(d.ref).slice(0, 8)}`)
          .join(', '),
        percent(row.identity.score.probability),
      ])}
    />
  )
}

function Panel({ door, known, of }: { door: Door; known: Map<string, DetectorView>; of: number }) {
  const [strongest, ...more] = door.ties
  return (
    <aside aria-label="Why this link">
      <div className="stack tight">
        <span className="small dim">Why this link</span>
        <h2>
          {subjectWord(door.ref)}{' '}
          <span className="mono faint">
            {idOf(door.ref).slice(0, 10)}
            {door.refs.length > 1 && ` and ${door.refs.length - 1} more`}
          </span>
        </h2>
      </div>
      {strongest && <Tie tie={strongest} door={door} detector={known.get(strongest.detector)} of={of} />}
      {more.length > 0 && (
        <details>
          <summary>{plural(more.length, 'more finding')} on this link</summary>
          <ul className="list small" style={{ marginTop: 8 }}>
            {more.map((tie) => (
              <li key={tie.id}>
                <p>{tie.says}</p>
                <p className="faint">
                  <DetectorLink id={tie.detector} /> · {windowDates(tie.from, tie.to)} · {signed(tie.weight)}{' '}
                  · <ObservationsLink of={tie} />
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
      <section className="stack tight">
        <h3>If this link is wrong</h3>
        <p className="small dim">
          {door.without.length === 1
            ? `The other links still hold all ${of} together.`
            : `The farm falls apart into groups of ${door.without.join(', ')}. Each case keeps its other evidence.`}
        </p>
      </section>
    </aside>
  )
}

function Tie({
  tie,
  door,
  detector,
  of,
}: {
  tie: Evidence
  door: Door
  detector?: DetectorView
  of: number
}) {
  return (
    <section className="stack" style={{ gap: 8 }}>
      <p className="semi">{tie.says}</p>
      <dl className="facts small">
        <dt>Detector</dt>
        <dd>
          <DetectorLink id={tie.detector}>
            {tie.detector} v{tie.version}
          </DetectorLink>
        </dd>
        <dt>Seen</dt>
        <dd>
          {windowDates(tie.from, tie.to)} · <ObservationsLink of={tie} />
        </dd>
        <dt>Ties here</dt>
        <dd>
          {door.identities.length} of {of}
          {door.others > 0 && `; names ${door.others} more without a case`}
        </dd>
        <dt>Weights</dt>
        <dd>
          {schemes
            .filter((s) => tie.weights[s])
            .map((s) => (
              <div key={s} className="row">
                <span>{schemeNames[s]}</span>
                <b className={`push ${tie.weights[s]! > 0 ? 'accuses' : 'clears'}`}>
                  {signed(tie.weights[s]!)}
                </b>
              </div>
            ))}
          <span className="faint">one capped weight to each, {tie.calibration.basis}</span>
        </dd>
      </dl>
      {tie.exhibits.map((x, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a finding's exhibits are a fixed list.
        <ExhibitView key={`${tie.id} ${i}`} exhibit={x} evidence={tie} />
      ))}
      {detector && (
        <>
          <h3 className="small">How else could it be explained?</h3>
          <ul className="bullets">
            {detector.benign.map((b) => (
              <li key={b}>{b}</li>
            ))}
          </ul>
          <h3 className="small">What would settle it</h3>
          <ul className="bullets checks">
            {detector.clears.map((c) => (
              <li key={c}>{c}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
