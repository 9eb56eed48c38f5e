import type { RefObject } from 'react'
import type { Step } from './use-prompts.ts'

const words: Record<Step, string> = {
  idle: 'ready',
  wait: 'wait',
  shown: 'now',
  answered: 'seen',
  early: 'too early',
  targets: '',
  done: 'done',
}

/**
 * The prompt: an open ring that closes at once. How far it is open says nothing of when it will close, or one could
 * answer what one has not seen.
 */
export function Ring({ step, stage }: { step: Step; stage: RefObject<HTMLDivElement | null> }) {
  const around = 2 * Math.PI * 76
  const closed = step === 'shown' || step === 'done'
  return (
    <div ref={stage} className="trial-ring">
      <svg width="200" height="200" viewBox="0 0 200 200" aria-hidden="true">
        <circle cx="100" cy="100" r="94" fill="none" stroke="var(--line)" />
        <circle cx="100" cy="100" r="76" fill="none" stroke="var(--line-2)" strokeWidth="14" />
        <circle
          cx="100"
          cy="100"
          r="76"
          fill="none"
          stroke="var(--ink)"
          strokeWidth="14"
          strokeDasharray={closed ? undefined : `${around * 0.8} ${around}`}
          transform="rotate(-90 100 100)"
        />
        <circle cx="100" cy="100" r="50" fill={step === 'shown' ? 'var(--ink)' : 'var(--sunken)'} />
        <text
          x="100"
          y="106"
          textAnchor="middle"
          fontSize="18"
          fill={step === 'shown' ? 'var(--canvas)' : step === 'early' ? 'var(--caution)' : 'var(--ink-2)'}
        >
          {words[step]}
        </text>
      </svg>
      <span className="sr" aria-live="assertive">
        {step === 'shown' ? 'Press any key now' : step === 'early' ? 'Too early, wait for the ring' : ''}
      </span>
    </div>
  )
}
