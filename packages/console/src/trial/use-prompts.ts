import type { Sensor } from '@telltale/sensor'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Answer, foreperiod, guessed } from './trial.ts'

export type Step = 'idle' | 'wait' | 'shown' | 'answered' | 'early' | 'targets' | 'done'

/** Prompts, one after the other, each after a wait of its own; a guess is thrown away and asked again. */
export function usePrompts(
  sensor: RefObject<Sensor | undefined>,
  told: { answer(answer: Answer): void; done(): void },
) {
  const [step, setStep] = useState<Step>('idle')
  const stage = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const left = useRef(0)
  const latest = useRef(told)
  latest.current = told

  const ask = useCallback(() => {
    if (left.current === 0) return latest.current.done()
    setStep('wait')
    timer.current = setTimeout(() => {
      const element = stage.current
      const own = sensor.current
      if (!element || !own) return
      setStep('shown')
      void own.prompt(element).done.then((response) => {
        if (sensor.current !== own) return
        const took = response.respondedAt === undefined ? undefined : response.respondedAt - response.shownAt
        latest.current.answer({ stimulus: 'prompt', ...response })
        const guess = took !== undefined && took < guessed
        setStep(guess ? 'early' : 'answered')
        if (!guess) left.current--
        timer.current = setTimeout(ask, guess ? 1200 : 250)
      })
    }, foreperiod(Math.random()))
  }, [sensor])

  /** A key before the ring closes: the wait begins again, so that a guess gains nothing. */
  useLayoutEffect(() => {
    if (step !== 'wait') return
    const early = (event: KeyboardEvent) => {
      if (event.repeat || event.metaKey || event.ctrlKey || event.altKey) return
      clearTimeout(timer.current)
      setStep('early')
      timer.current = setTimeout(ask, 1200)
    }
    document.addEventListener('keydown', early, true)
    return () => document.removeEventListener('keydown', early, true)
  }, [step, ask])

  const begin = useCallback(
    (count: number) => {
      left.current = count
      ask()
    },
    [ask],
  )
  const end = useCallback(() => clearTimeout(timer.current), [])
  useEffect(() => end, [end])
  return { step, setStep, stage, begin, end }
}
