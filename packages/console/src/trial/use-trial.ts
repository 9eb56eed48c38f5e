import type { Channel, ChannelState } from '@telltale/core/signals/reactions'
import type { Sensor } from '@telltale/sensor'
import { useCallback, useEffect, useRef, useState } from 'react'
import { trialTicket } from '../api.ts'
import { loadSensor } from './load-sensor.ts'
import { type Answer, type RoundTrips, statesOf, type Trial, wanted } from './trial.ts'
import { usePrompts } from './use-prompts.ts'

const storage = 'telltale-trial-runs'

/** A finished run, kept in this tab only. */
export interface Run {
  at: number
  trial: Pick<Trial, 'answers' | 'rtt'>
}

/** One trial: ten prompts, then nine targets, while the collector's echoes come in. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial>({ answers: [] })
  const [problem, setProblem] = useState<string>()
  const [since, setSince] = useState<number>()
  const [runs, setRuns] = useState<Run[]>(readRuns)
  const sensor = useRef<Sensor>(undefined)
  const add = useCallback(
    (answer: Answer) => setTrial((now) => ({ ...now, answers: [...now.answers, answer] })),
    [],
  )
  const prompts = usePrompts(sensor, { answer: add, done: () => prompts.setStep('targets') })
  const { step, setStep, stage, begin, end: endPrompts } = prompts

  const end = useCallback(() => {
    endPrompts()
    sensor.current?.forget()
    sensor.current = undefined
  }, [endPrompts])
  useEffect(() => end, [end])

  const start = useCallback(async () => {
    end()
    setProblem(undefined)
    setTrial({ answers: [], past: pastOf(readRuns()) })
    try {
      await loadSensor()
      const { ticket } = await trialTicket()
      sensor.current = window.telltaleSensor!.start({
        url: location.origin,
        ticket,
        consent: true,
        mode: 'try',
        onRtt: (rtt) => setTrial((now) => ({ ...now, rtt: rtt as RoundTrips })),
        onClock: ({ error, exchanges }) => setTrial((now) => ({ ...now, clock: { error, exchanges } })),
      })
    } catch (error) {
      setProblem((error as Error).message)
      return
    }
    setSince(Date.now())
    begin(wanted.prompts)
  }, [begin, end])

  /** One dot was shown and the pointer moved. */
  const target = useCallback(
    (element: Element) => {
      const own = sensor.current
      if (!own) return
      void own.target(element).done.then((response) => {
        if (sensor.current === own && response.by === 'motion') add({ stimulus: 'target', ...response })
      })
    },
    [add],
  )

  const newest = useRef(trial)
  newest.current = trial
  const finish = useCallback(() => {
    setStep('done')
    const { answers, rtt } = newest.current
    const next = [...readRuns(), { at: Date.now(), trial: { answers, rtt } }].slice(-4)
    sessionStorage.setItem(storage, JSON.stringify(next))
    setRuns(next)
  }, [setStep])

  const forget = useCallback(() => {
    end()
    sessionStorage.removeItem(storage)
    setRuns([])
    setTrial({ answers: [] })
    setSince(undefined)
    setStep('idle')
  }, [end, setStep])

  return { trial, step, problem, since, runs, stage, start, target, finish, forget }
}

function readRuns(): Run[] {
  try {
    return JSON.parse(sessionStorage.getItem(storage) ?? '[]') as Run[]
  } catch {
    return []
  }
}

/** Core takes them as history only where they look near by themselves. */
function pastOf(runs: readonly Run[]): Partial<Record<Channel, ChannelState>> | undefined {
  return runs.length === 0 ? undefined : statesOf(runs.flatMap((r) => [...r.trial.answers]))
}
