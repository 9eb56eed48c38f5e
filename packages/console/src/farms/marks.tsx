import type { KeyboardEvent, ReactNode } from 'react'

/** What a shared attribute is: a door, a monitor, an account, a contact. 20 px around its middle. */
const glyphs: Record<string, string> = {
  door: 'M-6 9v-18h12v18M-9 9h18M3 0h.1',
  person: 'M0 -1a4.6 4.6 0 1 0 0 -9.2a4.6 4.6 0 0 0 0 9.2M-8.5 9.5a8.5 7.5 0 0 1 17 0',
  laptop: 'M-7 -6h14v9h-14zM-10 6h20',
  network: 'M-9 2h18v6h-18zM-6 5h.1M-3 5h.1M5 2v-4M2 -5a4.2 4.2 0 0 1 6 0',
  display: 'M-9 -7h18v11h-18zM-4 8h8M0 4v4',
  account: 'M-9 -6h18v12h-18zM-9 -2h18M-6 3h4',
  phone: 'M-4.5 -9h9v18h-9zM-1 6h2',
  email: 'M-9 -6h18v12h-18zM-9 -6l9 7 9-7',
  address: 'M-8 8v-9l8-7 8 7v9zM-2 8v-5h4v5',
  resume: 'M-6 -9h8l4 4v14h-12zM-3 -1h6M-3 3h6',
  authenticator: 'M-3 -3a4.5 4.5 0 1 1 0 6zM2 0h8M7 0v3',
  other: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M-9 0h5M4 0h5',
}

export function Glyph(props: { of: string; x: number; y: number; size?: number; tone?: string }) {
  const { of, x, y, size = 1, tone = 'var(--ink)' } = props
  return (
    <path
      d={glyphs[of] ?? glyphs.other}
      transform={`translate(${x} ${y}) scale(${size})`}
      fill="none"
      stroke={tone}
      strokeWidth={1.4 / size}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  )
}

/** A part of a drawing that can be pressed, by mouse and by key, with words of its own. */
export function Press(props: {
  says: string
  pressed?: boolean
  expanded?: boolean
  link?: boolean
  press: () => void
  children: ReactNode
}) {
  const { says, pressed, expanded, link, press, children } = props
  const acts = {
    className: 'tie',
    tabIndex: 0,
    'aria-label': says,
    onClick: press,
    onKeyDown: (e: KeyboardEvent) => {
      if (e.key !== 'Enter' && (link || e.key !== ' ')) return
      e.preventDefault()
      press()
    },
  }
  const drawn = (
    <>
      <title>{says}</title>
      {children}
    </>
  )
  return link ? (
    // biome-ignore lint/a11y/useSemanticElements: a drawing's node can't be an anchor with a router's navigation.
    <g role="link" {...acts}>
      {drawn}
    </g>
  ) : (
    // biome-ignore lint/a11y/useSemanticElements: a drawing's node can't be a button element.
    <g role="button" aria-pressed={pressed} aria-expanded={expanded} {...acts}>
      {drawn}
    </g>
  )
}

/** A line of a link; a bridge is a double one, drawn in two layers, and what is selected is indigo. */
export function LinkLine(props: {
  d: string
  width: number
  bridge?: boolean
  lit?: boolean
  layer?: 'under' | 'over'
}) {
  const { d, width, bridge, lit, layer } = props
  const line = { d, fill: 'none' }
  if (bridge)
    return (
      <>
        {lit && layer !== 'over' && <path {...line} stroke="var(--accent-tint)" strokeWidth={width + 12} />}
        {layer !== 'over' && <path {...line} stroke="var(--accent)" strokeWidth={width + 3.4} />}
        {layer !== 'under' && <path {...line} stroke="var(--canvas)" strokeWidth={width} />}
      </>
    )
  return (
    <path
      {...line}
      stroke={lit ? 'var(--accent)' : 'var(--neutral-fill)'}
      strokeOpacity={lit ? 1 : 0.75}
      strokeWidth={width}
    />
  )
}

/** ● measured, not local (orange) or near (teal); ◌ not measured. */
export function HandsDot({ hands, x, y }: { hands: string | undefined; x: number; y: number }) {
  if (!hands)
    return (
      <circle
        {...{ cx: x, cy: y, r: 5, fill: 'none' }}
        stroke="var(--ink-3)"
        strokeWidth="1.4"
        strokeDasharray="2.4 2"
      />
    )
  const fill =
    hands === 'not local' ? 'var(--accuse-fill)' : hands === 'local' ? 'var(--clear-fill)' : 'var(--ink)'
  return <circle cx={x} cy={y} r={5.5} style={{ fill }} />
}

/** Rarer and weightier is thicker. */
export function lineWidth(weight: number): number {
  return 1 + Math.min(4, Math.max(0, weight)) * 1.1
}
