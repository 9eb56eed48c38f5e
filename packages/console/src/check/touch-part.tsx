import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ApiError } from '../api.ts'
import { askTouch, noTouch } from './ask-touch.ts'
import type { Opened } from './calls.ts'
import { Skip } from './skip.tsx'

/** Seconds that are given for a touch; the server says the same. */
const patience = 60
/** A touch later than this is asked for once more, so that one bad moment does not stand alone. Milliseconds. */
const prompt = 12_000

type State =
  | { is: 'ready' }
  | { is: 'asking'; since: number }
  | { is: 'touched'; took: number }
  | { is: 'missed' }
  | { is: 'cancelled' }
  | { is: 'failed'; why: string }

/** A touch on a key or a reader, where there is one. */
export function TouchPart(props: {
  opened: Opened
  signing: CryptoKeyPair
  onTouched(took: number): void
  done(): void
}) {
  const { opened, signing, onTouched, done } = props
  const [state, setState] = useState<State>({ is: 'ready' })
  const [requests, setRequests] = useState(0)
  const none = noTouch()
  const ask = async (another: boolean) => {
    setState({ is: 'asking', since: Date.now() })
    try {
      const { outcome, took } = await askTouch(signing, opened.check, another)
      if (outcome !== 'cancelled') setRequests((n) => n + 1)
      if (outcome === 'touched') {
        onTouched(took!)
        setState({ is: 'touched', took: took! })
      } else setState({ is: outcome })
    } catch (error) {
      setState({ is: 'failed', why: (error as ApiError).message })
    }
  }
  const asking = state.is === 'asking'
  const answered = state.is === 'touched'
  const again = (state.is === 'missed' || (answered && state.took > prompt)) && requests < 2
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>Touch a security key or a fingerprint reader</h1>
        <p className="dim">
          Your browser opens its own window; do what it says. Only after how long the touch comes, and on what
          kind of key, goes to the server: no fingerprint, no PIN.
        </p>
      </header>
      <section className="card check-stage">
        <Dial state={state} />
        <p role="status" className="check-says">
          {says(state, again)}
        </p>
        <div className="check-actions centred">
          {!none && !answered && !asking && (
            <Button onClick={() => void ask(false)} data-autofocus>
              {state.is === 'ready' ? 'Ask for a touch' : 'Ask again'}
            </Button>
          )}
          {answered && again && (
            <Button variant="default" onClick={() => void ask(false)}>
              Ask once more
            </Button>
          )}
          {answered && (
            <Button onClick={done} data-autofocus>
              See your result
            </Button>
          )}
          {!none && !answered && !asking && opened.known && (
            <Button variant="default" onClick={() => void ask(true)}>
              Another key than last time
            </Button>
          )}
        </div>
        {none && <p className="dim">{none}</p>}
      </section>
      {!answered && !asking && (
        <Skip what={none ? 'Go on without' : 'I have none: go on without'} go={done} />
      )}
    </>
  )
}

function says(state: State, again: boolean): string {
  if (state.is === 'asking') return 'Waiting for your touch.'
  if (state.is === 'touched')
    return `Touched after ${(state.took / 1000).toFixed(1)} s. ${again ? 'That took a while; once more shows whether it was only this time.' : 'Thank you.'}`
  if (state.is === 'missed')
    return `No touch came within ${patience} s. ${again ? 'Once more, so that one bad moment does not stand alone; or go on without.' : 'That is all right: go on without.'}`
  if (state.is === 'cancelled')
    return 'The window was closed, which counts as nothing. Ask again, or go on without.'
  if (state.is === 'failed') return state.why
  return 'Any will do: a key in a USB port, Touch ID, Windows Hello. A passkey on a phone says nothing here.'
}

/** How much of the time is left; a closed ring once it was touched. */
function Dial({ state }: { state: State }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (state.is !== 'asking') return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [state.is])
  const around = 2 * Math.PI * 76
  const gone = state.is === 'asking' ? Math.max(0, (now - state.since) / 1000) : 0
  const share = state.is === 'asking' ? Math.max(0, 1 - gone / patience) : state.is === 'touched' ? 1 : 0
  return (
    <svg width="200" height="200" viewBox="0 0 200 200" aria-hidden="true" className="check-dial">
      <circle cx="100" cy="100" r="94" fill="none" stroke="var(--line)" />
      <circle cx="100" cy="100" r="76" fill="none" stroke="var(--line-2)" strokeWidth="14" />
      {share > 0 && (
        <circle
          cx="100"
          cy="100"
          r="76"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="14"
          strokeDasharray={`${around * share} ${around}`}
          transform="rotate(-90 100 100)"
        />
      )}
      <circle cx="100" cy="100" r="50" fill="var(--sunken)" />
      {state.is === 'touched' ? (
        <path d="M84 101l11 11 22-24" fill="none" stroke="var(--ink)" strokeWidth="4" strokeLinecap="round" />
      ) : (
        <Fingertip />
      )}
    </svg>
  )
}

/** Ridges of a fingertip: arcs, drawn once. */
function Fingertip() {
  return (
    <g fill="none" stroke="var(--ink-2)" strokeWidth="2.6" strokeLinecap="round">
      <path d="M82 112c2-4 3-8 3-13a15 15 0 0 1 30 0c0 4-.3 8-1 12" />
      <path d="M91 119c2-6 3-13 3-20a6.5 6.5 0 0 1 13 0c0 8-1 15-3 22" />
      <path d="M100.5 99c0 9-1 16-3.500 24" />
      <path d="M76 104c.6-2 .8-4 .8-6a23.5 23.5 0 0 1 47 0c0 5-.4 9-1.4 14" />
    </g>
  )
}
