import { LiveRibbon } from '../trial/live-ribbon.tsx'
import { handsOf, legsOf, type Trial } from '../trial/trial.ts'
import type { Asked, Taken } from './calls.ts'
import type { Sent } from './rows.ts'

/** The person's own result, in words and drawn. */
export function Result(props: {
  asked: Asked
  reference: string
  trial: Trial
  touches: readonly number[]
  taken: Taken
  sent: Sent
}) {
  const { asked, reference, trial, touches, taken, sent } = props
  const who = asked.from === asked.company ? asked.company : `${asked.from} at ${asked.company}`
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>Done, thank you. This is what it shows</h1>
        <p className="dim">From the same measurements that {asked.company} gets. The link is used up.</p>
      </header>
      <ol className="check-results">
        {sentences(trial, touches, taken).map(({ mark, title, says, tone }) => (
          <li key={title} className="card">
            <span className="numbered">{mark}</span>
            <div>
              <p className={`semi ${tone}`}>{title}</p>
              <p className="dim">{says}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="check-ribbon">
        <LiveRibbon trial={trial} still="this check" />
      </div>
      <div className="check-thirds">
        <section className="card check-words">
          <h2>What was sent</h2>
          <p>
            Times of {sent.keys} keys with their class, {sent.moves.toLocaleString('en-US')} pointer moves,{' '}
            {sent.answers} answers to what the screen showed, round trips of your connection
            {taken.touched + taken.missed > 0 && ', and the touch'}. No text.
          </p>
        </section>
        <section className="card check-words">
          <h2>Who will see it</h2>
          <p>
            The people at {asked.company} who look at such checks. It is one fact among others. Software
            decides nothing; a decision against somebody is meant to take two people and a written reason.
          </p>
        </section>
        <section className="card check-words">
          <h2>If you disagree</h2>
          <p>
            Tell {who}: say what slowed you down only if you want to, ask for the check that is not about
            timing, or for what is kept to be shown or removed. Reference{' '}
            <span className="mono check-reference">{reference}</span>
          </p>
        </section>
      </div>
    </>
  )
}

interface Line {
  mark: string
  title: string
  says: string
  tone: '' | 'clears' | 'accuses'
}

/** Milliseconds to the whole one; the unit stays with its number. */
function shown(value: number): string {
  return value < 1 ? 'under 1\u00a0ms' : `${value.toFixed(0)}\u00a0ms`
}

/** One line for each distance, and one for the touch. */
export function sentences(trial: Trial, touches: readonly number[], taken: Taken): Line[] {
  const legs = legsOf(trial)
  const exit = legs.find((l) => l.leg === 'exit')
  const device = legs.find((l) => l.leg === 'device')
  return [
    {
      mark: '1',
      title: exit ? `Your network answers in ${shown(exit.estimate)}` : 'Your network: not measured',
      says: exit
        ? 'The way from the server to where your connection meets the internet, and back.'
        : 'This server can’t time it. It counts neither way.',
      tone: '',
    },
    relay(device?.estimate),
    hands(trial),
    touch(touches, taken),
  ]
}

function relay(gap: number | undefined): Line {
  const mark = '2'
  if (gap === undefined)
    return {
      mark,
      title: 'In between: not measured',
      says: 'Too few echoes. It counts neither way.',
      tone: '',
    }
  if (gap < 15)
    return {
      mark,
      title: 'Your computer answers for itself',
      says: `Nothing of weight stands between your network and this browser (${shown(gap)}).`,
      tone: gap < 5 ? 'clears' : '',
    }
  return {
    mark,
    title: `Something answers for your computer, ${shown(gap)} in front of it`,
    says: 'A VPN, a company’s web gateway or another computer. Many honest people sit behind one.',
    tone: 'accuses',
  }
}

function hands(trial: Trial): Line {
  const mark = '3'
  const found = handsOf(trial)
  if (!found)
    return {
      mark,
      title: 'Your hands: not measured',
      says: 'There were too few answers to say anything. It counts neither way.',
      tone: '',
    }
  const { n, band, estimate, low, high, oneWay } = found
  if (band === 'local')
    return {
      mark,
      title: 'Your hands look near the screen',
      says: `${n} answers came about as soon as people’s at their own desk.`,
      tone: 'clears',
    }
  if (oneWay)
    return {
      mark,
      title: 'Your hands: nothing is said',
      says: `You answered in one way only. It takes keys and pointer to tell distance from a habit or an aid, so ${n} later answers count neither way.`,
      tone: '',
    }
  if (band === 'unremarkable')
    return {
      mark,
      title: 'Your hands: nothing out of the ordinary',
      says: `${n} answers came within how people differ (${estimate} ms from the average). It says neither near nor far.`,
      tone: '',
    }
  return {
    mark,
    title: `Your hands answered about ${estimate} ms later than most people’s`,
    says: `Between ${low} and ${high} ms, over ${n} answers. That can be distance, a slow screen or machine, or simply you. It proves nothing by itself, and you can ask for a check that is not about timing.`,
    tone: 'accuses',
  }
}

function touch(touches: readonly number[], { missed }: Taken): Line {
  const mark = '4'
  if (touches.length > 0)
    return {
      mark,
      title: `You touched your key after ${touches.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')}`,
      says: 'It says that somebody stood at it, not who. On a synced passkey or a phone it says nothing.',
      tone: '',
    }
  return missed > 0
    ? {
        mark,
        title: 'No touch came in time',
        says: 'A key in another room looks the same. One such moment counts for nothing.',
        tone: '',
      }
    : { mark, title: 'Touch: left out', says: 'It counts neither way.', tone: '' }
}
