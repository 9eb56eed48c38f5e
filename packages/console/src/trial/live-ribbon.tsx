import { useEffect, useState } from 'react'
import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { Kilometres } from '../visuals/kilometres-rows.tsx'
import type { Distance } from '../visuals/legs.ts'
import { LegNotes, Legs, left } from '../visuals/ribbon.tsx'
import { layout } from '../visuals/ribbon-layout.ts'
import { handsOf, legsOf, type Trial } from './trial.ts'

/** What a person at the keyboard shows here in all, milliseconds: path, echo and the estimator's own spread. */
const atTheDesk = { estimate: 20, low: 8, high: 75, label: 'what a person at the keyboard shows here' }

/** Below this the marks would lie on one another: a phone scrolls. */
const narrowest = 620

/** The three distances of somebody who measures their own, drawn to scale. `since` begins the clock beside it; `still` stands there once it is over. */
export function LiveRibbon({ trial, since, still }: { trial: Trial; since?: number; still?: string }) {
  const [ref, room] = useWidth(1100)
  const width = Math.max(narrowest, room)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const legs = legsOf(trial)
  const distance: Distance = { legs, from: {}, claim: atTheDesk }
  const drawn = layout(legs, { width: width - left - 40, box: 96 })
  const hands = handsOf(trial)
  const far = legs.some((l) => l.reads === 'contradicts')
  const verdict = far
    ? `≠ ${hands && hands.weight > 0 ? `not local, ${hands.estimate} ms (${hands.low}–${hands.high})` : 'something answers for this device'}`
    : hands?.band === 'local'
      ? still
        ? '= near'
        : `= near so far, weight ${hands.weight < 0 ? '−' : ''}${Math.abs(hands.weight).toFixed(1)}`
      : hands
        ? `unremarkable${still ? '' : ' so far'}`
        : 'not measured yet'
  return (
    <Chart
      title="Distance ribbon"
      note="milliseconds of round trip, to scale · hatched: 90 % interval · dashed: not measured"
      aside={
        <b className={far ? 'accuses' : hands?.band === 'local' ? 'clears' : undefined} role="status">
          {verdict}
        </b>
      }
      table={
        <Table
          columns={['Leg', 'Round trip', 'Low', 'High', 'Rests on']}
          rows={legs.map((l) => [
            l.leg,
            `${l.estimate.toFixed(1)} ms`,
            l.low.toFixed(1),
            l.high.toFixed(1),
            l.basis,
          ])}
        />
      }
      chart={
        <div ref={ref} className="scroll-x">
          <Legs
            distance={distance}
            drawn={drawn}
            width={width}
            names={{
              claim: 'At your own desk',
              measured: 'You, now',
              note:
                still ??
                (since ? `live, ${Math.max(0, Math.round((now - since) / 1000))} s in` : 'not started'),
            }}
          />
          <LegNotes drawn={drawn} levels={false} left={left} />
          <Kilometres distance={distance} left={left} width={width} />
        </div>
      }
    />
  )
}
