import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DetectorView, Family, ModelView } from '@telltale/core'
import { type ApiError, detectors, model } from '../api.ts'
import { oneIn, plural, schemeNames, signed } from '../format.ts'
import { CapsHead } from '../model/caps-head.tsx'
import { Filter } from '../parts/filter.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { useMe } from '../work/me.ts'

/** Every detector, and every number that can move a person into the queue. */
export default function Detectors() {
  const [{ q }] = useUrl()
  const list = useQuery(detectors)
  const { role } = useMe()
  const numbers = useQuery({ ...model, enabled: role !== 'administrator' })
  const words = (q ?? '').toLowerCase()
  const shown = (list.data ?? []).filter((d) =>
    `${d.id} ${d.title} ${d.family} ${d.stage} ${d.status}`.toLowerCase().includes(words),
  )
  return (
    <Page crumbs={<span>Detectors</span>} actions={<Filter what="detectors" />}>
      <div className="stack">
        <header className="row">
          <h1>Detectors</h1>
          <span className="small dim">
            each judges one thing, says where its weights come from, and abstains when it can’t tell
          </span>
          <span className="push small dim">
            {list.data && plural(list.data.length, 'detector')}
            {role !== 'administrator' && (
              <>
                {' · '}
                <Link to="/lists">lists that they read</Link> ·{' '}
                <Link to="/model">the model and what is set aside</Link>
              </>
            )}
          </span>
        </header>
        {list.isPending && <Loading what="the detectors" rows={5} />}
        {list.isError && !list.data && (
          <Failed error={list.error as ApiError} what="detectors" retry={() => void list.refetch()} />
        )}
        {list.data && shown.length === 0 && (
          <Empty title={`No detector matches “${q}”`}>Clear the filter to see all {list.data.length}.</Empty>
        )}
        {shown.length > 0 && <Catalogue shown={shown} />}
        {numbers.data && <Model numbers={numbers.data} />}
      </div>
    </Page>
  )
}

function Catalogue({ shown }: { shown: readonly DetectorView[] }) {
  return (
    <div className="scroll-x">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">Detector</th>
            <th scope="col">Asks</th>
            <th scope="col">Tests</th>
            <th scope="col">Stage</th>
            <th scope="col">Weights</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((d) => (
            <tr key={d.id}>
              <td className="nowrap">
                <Link to="/detectors/$" params={{ _splat: d.id }} className="mono">
                  {d.id}
                </Link>
              </td>
              <td>{d.title}</td>
              <td>{d.tests}</td>
              <td>{d.stage}</td>
              <td>
                <span className={`tag ${d.calibration.basis === 'measured' ? '' : 'outlined'}`}>
                  {d.calibration.basis}
                </span>
              </td>
              <td>{d.status}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Model({ numbers }: { numbers: ModelView }) {
  const { caps, priors, tiers, memoryDays, farms, leads } = numbers
  return (
    <>
      <header className="row" style={{ marginTop: 12 }}>
        <h2>The assumed model</h2>
        <span className="small dim">people can be harmed by these numbers, so here they all are; log₁₀</span>
      </header>
      <div className="model">
        <section className="card">
          <header className="card-head">
            <h3>Kinds of evidence</h3>
            <span className="small dim">averaged within, multiplied across, never beyond the cap</span>
          </header>
          <div className="scroll-x">
            <table className="data dense">
              <CapsHead />
              <tbody>
                {(Object.keys(caps) as Family[]).map((family) => (
                  <tr key={family}>
                    <td>{caps[family].title}</td>
                    <td className="num">{signed(caps[family].cap)}</td>
                    <td className="num">{signed(caps[family].floor)}</td>
                    <td className="num">{signed(caps[family].towardsCase)}</td>
                    <td>{caps[family].basis}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section className="card">
          <header className="card-head">
            <h3>Before any evidence</h3>
          </header>
          <table className="data dense">
            <tbody>
              {(Object.keys(priors) as (keyof typeof priors)[]).map((s) => (
                <tr key={s}>
                  <td>{schemeNames[s]}</td>
                  <td className="num">{oneIn(priors[s])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="small dim" style={{ marginTop: 8 }}>
            Listed from {signed(tiers.listed)} and {Math.round(tiers.listedProbability * 100)} %. A case from{' '}
            {signed(tiers.opens)} with at least {tiers.families} kinds of evidence of{' '}
            {signed(tiers.familyCounts)} or more each. A window counts for {memoryDays} days.
          </p>
          <p className="small dim">
            A farm is shown from {Math.round(farms.shown * 100)} %: {oneIn(farms.prior)} before its ties, cut
            wherever less than {signed(farms.holds)} holds it together. A lead follows links of{' '}
            {signed(leads.strong)} and more; each scheme {oneIn(leads.priors[1])} at one link from a confirmed
            case, {oneIn(leads.priors[2])} at two. All {farms.basis}.
          </p>
        </section>
      </div>
    </>
  )
}
