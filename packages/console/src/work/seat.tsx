import type { Seat } from '@telltale/core'
import type { ReactNode } from 'react'
import { time } from '../format.ts'
import { conclusionWords, groundWords, initials } from './words.ts'

const lapses = {
  withdrawn: 'withdrawn by its author',
  reply: 'no longer counts: the person answered after it',
  conflict: 'does not count: not impartial',
}

/** A seat that somebody holds: name, time, view and reason. Blind: only that it is held. */
export function SignedSeat(props: {
  seat: Seat
  n?: number
  name: string
  yours: boolean
  children?: ReactNode
}) {
  const { seat, name, yours } = props
  return (
    <div className={`seat ${seat.lapsed ? 'lapsed' : 'signed'}`}>
      <div className="row middle wrap">
        <span className="seat-mark" aria-hidden="true">
          {initials(name)}
        </span>
        <span className="semi nowrap">{name}</span>
        {yours && <span className="small dim">you</span>}
        <span className="push small dim nowrap">{time(seat.at)}</span>
      </div>
      {seat.conclusion ? (
        <>
          <p>
            <span aria-hidden="true">{seat.lapsed ? '⊘' : '✓'} </span>
            {conclusionWords[seat.conclusion]}
          </p>
          {seat.because && <p className="small dim">“{seat.because}”</p>}
          {seat.ground && <p className="small dim">Rests on: {groundWords[seat.ground].toLowerCase()}</p>}
        </>
      ) : (
        <p className="small dim">✓ Signed. What they concluded is shown after your own view.</p>
      )}
      {seat.lapsed && <p className="small caution">{lapses[seat.lapsed]}</p>}
      {props.children}
    </div>
  )
}

/** A seat that is not the reader's, with the reason in one sentence. */
export function ClosedSeat({ title, why }: { title: string; why: string }) {
  return (
    <div className="seat closed">
      <p className="semi">
        <span aria-hidden="true">⊘ </span>
        {title}
      </p>
      <p className="small dim">{why}</p>
    </div>
  )
}
