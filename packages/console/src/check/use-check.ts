import type { Row, Sensor } from '@telltale/sensor'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ApiError } from '../api.ts'
import { loadSensor } from '../trial/load-sensor.ts'
import type { Answer, RoundTrips, Trial } from '../trial/trial.ts'
import {
  type Asked,
  decline,
  forget,
  look,
  type Opened,
  open,
  openedHere,
  proven,
  type Taken,
} from './calls.ts'
import { merged, type Sent } from './rows.ts'

export type Part = 'read' | 'answer' | 'type' | 'touch' | 'sending' | 'result' | 'declined'

/** A pointer that reports a thousand times a second is not kept beyond this many rows. */
const rowsKept = 5000

/** One presence check, from its link to its result. Nothing that it measures leaves the page before the last part. */
export function useCheck(link: string) {
  const [asked, setAsked] = useState<Asked>()
  const [part, setPart] = useState<Part>('read')
  const [error, setError] = useState<ApiError>()
  const [trial, setTrial] = useState<Trial>({ answers: [] })
  const [touches, setTouches] = useState<number[]>([])
  const [result, setResult] = useState<{ taken: Taken; sent: Sent }>()
  const opened = useRef<{ opened: Opened; key: CryptoKeyPair }>(undefined)
  const sensor = useRef<Sensor>(undefined)
  const rows = useRef<Row[]>([])

  useEffect(() => {
    look(link).then(setAsked, setError)
  }, [link])
  const end = useCallback(() => {
    sensor.current?.forget()
    sensor.current = undefined
  }, [])
  useEffect(() => end, [end])

  const begin = useCallback(async () => {
    setError(undefined)
    try {
      await loadSensor()
      opened.current = await open(link)
      rows.current = []
      sensor.current = window.telltaleSensor!.start({
        url: location.origin,
        ticket: opened.current.opened.ticket,
        consent: true,
        mode: 'try',
        policy: 'presence',
        onRow: (row) => rows.current.length < rowsKept && rows.current.push(row),
        onRtt: (rtt) => setTrial((now) => ({ ...now, rtt: rtt as RoundTrips })),
        onClock: ({ error, exchanges }) => setTrial((now) => ({ ...now, clock: { error, exchanges } })),
      })
      setPart('answer')
    } catch (problem) {
      setError(problem as ApiError)
    }
  }, [link])

  const answer = useCallback(
    (one: Answer) => setTrial((now) => ({ ...now, answers: [...now.answers, one] })),
    [],
  )
  const target = useCallback(
    (element: Element) => {
      const own = sensor.current
      void own?.target(element).done.then((response) => {
        if (sensor.current === own && response.by === 'motion') answer({ stimulus: 'target', ...response })
      })
    },
    [answer],
  )

  /** Sends everything. May be called again when the server could not be reached: nothing counts twice. */
  const finish = useCallback(async () => {
    const own = opened.current
    if (!own) return
    setPart('sending')
    setError(undefined)
    sensor.current?.stop()
    sensor.current = undefined
    const { rows: whole, sent } = merged(rows.current)
    const { check } = own.opened
    try {
      const taken = await proven<Taken>(own.key, '/v1/presence/finish', { check, rows: whole })
      await forget(link, check)
      setResult({ taken, sent })
      setPart('result')
    } catch (problem) {
      setError(problem as ApiError)
    }
  }, [link])

  const refuse = useCallback(
    async (instead: boolean) => {
      setError(undefined)
      end()
      rows.current = []
      const own = opened.current
      try {
        if (own) {
          await proven(own.key, '/v1/presence/stop', { check: own.opened.check, instead })
          await forget(link, own.opened.check)
        } else await decline(link, instead)
        setPart('declined')
      } catch (problem) {
        setError(problem as ApiError)
      }
    },
    [link, end],
  )

  return {
    ...{ asked, part, setPart, error, trial, touches, result, sensor },
    /** Another try at looking is loading the page again; this tab may go on with what it has opened. */
    usable: asked?.state === 'sent' || (asked?.state === 'opened' && openedHere(link)),
    resumes: asked?.state === 'opened',
    opened: opened.current,
    ...{ begin, answer, target, finish, refuse },
    touched: (took: number) => setTouches((now) => [...now, took]),
  }
}
