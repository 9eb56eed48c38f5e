import { Link } from '@tanstack/react-router'
import type { DetectorView, SubjectRef } from '@telltale/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { idOf } from '../format.ts'
import { subjectWord } from '../visuals/verdict-sentence.ts'

export function Key({ children }: { children: ReactNode }) {
  return <kbd className="key">{children}</kbd>
}

/** A card whose chart has a table twin behind one quiet switch. */
export function Chart(props: {
  title: ReactNode
  note?: ReactNode
  aside?: ReactNode
  chart: ReactNode
  table: ReactNode
  bare?: boolean
  id?: string
}) {
  const [asTable, setAsTable] = useState(false)
  return (
    <section className={props.bare ? undefined : 'card'} id={props.id}>
      <header className="card-head">
        {props.bare ? <h4 className="small strong">{props.title}</h4> : <h2>{props.title}</h2>}
        {props.note && <span className="small dim">{props.note}</span>}
        <span className="push row small dim">
          {props.aside}
          <button
            type="button"
            className="plain-button"
            aria-pressed={asTable}
            onClick={() => setAsTable((was) => !was)}
          >
            {asTable ? 'as chart' : 'as table'}
          </button>
        </span>
      </header>
      {asTable ? <div className="scroll-x">{props.table}</div> : props.chart}
    </section>
  )
}

/** A number, a range or a number with its unit: set to the right. */
const numberLike = /^[−+<>≤]?\s?[\d,.]+(?:[–-][\d,.]+)?(?:\s(?:%|ms|km))?$/

export function Table({ columns, rows }: { columns: readonly string[]; rows: readonly ReactNode[][] }) {
  const numeric = columns.map((_, i) => rows.length > 0 && rows.every((r) => numberLike.test(String(r[i]))))
  return (
    <table className="data dense">
      <thead>
        <tr>
          {columns.map((c, i) => (
            <th key={c} className={numeric[i] ? 'num' : undefined} scope="col">
              {c}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of an exhibit are a fixed list.
          <tr key={r}>
            {row.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: so are its cells.
              <td key={i} className={numeric[i] ? 'num' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The width that a drawing has, in CSS pixels. */
export function useWidth(initial: number): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(initial)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}

/** People and applications have a page; devices and shared attributes are named. */
export function SubjectName({ subject }: { subject: SubjectRef }) {
  const type = subject.slice(0, subject.indexOf(':'))
  if (type === 'person' || type === 'application')
    return (
      <Link to="/subjects/$ref" params={{ ref: subject }} className="mono">
        {idOf(subject)}
      </Link>
    )
  return (
    <span>
      {type !== 'device' && `${subjectWord(subject)} `}
      <span className="mono">{type === 'device' ? idOf(subject) : idOf(subject).slice(0, 8)}</span>
    </span>
  )
}

export function DetectorLink({ id, children }: { id: string; children?: ReactNode }) {
  return (
    <Link to="/detectors/$" params={{ _splat: id }}>
      {children ?? <span className="mono">{id}</span>}
    </Link>
  )
}

export function byId(detectors: readonly DetectorView[] | undefined): Map<string, DetectorView> {
  return new Map((detectors ?? []).map((d) => [d.id, d]))
}

export function toneInkOf(tone: 'accuse' | 'clear' | 'band'): string {
  return tone === 'band' ? 'var(--ink-2)' : `var(--${tone})`
}

/** Hatches for the whole document: doubt is 45°, 2 px of 5. */
export function Hatches() {
  const tones = { accuse: 'var(--accuse-fill)', clear: 'var(--clear-fill)', band: 'var(--neutral-fill)' }
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        {Object.entries(tones).map(([name, fill]) => (
          <pattern
            key={name}
            id={`hatch-${name}`}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2" height="5" style={{ fill }} />
          </pattern>
        ))}
      </defs>
    </svg>
  )
}
