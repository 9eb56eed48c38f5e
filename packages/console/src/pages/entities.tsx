import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LinkageState, ReviewView, SubjectRef, Word } from '@telltale/core'
import { useState } from 'react'
import '../farms/farms.css'
import '../entities/entities.css'
import type { ApiError } from '../api.ts'
import { PairCard } from '../entities/pair-card.tsx'
import { review } from '../farms/calls.ts'
import { LinkTabs } from '../farms/tabs.tsx'
import { type Saying, WordDialog } from '../farms/word-dialog.tsx'
import { count, date, idOf, plural } from '../format.ts'
import { Table } from '../parts/pieces.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

const limit = 20

/** Pairs of records that a person's word would help most, and what was too common to compare by. */
export default function Entities() {
  const view = useQuery(review(limit))
  return (
    <Page
      crumbs={
        <>
          <Link to="/farms">Farms</Link>
          <span className="faint">/</span>
          <span>One person, several records</span>
        </>
      }
    >
      <div className="stack">
        <header className="row">
          <h1>One person, several records</h1>
          <span className="small dim">
            which applications and workers are one person; a name alone never says so
          </span>
        </header>
        <LinkTabs />
        {view.isPending && <Loading what="the records" rows={5} />}
        {view.isError && !view.data && (
          <Failed error={view.error as ApiError} what="records" retry={() => void view.refetch()} />
        )}
        {view.data && <Stale error={view.error as ApiError | null} since={view.dataUpdatedAt} />}
        {view.data && <Pairs view={view.data} />}
      </div>
    </Page>
  )
}

function Pairs({ view }: { view: ReviewView }) {
  const [saying, setSaying] = useState<Saying>()
  const { linkage, pairs } = view
  const hubs = view.blocks.flatMap((b) => b.off.map((o) => ({ rule: b.rule, ...o })))
  return (
    <>
      <State linkage={linkage} />
      {pairs.length > 0 && (
        <h2>
          Look at these{' '}
          <span className="small dim">nearest to the threshold on either side; your word decides</span>
        </h2>
      )}
      {pairs.length === 0 && linkage.state === 'ready' && (
        <Empty title="No pair is near the threshold">
          Records agree clearly or not at all. What was linked is on each person’s own page.{' '}
          <Link to="/applicants">Applicants</Link>
        </Empty>
      )}
      {pairs.map((pair) => {
        const among = pair.subjects.map((s) => ({ ref: s.ref, name: `${s.pseudonym} (${idOf(s.ref)})` }))
        const say = (is: Word['is']) => setSaying({ is, among, of: among.map((s) => s.name).join(' and ') })
        const [a, b] = pair.subjects
        return (
          <PairCard
            key={`${pair.a} ${pair.b}`}
            pair={pair}
            a={a ? <Who subject={a} /> : pair.a}
            b={b ? <Who subject={b} /> : pair.b}
            same={() => say('same-person')}
            different={() => say('different-people')}
          />
        )
      })}
      <section className="card scroll-x">
        <h2>How records are brought together</h2>
        <p className="small dim">
          Only records that agree under one of these rules are compared. What very many records have in common
          says nothing and is left out as a hub.
        </p>
        <Table
          columns={['Rule', 'Groups', 'Largest', 'Hubs left out']}
          rows={view.blocks.map((b) => [b.rule, count(b.blocks), count(b.largest), count(b.off.length)])}
        />
        {hubs.length > 0 && (
          <>
            <h3 style={{ marginTop: 12 }}>Hubs</h3>
            <Table
              columns={['Left out', 'Rule', 'Records']}
              rows={[...hubs]
                .sort((x, y) => y.size - x.size)
                .slice(0, 50)
                .map((h) => [
                  <span key="hub" className="mono">
                    {h.shown}
                  </span>,
                  h.rule,
                  count(h.size),
                ])}
            />
            {hubs.length > 50 && (
              <p className="small dim">The 50 largest of {count(hubs.length)} are shown.</p>
            )}
          </>
        )}
      </section>
      <WordDialog saying={saying} close={() => setSaying(undefined)} said={() => {}} />
    </>
  )
}

function Who({ subject: { ref, pseudonym } }: { subject: { ref: SubjectRef; pseudonym: string } }) {
  return (
    <>
      <Link to="/subjects/$ref" params={{ ref }}>
        {pseudonym}
      </Link>{' '}
      <span className="mono small dim">{idOf(ref)}</span>
    </>
  )
}

function State({ linkage }: { linkage: LinkageState }) {
  const { model } = linkage
  if (linkage.state === 'failed')
    return (
      <div className="card stack tight" role="alert">
        <p className="semi">Records could not be linked</p>
        <p className="small dim">{linkage.problem}</p>
      </div>
    )
  return (
    <p className="small dim" role="status">
      {linkage.state === 'reading'
        ? `Stored records are being linked: ${count(linkage.records)} so far. What is below is not whole yet.`
        : `${plural(linkage.records, 'record')}, ${plural(linkage.entities, 'person', 'people')} with two or more of them.`}{' '}
      Model <span className="mono">{model.version}</span>,{' '}
      {model.learned
        ? `learnt here from ${count(model.learned.records)} records on ${date(model.learned.at)}`
        : 'as it comes with Telltale, until one is learnt here'}
      .
    </p>
  )
}
