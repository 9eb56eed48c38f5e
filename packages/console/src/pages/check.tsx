import '../check/check.css'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ApiError } from '../api.ts'
import { AnswerPart } from '../check/answer.tsx'
import { canProve } from '../check/browser-key.ts'
import { Read } from '../check/read.tsx'
import { Result } from '../check/result.tsx'
import { TouchPart } from '../check/touch-part.tsx'
import { TypePart } from '../check/type-part.tsx'
import { type Part, useCheck } from '../check/use-check.ts'
import { Mark } from '../parts/icons.tsx'
import { Loading } from '../parts/states.tsx'

/** The page of whoever was sent a presence check. Nobody signs in, and nothing of the console is here. */
export default function CheckPage() {
  const [link, setLink] = useState(secret)
  // Another link in the same tab changes no more than the fragment: the page stays and begins anew.
  useEffect(() => {
    const change = () => setLink(secret())
    addEventListener('hashchange', change)
    return () => removeEventListener('hashchange', change)
  }, [])
  return link ? (
    <WithLink link={link} key={link} />
  ) : (
    <Shell>
      <Alone
        title="This link is not whole"
        says="It was cut off when it was copied: open it again, all of it."
      />
    </Shell>
  )
}

/** What makes the link one. What is no secret of ours may hold anything. */
function secret(): string {
  const [found = ''] = /^[\w-]{1,100}$/.exec(location.hash.slice(1)) ?? []
  return found
}

function WithLink({ link }: { link: string }) {
  const check = useCheck(link)
  const { asked, part, error, opened } = check
  const main = useRef<HTMLElement>(null)
  // Who can't see the page is told where they are; others get the button under their hand.
  useEffect(() => {
    if (part === 'read') return
    const first = main.current?.querySelector<HTMLElement>('[data-autofocus]')
    const target = part === 'type' ? first : main.current?.querySelector<HTMLElement>('h1')
    target?.focus()
  }, [part])
  const running = part === 'answer' || part === 'type' || part === 'touch'
  return (
    <Shell
      company={asked?.company}
      part={check.usable || running || part === 'result' ? part : undefined}
      stop={running ? () => void check.refuse(false) : undefined}
    >
      <main className="check-main" ref={main} data-part={part}>
        {error && <Trouble error={error} retry={part === 'sending' ? check.finish : undefined} />}
        {!asked && !error && <Loading what="the link" />}
        {asked && part === 'read' && !canProve() && (
          <Alone
            title="This page needs a secure connection"
            says={`Open it with https, or tell ${asked.from} that the link does not use it.`}
          />
        )}
        {asked && part === 'read' && canProve() && !check.usable && (
          <Alone
            title={titles[asked.state] ?? 'There is nothing to do'}
            says={asked.says ?? 'Whoever sent it can send another.'}
          />
        )}
        {asked && part === 'read' && canProve() && check.usable && (
          <Read asked={asked} resumes={check.resumes} agree={check.begin} refuse={check.refuse} />
        )}
        {part === 'answer' && (
          <AnswerPart
            sensor={check.sensor}
            answers={check.trial.answers}
            onAnswer={check.answer}
            onTarget={check.target}
            done={() => check.setPart('type')}
          />
        )}
        {part === 'type' && <TypePart done={() => check.setPart('touch')} />}
        {part === 'touch' && opened && (
          <TouchPart
            opened={opened.opened}
            signing={opened.key}
            onTouched={check.touched}
            done={() => void check.finish()}
          />
        )}
        {part === 'sending' && !error && <Loading what="your result" />}
        {part === 'result' && check.result && asked && opened && (
          <Result
            asked={asked}
            reference={opened.opened.check}
            trial={check.trial}
            touches={check.touches}
            {...check.result}
          />
        )}
        {part === 'declined' && asked && (
          <Alone
            title="Declined, and that is fine"
            says={`Nothing that was measured is kept. ${asked.company} sees that you declined; it is held against nobody. You can close this page.`}
          />
        )}
      </main>
    </Shell>
  )
}

const titles: Record<string, string> = {
  opened: 'This link has been opened already',
  done: 'This check is finished',
  declined: 'This check was declined',
  expired: 'This link has expired',
  revoked: 'This check was taken back',
  off: 'Presence checks are switched off',
}

const parts: { part: Part; name: string }[] = [
  { part: 'read', name: 'Read' },
  { part: 'answer', name: 'Answer' },
  { part: 'type', name: 'Type' },
  { part: 'touch', name: 'Touch' },
  { part: 'result', name: 'Result' },
]

function Shell(props: { company?: string; part?: Part; stop?(): void; children: ReactNode }) {
  const { company, part, stop, children } = props
  const at = parts.findIndex((p) => p.part === (part === 'sending' ? 'result' : part))
  return (
    <div className="check">
      <header className="check-top">
        <span className="row middle semi">
          <Mark /> {company ?? 'Telltale'}
        </span>
        {at >= 0 && (
          <ol className="check-steps" aria-label="Parts of the check">
            {parts.map(({ part, name }, i) => (
              <li
                key={part}
                aria-current={i === at ? 'step' : undefined}
                data-is={i < at ? 'done' : i === at ? 'now' : 'next'}
              >
                {name}
              </li>
            ))}
          </ol>
        )}
        {stop && (
          <button type="button" className="plain-button" onClick={stop}>
            Stop, keep nothing
          </button>
        )}
      </header>
      {children}
    </div>
  )
}

function Alone({ title, says }: { title: string; says: string }) {
  return (
    <section className="card stack tight check-alone">
      <h1 tabIndex={-1}>{title}</h1>
      <p className="dim">{says}</p>
    </section>
  )
}

function Trouble({ error, retry }: { error: ApiError; retry?: () => Promise<void> }) {
  return (
    <section className="card stack tight" role="alert">
      <p className="semi">{error.status === 0 ? 'The server could not be reached' : 'That did not work'}</p>
      <p className="dim">
        {error.status === 0
          ? 'What was measured is still on this page. Wait a moment and try again.'
          : error.message}
      </p>
      {retry && (
        <p>
          <button type="button" className="plain-button" onClick={() => void retry()}>
            Try again
          </button>
        </p>
      )}
    </section>
  )
}
