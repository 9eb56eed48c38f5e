import type { FarmMemberView, SubjectRef } from '@telltale/core'
import { idOf } from '../format.ts'
import type { Row } from './graph.ts'
import { Glyph, HandsDot, Press } from './marks.tsx'
import { handsOf, money } from './words.ts'

/** Where the columns are, CSS pixels. */
export interface Columns {
  door: number
  laptop: number
  laptopWide: number
  identity: number
  identityWide: number
  pay: number
}

export function LaptopPill(props: { device: SubjectRef; more: number; at: Columns; y: number }) {
  const { device, more, at, y } = props
  const name = idOf(device)
  return (
    <g>
      {name.length > 11 && <title>{name}</title>}
      <rect
        {...{ x: at.laptop, y: y - 14, width: at.laptopWide, height: 28, rx: 6 }}
        fill="var(--surface)"
        stroke="var(--line-2)"
      />
      <Glyph of="laptop" x={at.laptop + 19} y={y} size={0.9} tone="var(--ink-2)" />
      <text x={at.laptop + 35} y={y + 4} fontSize="12" fill="var(--ink)">
        {name.length > 11 ? `${name.slice(0, 10)}…` : name}
      </text>
      {more > 0 && (
        <text x={at.laptop + at.laptopWide + 6} y={y - 4} fontSize="11" fill="var(--ink-2)">
          + {more}
        </text>
      )}
    </g>
  )
}

export function IdentityPill({ member, at, y }: { member: FarmMemberView; at: Columns; y: number }) {
  const hands = handsOf(member)
  return (
    <>
      <rect
        {...{ x: at.identity, y: y - 15, width: at.identityWide, height: 30, rx: 15 }}
        fill="var(--surface)"
        stroke="var(--line-2)"
        strokeDasharray={hands ? undefined : '3 2'}
      />
      <HandsDot hands={hands} x={at.identity + 17} y={y} />
      <text x={at.identity + 30} y={y + 4} fontSize="13" fontWeight="550" fill="var(--ink)">
        {member.item.pseudonym}
      </text>
    </>
  )
}

/** Everybody behind one folded door, in one row: pressed, it unfolds. */
export function FoldedRow({ row, at, press }: { row: Row; at: Columns; press: () => void }) {
  const hands = row.members.map(handsOf)
  const notLocal = hands.filter((h) => h === 'not local').length
  const missing = hands.filter((h) => h === undefined).length
  const currencies = Map.groupBy(
    row.members.flatMap((m) => (m.pay ? [m.pay] : [])),
    (p) => p.currency,
  )
  const pay = [...currencies].map(([currency, of]) =>
    money({ currency, amount: of.reduce((sum, p) => sum + p.amount, 0) }),
  )
  const n = row.members.length
  return (
    <Press
      says={`Unfold ${n} identities on ${row.devices.length} laptops: ${notLocal} not local, ${missing} not measured`}
      expanded={false}
      press={press}
    >
      <path
        d={`M${at.laptop + at.laptopWide} ${row.y}H${at.identity}`}
        stroke="var(--neutral-fill)"
        strokeWidth="3"
      />
      {[0, 3].map((off) => (
        <rect
          key={off}
          {...{ x: at.laptop + off, y: row.y - 14 - off, width: at.laptopWide, height: 28, rx: 6 }}
          fill="var(--surface)"
          stroke="var(--line-2)"
        />
      ))}
      <text x={at.laptop + 12} y={row.y + 4} fontSize="12" fill="var(--ink)">
        {row.devices.length} laptops
      </text>
      <rect
        {...{ x: at.identity, y: row.y - 19, width: at.identityWide + 14, height: 38, rx: 19 }}
        fill="var(--surface)"
        stroke="var(--line-2)"
      />
      <text x={at.identity + 17} y={row.y - 2} fontSize="13" fontWeight="550" fill="var(--ink)">
        {n} identities
      </text>
      <text x={at.identity + 17} y={row.y + 12} fontSize="11" fill="var(--ink-2)">
        {notLocal} not local, {missing} not measured
      </text>
      <text x={at.pay} y={row.y + 4} fontSize="13" textAnchor="end" fill="var(--ink-2)">
        {pay.length > 0 ? pay.join(' + ') : 'not known'}
      </text>
    </Press>
  )
}
