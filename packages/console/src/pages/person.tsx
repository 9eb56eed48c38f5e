import '../check/check.css'
import '../person/person.css'
import { Button } from '@mantine/core'
import type { PersonView } from '@telltale/core'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { ApiError } from '../api.ts'
import { Mark } from '../parts/icons.tsx'
import { Loading } from '../parts/states.tsx'
import { Answer } from '../person/answer.tsx'
import { look, open } from '../person/calls.ts'
import { inSentence } from '../person/company.ts'
import { EqualCheck } from '../person/equal-check.tsx'
import { Findings } from '../person/findings.tsx'
import { Held } from '../person/held.tsx'
import { Outcome } from '../person/outcome.tsx'
import { day, dayAndTime } from '../person/times.ts'

/** The page of the person whom a case is about. Nobody signs in: a link opens it once, in one browser. */
export default function PersonPage() {
  const [link, setLink] = useState(secret)
  const [told, setTold] = useState<PersonView>()
  const [problem, setProblem] = useState<ApiError>()
  const read = useCallback(() => look().then(setTold, (error: ApiError) => setProblem(error)), [])
  useEffect(() => {
    if (!link) void read()
  }, [link, read])
  const begin = async () => {
    try {
      await open(link)
      // The link is used up: it shall not stay in the address, nor in the history.
      history.replaceState(null, '', '/person')
      setLink('')
    } catch (error) {
      setProblem(error as ApiError)
    }
  }
  if (problem)
    return (
      <Shell>
        <Alone title="This page could not be opened">
          <p>{problem.message}</p>
        </Alone>
      </Shell>
    )
  if (link)
    return (
      <Shell>
        <Alone title="A page about you">
          <p>
            Your company has a question about where you work from or who does the work, and this page shows
            you all of it. The link opens once, in this browser; you can come back to it here for four months.
          </p>
          <p>
            <Button onClick={() => void begin()}>Open it in this browser</Button>
          </p>
        </Alone>
      </Shell>
    )
  return (
    <Shell company={told?.company}>
      {told ? <Told told={told} changed={setTold} /> : <Loading what="your page" />}
    </Shell>
  )
}

/** What makes the link one; nothing else may stand there. */
function secret(): string {
  return /^#([\w-]{20,100})$/.exec(location.hash)?.[1] ?? ''
}

function Told({ told, changed }: { told: PersonView; changed(view: PersonView): void }) {
  const { findings } = told
  const company = inSentence(told.company)
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>What {company} asks about, and what you can say to it</h1>
        <p className="verdict dim">{standing(told)}</p>
        <p className="small dim">
          Told on {day(told.toldAt)} · reference <span className="mono">{told.reference}</span>
        </p>
      </header>
      {told.outcome && <Outcome told={told} changed={changed} />}
      <div className="check-pair">
        <section className="card check-words">
          <h2>What this is about</h2>
          <p>
            Facts that {company} holds don’t fit together: about where a computer stands, how far away the
            hands are that drive it, or whose records were given. That is all it says. It names no country and
            no motive, and nobody looked at what you type.
          </p>
        </section>
        <section className="card check-words">
          <h2>Who decides</h2>
          <p>
            People, never the software. A decision against you takes two of them, who write down their
            reasons, and the second one does not know what the first one thinks. They must have read what you
            write here.
          </p>
        </section>
      </div>
      <Findings title="What does not fit" findings={findings.filter((f) => f.is === 'accuses')} />
      <Findings title="What speaks for you" findings={findings.filter((f) => f.is === 'clears')} />
      {told.mayReply && <Answer told={told} changed={changed} />}
      {!told.mayReply && told.replies.length > 0 && <Answer told={told} changed={changed} />}
      {!told.closed && <EqualCheck told={told} changed={changed} />}
      <Held told={told} />
    </>
  )
}

/** Where the matter stands, in one sentence. */
function standing({ outcome, appealed, until, mayReply, replies, closed }: PersonView): string {
  if (appealed !== undefined && !closed && outcome && outcome.at < appealed)
    return 'You have appealed. Two people who did not decide before look at it anew.'
  if (outcome) return closed ? 'This is decided and closed.' : 'This has been decided.'
  if (!mayReply) return 'This is closed.'
  if (replies.length > 0) return `Your answer has arrived. You can add to it until ${dayAndTime(until)}.`
  return `Nothing is decided. You can answer until ${dayAndTime(until)}; you don’t have to.`
}

function Shell({ company, children }: { company?: string; children: ReactNode }) {
  return (
    <div className="check">
      <header className="check-top">
        <span className="row middle semi">
          <Mark /> {company ?? 'Telltale'}
        </span>
      </header>
      <main className="check-main">{children}</main>
    </div>
  )
}

function Alone({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card stack check-alone">
      <h1 tabIndex={-1}>{title}</h1>
      {children}
    </section>
  )
}
