import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { DetectorView, ModelView } from '@telltale/core'
import { type ApiError, detectors, model } from '../api.ts'
import { capital, plural, schemeNames, signed } from '../format.ts'
import { PromotionCard } from '../model/promotion-card.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useMe } from '../work/me.ts'
import Detectors from './detectors.tsx'

const outcomes = { evidence: 'tag accuses', clear: 'tag clears', abstain: 'tag outlined' } as const
const outcomeWords = { evidence: 'fires', clear: 'is clear', abstain: 'abstains' } as const

export default function Detector() {
  const { _splat: id = '' } = useParams({ from: '/detectors/$' })
  const list = useQuery(detectors)
  const { role } = useMe()
  const numbers = useQuery({ ...model, enabled: role !== 'administrator' })
  if (!id) return <Detectors />
  const detector = list.data?.find((d) => d.id === id)
  return (
    <Page
      crumbs={
        <>
          <Link to="/detectors">Detectors</Link>
          <span className="faint">/</span>
          <span className="mono">{id}</span>
        </>
      }
    >
      {list.isPending && <Loading what="the detector" rows={5} />}
      {list.isError && !list.data && (
        <Failed error={list.error as ApiError} what={id} retry={() => void list.refetch()} />
      )}
      {list.data && !detector && (
        <Empty title={`No detector is called ${id}`}>
          It may be a private one that is not loaded now. <Link to="/detectors">All detectors</Link>
        </Empty>
      )}
      {detector && <Detail d={detector} numbers={numbers.data} />}
    </Page>
  )
}

function Detail({ d, numbers }: { d: DetectorView; numbers?: ModelView }) {
  const cap = numbers?.caps[d.family]
  return (
    <div className="two">
      <div className="stack">
        <header className="stack tight">
          <div className="row middle wrap">
            <h1>{d.title}</h1>
          </div>
          <p className="row wrap" style={{ gap: 6 }}>
            <span className="tag mono">
              {d.id} v{d.version}
            </span>
            <span className="tag">{d.status}</span>
            <span className="tag">{d.stage}</span>
            <span className="tag">tests the claimed {d.tests}</span>
          </p>
        </header>
        <section className="card">
          <h2>Why it tells</h2>
          <p className="prose" style={{ marginTop: 4 }}>
            {d.why}
          </p>
        </section>
        <PromotionCard id={d.id} />
        <div className="halves">
          <Bullets title="How else could it be explained?" lines={d.benign} />
          <Bullets title="What would settle it" lines={d.clears} checks />
        </div>
        <section className="card">
          <header className="card-head">
            <h2>Examples</h2>
            <span className="small dim">each runs as a test, through the real engine</span>
          </header>
          <ul className="list">
            {d.examples.map((x) => (
              <li key={x.title} className="row">
                <span className="right" style={{ width: 76 }}>
                  <span className={outcomes[x.gives]}>{outcomeWords[x.gives]}</span>
                </span>
                <span>{x.title}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className="card">
          <h2>References</h2>
          <ul className="bullets checks">
            {d.references.map((r) => (
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
            {d.attack.length > 0 && <li>MITRE ATT&CK: {d.attack.join(', ')}</li>}
          </ul>
        </section>
      </div>
      <aside>
        <section className="card stack tight">
          <h2>Where its weights come from</h2>
          <p>
            <span className={`tag ${d.calibration.basis === 'measured' ? '' : 'outlined'}`}>
              {d.calibration.basis}
            </span>
            {d.calibration.n !== undefined && <span className="small dim"> n {d.calibration.n}</span>}
          </p>
          <p className="small dim">{d.calibration.on}</p>
        </section>
        {cap && (
          <section className="card stack tight">
            <h2>{cap.title}</h2>
            <p className="small dim">
              This kind of evidence accuses by at most {signed(cap.cap)}, clears by at most{' '}
              {signed(cap.floor)} and counts at most {signed(cap.towardsCase)} towards opening a case (
              {cap.basis}).
            </p>
          </section>
        )}
        <section className="card stack tight">
          <h2>What it bears on</h2>
          <p className="small dim">
            {d.bears.map((scheme) => schemeNames[scheme]).join(', ')}. It says nothing of other ways in which
            a claim can be false.
          </p>
        </section>
        <section className="card stack tight">
          <h2>What it reads</h2>
          <p className="small dim">
            {d.reads.join(', ')}; about {d.about.join(', ')}
            {'days' in d && d.days ? `, in windows of ${plural(d.days, 'day')}` : ', day by day'}. Where it
            has too little, it abstains with the reason.
          </p>
        </section>
        <section className="card stack tight">
          <h2>Offer first</h2>
          <p>{capital(d.check)}</p>
        </section>
      </aside>
    </div>
  )
}

function Bullets({ title, lines, checks }: { title: string; lines: readonly string[]; checks?: boolean }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <ul className={checks ? 'bullets checks' : 'bullets'}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
