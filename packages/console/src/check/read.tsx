import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Asked, Reason } from './calls.ts'

const occasions: Record<Reason, string> = {
  interview: 'for your interview',
  'first-day': 'for your first day',
  're-verification': 'as a check that is repeated now and then',
}

/** What is asked, why, and what it can't show; nothing has been measured yet. */
export function Read(props: {
  asked: Asked
  resumes: boolean
  agree(): Promise<void>
  refuse(instead: boolean): Promise<void>
}) {
  const { asked, resumes, agree, refuse } = props
  const [busy, setBusy] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const begin = async () => {
    setBusy(true)
    await agree()
    setBusy(false)
  }
  const { from, company } = asked
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>A two-minute check that you are at your computer</h1>
        <p className="verdict dim">
          <b>{from}</b>
          {from === company ? '' : ` at ${company}`} asks you, {occasions[asked.reason]}.
          {asked.device && (
            <>
              {' '}
              Open it on <b className="mono">{asked.device}</b>.
            </>
          )}{' '}
          Read this page first; nothing is measured until you agree.
        </p>
      </header>
      <p className="check-phone">
        Open this link on the computer that you work with: a phone has no keys to answer with.
      </p>
      <div className="check-pair">
        <Words title="What you would do">
          <ol className="steps">
            <li>Press a key when a ring closes, ten times, then click nine dots.</li>
            <li>Copy a paragraph.</li>
            <li>Touch a security key or a fingerprint reader, if you have one.</li>
            <li>See your own result, before this page closes.</li>
          </ol>
        </Words>
        <Words title="Why">
          <p>
            Some laptops stand in one place while somebody drives them from another. The way there and back
            takes time that nobody can take away, so how soon hands answer the screen tells whether they are
            near it.
          </p>
          <p>It is meant to be the same for everybody in your position; ask {from} if it is not.</p>
        </Words>
        <Words title="What is measured">
          <ul className="check-list">
            <li>How long your hands take to answer the screen.</li>
            <li>
              When keys go down and up, and whether they are letters, digits or others.{' '}
              <b>Never which key: nothing you type is sent or stored.</b>
            </li>
            <li>How far and when the pointer moves, not where.</li>
            <li>How long your connection takes to answer, and its network address.</li>
            <li>After how long a touch comes, and on what kind of key or reader.</li>
          </ul>
        </Words>
        <div className="stack">
          <Words title="What it can’t show">
            <p>
              Who you are, or where. Or why an answer is slow: age, illness, a disability, an assistive tool
              or an old screen slow anybody down. Nobody is to ask you why.
            </p>
          </Words>
          <Words title="How long it is kept">
            <p>
              Raw times are used once and dropped. {company} keeps a day’s summary (counts, coarse histograms,
              shortest times), that you took part and from which network, and the public half of a key that
              you touch. Ask {from} for how long.
            </p>
          </Words>
        </div>
      </div>
      <section className="card check-choice" aria-live="polite">
        {refusing ? (
          <>
            <div>
              <h2>That is fine</h2>
              <p className="dim">
                It is recorded that you declined, and nothing weighs it against you. There is an equal check
                that is not about timing, such as a short call or a touch that a colleague sees.
              </p>
            </div>
            <div className="check-actions">
              <Button onClick={() => void refuse(true)}>Decline, and ask for the other check</Button>
              <Button variant="default" onClick={() => void refuse(false)}>
                Just decline
              </Button>
              <Button variant="default" onClick={() => setRefusing(false)}>
                Back
              </Button>
            </div>
          </>
        ) : (
          <>
            <div>
              <h2>Your choice</h2>
              <p className="dim">
                Declining is not held against you, and there is an equal check that is not about timing. You
                can stop at any moment before the end; then nothing that was measured is kept. The link opens
                once, in one browser and one network, until {until(asked.expiresAt)}.
              </p>
            </div>
            <div className="check-actions">
              <Button onClick={() => void begin()} disabled={busy}>
                {resumes ? 'Go on' : 'I agree, begin'}
              </Button>
              <Button variant="default" onClick={() => setRefusing(true)} disabled={busy}>
                I’d rather not
              </Button>
            </div>
          </>
        )}
      </section>
    </>
  )
}

function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card check-words">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** In the person's own time. */
function until(at: number): string {
  return new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
}
