import { Button } from '@mantine/core'
import type { Sensor } from '@telltale/sensor'
import { type RefObject, useState } from 'react'
import { Ring } from '../trial/ring.tsx'
import { Targets } from '../trial/targets.tsx'
import { type Answer, took, wanted } from '../trial/trial.ts'
import { usePrompts } from '../trial/use-prompts.ts'
import { Skip } from './skip.tsx'

/** Ten prompts for a key, then nine dots for the pointer: whose hands change places in between start late. */
export function AnswerPart(props: {
  sensor: RefObject<Sensor | undefined>
  answers: readonly Answer[]
  onAnswer(answer: Answer): void
  onTarget(element: Element): void
  done(): void
}) {
  const [at, setAt] = useState<'keys' | 'mouse' | 'dots'>('keys')
  const { step, setStep, stage, begin, end } = usePrompts(props.sensor, {
    answer: props.onAnswer,
    done: () => {
      setStep('done')
      setAt('mouse')
    },
  })
  const prompts = props.answers.filter((a) => a.stimulus === 'prompt' && took(a) !== undefined).length
  const leave = (to: () => void) => () => {
    end()
    to()
  }
  return (
    <>
      <header className="stack tight">
        <h1 tabIndex={-1}>
          {at === 'keys' ? 'Press any key when the ring closes' : 'Click each dot as it appears'}
        </h1>
        <p className="dim">
          {at === 'keys'
            ? 'Hands on the keyboard, as you always work. The ring closes after a while, ten times; a late one now and then does not matter.'
            : 'Hand on the mouse or the trackpad. Rest it; nine dots appear, one after the other.'}
        </p>
      </header>
      <section className="card check-stage">
        {at === 'dots' ? (
          <Targets onShown={props.onTarget} onDone={props.done} />
        ) : (
          <Ring step={step} stage={stage} />
        )}
        <div className="check-below">
          {at === 'keys' && step === 'idle' && (
            <Button onClick={() => begin(wanted.prompts)} data-autofocus>
              Start
            </Button>
          )}
          {at === 'keys' && step !== 'idle' && (
            <Beads done={Math.min(prompts, wanted.prompts)} of={wanted.prompts} what="prompts answered" />
          )}
          {at === 'mouse' && (
            <Button onClick={() => setAt('dots')} data-autofocus>
              My hand is on the mouse
            </Button>
          )}
        </div>
      </section>
      <Skip
        what={at === 'keys' ? 'Keys don’t suit me: skip the ring' : 'I use no pointer: skip the dots'}
        go={leave(at === 'keys' ? () => setAt('mouse') : props.done)}
      />
    </>
  )
}

function Beads({ done, of, what }: { done: number; of: number; what: string }) {
  return (
    <svg
      width={of * 20}
      height="14"
      className="trial-dots"
      role="img"
      aria-label={`${done} of ${of} ${what}`}
    >
      {Array.from({ length: of }, (_, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: beads on a string.
          key={i}
          cx={10 + i * 20}
          cy={7}
          r={i < done ? 4.5 : 4}
          fill={i < done ? 'var(--ink)' : 'none'}
          stroke={i < done ? 'none' : 'var(--line-2)'}
          strokeWidth="1.4"
        />
      ))}
    </svg>
  )
}
