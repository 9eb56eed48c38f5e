import { Button } from '@mantine/core'
import { type Conclusion, type Ground, grounds, type Mine } from '@telltale/core'
import { useState } from 'react'
import { Failed } from '../parts/states.tsx'
import type { ToRead } from './unread.ts'
import { useAct } from './use-act.ts'
import { conclusionWords, groundWords } from './words.ts'

const shortest = 10

/** The seat that is open to the reader: what to read first, a reason, a ground, and what to conclude. */
export function OpenSeat(props: {
  id: string
  mine: Mine
  /** What has to be read and is not, and what was. */
  unread: readonly ToRead[]
  read: readonly ToRead[]
  open: (what: readonly string[]) => void
}) {
  const { id, mine, unread, read, open } = props
  const second = mine.canSit === 'second'
  const [because, setBecause] = useState('')
  const [ground, setGround] = useState<Ground | ''>('')
  const { does, busy, doing, error, forget } = useAct(id)
  const reason = because.trim()
  const lacks =
    unread.length > 0
      ? 'Read what is listed first.'
      : reason.length < shortest
        ? 'Then a reason, in your own words.'
        : undefined
  const sign = (conclusion: Conclusion) =>
    does({ is: 'viewed', conclusion, because: reason, ...(ground && { ground }) })
  const button = (conclusion: Conclusion, name: string, says: string) => {
    const open = mine.conclusions.includes(conclusion)
    return (
      <Button
        variant={conclusion === 'misrepresentation' ? undefined : 'default'}
        disabled={!open || lacks !== undefined || busy}
        onClick={() => sign(conclusion)}
        title={open ? says : mine.why}
      >
        {doing?.is === 'viewed' && doing.conclusion === conclusion ? 'Signing…' : name}
      </Button>
    )
  }
  return (
    <section
      className="seat open"
      aria-label={second ? 'Second seat, open to you' : 'First seat, open to you'}
    >
      <div className="row middle">
        <span className="seat-number" aria-hidden="true">
          {second ? 2 : 1}
        </span>
        <span className="semi">{second ? 'Second seat' : 'First seat'}</span>
        <span className="push small dim">open to you</span>
      </div>
      {second && (
        <p className="small dim">Your own view first: the other one is shown when you have signed.</p>
      )}
      {mine.why && <p className="small caution">{mine.why}</p>}
      {(unread.length > 0 || read.length > 0) && (
        <div>
          <p className="small dim">Read before signing</p>
          <ul className="small unread" aria-label="Read before signing">
            {unread.map((u) => (
              <li key={u.whats[0]}>
                <span aria-hidden="true">☐</span>
                <button type="button" className="plain-button" onClick={() => open(u.whats)}>
                  {u.says}
                </button>
                <span className="accuses semi">unread</span>
              </li>
            ))}
            {read.map((u) => (
              <li key={u.whats[0]} className="dim">
                <span aria-hidden="true">☑</span>
                <button type="button" className="plain-button" onClick={() => open(u.whats)}>
                  {u.says}
                </button>
                <span>read</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <label className="field">
        <span className="sr">Your reason</span>
        <textarea
          className="plain-field note"
          rows={3}
          maxLength={4000}
          placeholder="Your reason, in your own words (required)"
          value={because}
          onChange={(e) => setBecause(e.currentTarget.value)}
        />
      </label>
      <label className="field">
        Rests on
        <select
          className="plain-field"
          value={ground}
          onChange={(e) => setGround(e.currentTarget.value as Ground | '')}
        >
          <option value="">Telltale’s evidence alone</option>
          {grounds.map((g) => (
            <option key={g} value={g}>
              {groundWords[g]}
            </option>
          ))}
        </select>
      </label>
      {error && <Failed error={error} what="not signed" retry={forget} />}
      <div className="seat-buttons">
        {button('misrepresentation', 'Sign', `Sign: ${conclusionWords.misrepresentation.toLowerCase()}`)}
        {button(
          'unsure',
          second ? 'Disagree' : 'Unsure',
          second ? 'Not convinced: nothing is decided' : 'Unsure: nothing is decided',
        )}
        {button('cleared', 'Clear', 'Clear: the person is who and where they say')}
      </div>
      <div className="row small">
        <span className="dim" aria-live="polite">
          {busy
            ? 'Recording your view…'
            : (lacks ?? 'Sign means: misrepresentation of identity or location.')}
        </span>
        {mine.conclusions.includes('leak-or-mistake') && (
          <button
            type="button"
            className="plain-button push nowrap"
            disabled={lacks !== undefined || busy}
            onClick={() => sign('leak-or-mistake')}
          >
            A leak or a mistake
          </button>
        )}
      </div>
    </section>
  )
}
