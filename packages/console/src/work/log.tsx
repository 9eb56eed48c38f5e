import type { Act, CaseWork } from '@telltale/core'
import { useState } from 'react'
import { time } from '../format.ts'
import { beginning } from './names.ts'
import { actWords } from './words.ts'

/** Acts that say only that somebody looked. */
const looking = new Set<Act['is']>(['read', 'attachment-opened'])
const shortest = 8

/** Who did what, newest first; what was merely read behind one switch. */
export function Log({ work, name }: { work: CaseWork; name: (by: string) => string }) {
  const [looked, setLooked] = useState(false)
  const [all, setAll] = useState(false)
  const kept = work.acts.filter((a) => looked || !looking.has(a.is)).reverse()
  const shown = all ? kept : kept.slice(0, shortest)
  const hidden = work.acts.some((a) => looking.has(a.is))
  return (
    <section className="card" aria-label="Log">
      <header className="card-head">
        <h2>People</h2>
        <span className="small dim">who did what; nothing is ever changed or removed here</span>
        {hidden && (
          <button
            type="button"
            className="plain-button push"
            aria-pressed={looked}
            onClick={() => setLooked((was) => !was)}
          >
            {looked ? 'without what was read' : 'and what was read'}
          </button>
        )}
      </header>
      <ol className="log small">
        {shown.map((a) => (
          <li key={a.id}>
            <span className="dim nowrap">{time(a.at)}</span>
            <span>
              <span className="semi">{beginning(a.by, name)}</span> {actWords(a, name)}
              {a.is === 'commented' && <span className="quoted">{a.text}</span>}
              {(a.is === 'replied' || a.is === 'appealed') && <span className="quoted">{a.text}</span>}
              {a.because && <span className="dim"> “{a.because}”</span>}
            </span>
          </li>
        ))}
      </ol>
      {kept.length > shortest && (
        <button type="button" className="plain-button" onClick={() => setAll((was) => !was)}>
          {all ? 'Only the newest' : `All ${kept.length}`}
        </button>
      )}
    </section>
  )
}
