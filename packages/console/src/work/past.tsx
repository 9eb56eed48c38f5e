import { useQuery } from '@tanstack/react-query'
import type { CaseView } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { date, percent, schemeNames, signed, time } from '../format.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { useUrl } from '../url.ts'
import { scoreThen } from './calls.ts'
import { dayOf, endOf } from './day-field.tsx'

const tiers = { nothing: 'not listed', listed: 'listed, no case', case: 'a case' }

/** The date field beside the number: the score as it stood at the end of that day, made anew from what was known. */
export function AsOf() {
  const [{ as }, change] = useUrl()
  return (
    <label className="small dim row middle as-of">
      as of
      <input
        type="date"
        className="plain-field"
        max={dayOf(Date.now())}
        value={as ?? ''}
        onChange={(e) => change({ as: e.currentTarget.value || undefined })}
      />
    </label>
  )
}

/** What stood on a past day. Says so where nothing did. */
export function Past({ view }: { view: CaseView }) {
  const [{ as }, change] = useUrl()
  const at = as ? Math.min(endOf(as) ?? 0, Date.now()) : 0
  const { data, error, isPending, refetch } = useQuery({ ...scoreThen(view.case, at), enabled: at > 0 })
  if (!as || at === 0) return null
  const score = data?.score
  return (
    <section className="card past" aria-label="The score as it was">
      <header className="card-head">
        <h2>As it was at the end of {date(at)}</h2>
        <span className="small dim">made anew from what was known then, by the model in force then</span>
        <button type="button" className="plain-button push" onClick={() => change({ as: undefined })}>
          back to now
        </button>
      </header>
      {isPending && <Loading what="the past score" rows={2} />}
      {error && !data && <Failed error={error as ApiError} what="past score" retry={() => void refetch()} />}
      {data && (
        <div className="stack tight">
          {score ? (
            <p>
              <b>{percent(score.probability)}</b> · {data.tier && tiers[data.tier]} ·{' '}
              {schemeNames[score.scheme].toLowerCase()} {signed(score.weight)}
              <span className="dim">
                {' '}
                · {score.calibrated ? `rests on ${score.calibrated.n} decided cases` : 'assumed model'}
                {data.model && ` ${data.model}`}
              </span>
            </p>
          ) : (
            <p className="dim">Nothing was shown of this subject then.</p>
          )}
          {data.since !== undefined && (
            <p className="small dim">
              Stood from {time(data.since)}
              {data.until === undefined ? ', and still does' : ` to ${time(data.until)}`}
            </p>
          )}
          {data.note && <p className="small dim">{data.note}</p>}
          {data.pieces.length > 0 && (
            <details>
              <summary>The {data.pieces.length} findings it was made from</summary>
              <ul className="small stack tight" style={{ marginTop: 4 }}>
                {data.pieces.map((p) => (
                  <li key={p.id} className="row">
                    <span>{p.says}</span>
                    <span className={`push ${p.weight > 0 ? 'accuses' : p.weight < 0 ? 'clears' : ''}`}>
                      {signed(p.weight)}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </section>
  )
}
