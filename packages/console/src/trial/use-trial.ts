import type { Channel, ChannelState } from '@telltale/core/signals/reactions'
import type { Options, Sensor } from '@telltale/sensor'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { trialTicket } from '../api.ts'
import { type Answer, foreperiod, guessed, type RoundTrips, statesOf, type Trial, wanted } from './trial.ts'

export type Step = 'idle' | 'wait' | 'shown' | 'answered' | 'early' | 'targets' | 'done'

declare global {
  interface Window {
    /** The very script that pages load, not a copy built into the console. */
    telltaleSensor?: { start(options: Options): Sensor }
  }
}

const script = '/v1/sensor/telltale.js'
const storage = 'telltale-trial-runs'

/** A finished run, kept in this tab only. */
export interface Run {
  at: number
  trial: Pick<Trial, 'answers' | 'rtt'>
}

/** One trial: ten prompts, then nine targets, while the collector's echoes come in. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial>({ answers: [] })
  const [step, setStep] = useState<Step>('idle')
  const [problem, setProblem] = useState<string>()
  const [since, setSince] = useState<number>()
  const [runs, setRuns] = useState<Run[]>(readRuns)
  const sensor = useRef<Sensor>(undefined)
  const stage = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const end = useCallback(() => {
    clearTimeout(timer.current)
    sensor.current?.forget()
    sensor.current = undefined
  }, [])
  useEffect(() => end, [end])

  const add = useCallback(
    (answer: Answer) => setTrial((now) => ({ ...now, answers: [...now.answers, answer] })),
    [],
  )

  const ask = useCallback(
    (left: number) => {
      if (left === 0) return setStep('targets')
      setStep('wait')
      timer.current = setTimeout(() => {
        const element = stage.current
        const own = sensor.current
        if (!element || !own) return
        setStep('shown')
        void own.prompt(element).done.then((response) => {
          if (sensor.current !== own) return
          const took =
            response.respondedAt === undefined ? undefined : response.respondedAt - response.shownAt
          add({ stimulus: 'prompt', ...response })
          const guess = took !== undefined && took < guessed
          setStep(guess ? 'early' : 'answered')
          timer.current = setTimeout(() => ask(guess ? left : left - 1), guess ? 1200 : 250)
        })
      }, foreperiod(Math.random()))
    },
    [add],
  )

  const start = useCallback(async () => {
    end()
    setProblem(undefined)
    setTrial({ answers: [], past: pastOf(readRuns()) })
    try {
      await load()
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
    ask(wanted.prompts)
  }, [ask, end])

  /** A key before the ring closes: the wait begins again, so that a guess gains nothing. */
  useLayoutEffect(() => {
    if (step !== 'wait') return
    const early = (event: KeyboardEvent) => {
      if (event.repeat || event.metaKey || event.ctrlKey || event.altKey) return
      clearTimeout(timer.current)
      setStep('early')
      const answered = trial.answers.filter((a) => a.stimulus === 'prompt' && !isGuess(a)).length
      timer.current = setTimeout(() => ask(wanted.prompts - answered), 1200)
    }
    document.addEventListener('keydown', early, true)
    return () => document.removeEventListener('keydown', early, true)
  }, [step, ask, trial.answers])

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
  }, [])

  const forget = useCallback(() => {
    end()
    sessionStorage.removeItem(storage)
    setRuns([])
    setTrial({ answers: [] })
    setSince(undefined)
    setStep('idle')
  }, [end])

  return { trial, step, problem, since, runs, stage, start, target, finish, forget }
}

function isGuess({ shownAt, respondedAt }: Answer): boolean {
  return respondedAt === undefined || respondedAt - shownAt < guessed
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

let loading: Promise<void> | undefined

function load(): Promise<void> {
  if (window.telltaleSensor) return Promise.resolve()
  loading ??= new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = script
    tag.onload = () => resolve()
    tag.onerror = () => {
      loading = undefined
      reject(
        new Error('The browser sensor could not be loaded: run "npm run build" on the server and try again.'),
      )
    }
    document.head.append(tag)
  })
  return loading
}
