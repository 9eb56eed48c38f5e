import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { EntityRecord, EntityView, PairExplanation, SubjectRef, Word } from '@telltale/core'
import { useState } from 'react'
import '../farms/farms.css'
import '../entities/entities.css'
import type { ApiError } from '../api.ts'
import { PairCard } from '../entities/pair-card.tsx'
import { entity } from '../farms/calls.ts'
import { StandingWords } from '../farms/standing-words.tsx'
import { type Saying, WordDialog } from '../farms/word-dialog.tsx'
import { attributeName, spelled } from '../farms/words.ts'
import { date, idOf } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/** Records that are one person: which, why pair by pair, and what people said of them. */
export default function Entity() {
  const { id } = useParams({ from: '/entities/$id' })
  const view = useQuery(entity(id))
  return (
    <Page
      crumbs={
        <>
          <Link to="/farms">Farms</Link>
          <span className="faint">/</span>
          <Link to="/entities">One person, several records</Link>
          <span className="faint">/</span>
          <span className="mono">{id}</span>
        </>
      }
    >
      {view.isPending && <Loading what="the records" rows={5} />}
      {view.isError && !view.data && (
        <Failed error={view.error as ApiError} what={id} retry={() => void view.refetch()} />
      )}
      {view.data && (
        <div className="stack">
          <Stale error={view.error as ApiError | null} since={view.dataUpdatedAt} />
          <Records view={view.data} />
        </div>
      )}
    </Page>
  )
}

function Records({ view }: { view: EntityView }) {
  const [saying, setSaying] = useState<Saying>()
  const nameOf = (ref: SubjectRef) => {
    const record = view.records.find((r) => r.subject === ref)
    return record ? `${record.pseudonym} (${idOf(ref)})` : idOf(ref)
  }
  const say = (is: Word['is'], pair: PairExplanation) => {
    const among = [pair.a, pair.b].map((id) => {
      const ref = view.records.find((r) => r.id === id)?.subject ?? (id as SubjectRef)
      return { ref, name: nameOf(ref) }
    })
    setSaying({ is, among, of: among.map((s) => s.name).join(' and ') })
  }
  const n = view.records.length
  return (
    <>
      <header className="stack tight">
        <div className="row middle">
          <h1>{n > 1 ? `One person, ${spelled(n)} records` : 'One record, alone'}</h1>
          <span className="tag mono">{view.id}</span>
        </div>
        <p className="small dim">
          As far as the model (<span className="mono">{view.model}</span>) and people say. Names and numbers
          are masked here; being one person accuses nobody.
        </p>
      </header>
      <section className="card scroll-x">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Kind</th>
              <th scope="col">First seen</th>
              <th scope="col">Also seen with</th>
            </tr>
          </thead>
          <tbody>
            {view.records.map((r) => (
              <RecordRow
                key={r.id}
                record={r}
                also={view.also.find((a) => a.subject === r.subject)?.seen ?? []}
              />
            ))}
          </tbody>
        </table>
      </section>
      {view.words.length > 0 && (
        <section className="card">
          <h2>What was said</h2>
          <StandingWords words={view.words} name={nameOf} />
        </section>
      )}
      {view.pairs.length === 0 && (
        <Empty title="Nothing to compare it with">
          No other record was ever held against it. <Link to="/entities">Pairs that are worth a look</Link>
        </Empty>
      )}
      {view.pairs.map((pair) => (
        <PairCard
          key={`${pair.a} ${pair.b}`}
          pair={pair}
          a={nameOf(pair.a as SubjectRef)}
          b={nameOf(pair.b as SubjectRef)}
          same={() => say('same-person', pair)}
          different={() => say('different-people', pair)}
        />
      ))}
      <WordDialog saying={saying} close={() => setSaying(undefined)} said={() => {}} />
    </>
  )
}

function RecordRow({ record, also }: { record: EntityRecord; also: EntityView['also'][number]['seen'] }) {
  return (
    <tr>
      <td className="nowrap">
        <Link to="/subjects/$ref" params={{ ref: record.subject }} className="semi">
          {record.pseudonym}
        </Link>{' '}
        <span className="mono small dim">{idOf(record.subject)}</span>
      </td>
      <td>{record.kind === 'person' ? 'worker' : 'application'}</td>
      <td className="small dim nowrap">{record.at === undefined ? 'not known' : date(record.at)}</td>
      <td className="small">
        {also.length === 0 ? (
          <span className="faint">nothing that is known</span>
        ) : (
          <div className="chips">
            {also.slice(0, 8).map((a) => (
              <span key={a.ref} className="chip shared">
                {attributeName(a.ref, a.shown)}
              </span>
            ))}
            {also.length > 8 && <span className="faint">and {also.length - 8} more</span>}
          </div>
        )}
      </td>
    </tr>
  )
}
