import { useEffect, useRef, useState } from 'react'
import { foreperiod, wanted } from './trial.ts'

/** Places in per cent of the field: each far from the one before. */
const places = [
  [15, 20],
  [80, 75],
  [20, 78],
  [82, 18],
  [50, 50],
  [12, 50],
  [88, 45],
  [48, 14],
  [52, 86],
] as const

/** Nine dots, one after the other, each after the pointer has rested. */
export function Targets(props: { onShown(element: Element): void; onDone(): void }) {
  const { onShown, onDone } = props
  const [index, setIndex] = useState(0)
  /** The last dot whose wait is over. Of the next one nothing may be seen meanwhile, not for a single frame. */
  const [shown, setShown] = useState(-1)
  const visible = shown === index
  const dot = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (index >= wanted.targets) return onDone()
    const timer = setTimeout(() => setShown(index), foreperiod(Math.random()))
    return () => clearTimeout(timer)
  }, [index, onDone])
  useEffect(() => {
    if (shown >= 0 && dot.current) onShown(dot.current)
  }, [shown, onShown])
  const [x, y] = places[index % places.length]!
  return (
    <div className="trial-field">
      {visible && (
        <button
          ref={dot}
          type="button"
          className="trial-dot"
          style={{ left: `${x}%`, top: `${y}%` }}
          aria-label={`Target ${index + 1} of ${wanted.targets}`}
          onClick={() => setIndex(index + 1)}
        />
      )}
      <p className="small dim">
        Rest the pointer; when a dot appears, click it. {Math.min(index + 1, wanted.targets)} of{' '}
        {wanted.targets}
      </p>
    </div>
  )
}
