import type { CaseWork } from '@telltale/core'
import { date, time } from '../format.ts'
import { attachmentAddress } from './calls.ts'
import { PageLink } from './page-link.tsx'
import { dueWords } from './words.ts'

/** What was said to the person and what they said: notice, delay, replies, an appeal, another check. */
export function Replies(props: { work: CaseWork; now: number; simulated: boolean }) {
  const { work, now, simulated } = props
  const { notice, delay, replies, accommodation } = work
  if (!notice && !delay && replies.length === 0 && !accommodation) return null
  return (
    <section className="card" aria-label="The person">
      <header className="card-head">
        <h2>The person</h2>
        {notice && replies.length === 0 && work.state === 'notice' && (
          <span className="push small dim">may answer until {date(notice.until)}</span>
        )}
      </header>
      <ul className="list small">
        {delay && !notice && (
          <li>
            <p>
              Telling is delayed until {date(delay.until)} ({dueWords(delay.until, now)}).
            </p>
            <p className="dim">“{delay.because}”</p>
          </li>
        )}
        {notice && (
          <li>
            Told {time(notice.at)}; answer by {date(notice.until)}
            {replies.length === 0 && `, ${dueWords(notice.until, now)}`}.
          </li>
        )}
        {notice && <PageLink caseId={work.id} simulated={simulated} />}
        {accommodation && (
          <li>
            Asked {date(accommodation.at)} for the check that is not about timing. Offer it; nobody is asked
            why.
          </li>
        )}
        {replies.map((r) => (
          <li key={r.act}>
            <p className="row">
              <span className="semi">{r.is === 'appealed' ? 'Appeal' : 'Reply'}</span>
              <span className="push dim">{time(r.at)}</span>
            </p>
            <p className="quoted">{r.text}</p>
            {r.attachments.map((id) => (
              <a key={id} href={attachmentAddress(work.id, id)} download>
                {work.attachments.find((a) => a.id === id)?.name ?? id}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
