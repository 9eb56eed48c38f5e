import { useNavigate } from '@tanstack/react-router'
import type { SubjectRef } from '@telltale/core'
import { plural, signed } from '../format.ts'
import { useWidth } from '../parts/pieces.tsx'
import { pageOf } from '../parts/queue-table.tsx'
import { DoorView } from './canvas-doors.tsx'
import type { CanvasProps } from './canvas-props.ts'
import { type Columns, FoldedRow, IdentityPill, LaptopPill } from './canvas-rows.tsx'
import type { Arc, Row } from './graph.ts'
import { Glyph, LinkLine, lineWidth, Press } from './marks.tsx'
import { attributeName, handsOf, money, nounOf } from './words.ts'

const top = 30

/** Door → laptop → identity → pay. Width of a link is the weight of what is shared. */
export function Canvas(props: CanvasProps) {
  const { farm, graph, known, fit } = props
  const [ref, width] = useWidth(860)
  const identityWide = Math.min(168, width * 0.2)
  const at: Columns = {
    door: Math.max(70, width * 0.1),
    laptop: width * 0.36,
    laptopWide: Math.min(116, width * 0.14),
    identity: width * 0.635,
    identityWide,
    pay: width - 8,
  }
  const height = graph.height + top + 10
  const scale = fit ? Math.min(1, Math.max(0.35, fit / height)) : 1
  const members = known && new Set(known.members.map((m) => m.subject))
  const tiesThen = known && new Map(known.ties.map((t) => [t.attribute, new Set(t.members)]))
  const then = (row: Row) => !members || row.members.some((m) => members.has(m.subject))
  const tiedThen = (attribute: SubjectRef, row: Row) => {
    const tied = tiesThen?.get(attribute)
    return !tiesThen || (tied !== undefined && row.members.some((m) => tied.has(m.subject)))
  }
  const headings: [string, number, 'middle' | 'end'][] = [
    ['Door', at.door, 'middle'],
    ['Laptop', at.laptop + at.laptopWide / 2, 'middle'],
    ['Identity', at.identity + at.identityWide / 2, 'middle'],
    ['Pay at stake', at.pay, 'end'],
  ]
  return (
    <div ref={ref}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with parts that can be pressed is no fieldset. */}
      <svg
        className="farm-drawing"
        role="group"
        width={width}
        height={height * scale}
        viewBox={scale === 1 ? undefined : `${(width - width / scale) / 2} 0 ${width / scale} ${height}`}
        aria-label={`Door, laptop, identity, pay: ${plural(farm.members.length, 'identity', 'identities')}`}
      >
        {headings.map(([name, x, anchor]) => (
          <text key={name} x={x} y={14} fontSize="12" fill="var(--ink-2)" textAnchor={anchor}>
            {name}
          </text>
        ))}
        <g transform={`translate(0 ${top})`}>
          <Edges {...props} at={at} tiedThen={tiedThen} />
          {graph.rows.map((row) => (
            <RowView key={row.key} {...props} row={row} at={at} then={then(row)} />
          ))}
          {graph.arcs.map((arc) => {
            const rows = arc.rows.map((i) => graph.rows[i]!).filter((r) => tiedThen(arc.tie.attribute, r))
            return (
              rows.length > 1 && <ArcView key={arc.tie.attribute} {...props} arc={arc} rows={rows} at={at} />
            )
          })}
          {(!tiesThen || (graph.cut && tiesThen.has(graph.cut.tie.attribute))) && (
            <CutView {...props} at={at} width={width} />
          )}
          {graph.doors.map((door) => (
            <DoorView
              key={door.ref}
              {...props}
              door={door}
              x={at.door}
              then={!tiesThen || door.ties.some((t) => tiesThen.has(t.attribute))}
            />
          ))}
        </g>
      </svg>
    </div>
  )
}

function Edges({
  graph,
  selected,
  at,
  tiedThen,
}: CanvasProps & { at: Columns; tiedThen: (attribute: SubjectRef, row: Row) => boolean }) {
  const lines = graph.edges.flatMap((e) => {
    const door = graph.doors.find((d) => d.ref === e.door)!
    const row = graph.rows[e.row]!
    if (!door.ties.some((t) => tiedThen(t.attribute, row))) return []
    const toDevice = e.to === 'device'
    const [x0, x1] = [at.door + 27, toDevice ? at.laptop : at.identity]
    const y = toDevice || row.devices.length === 0 ? row.y : row.y + 9
    const bend = (x1 - x0) * 0.45
    return [
      {
        key: `${e.door} ${e.row}`,
        d: `M${x0} ${door.y}C${x0 + bend} ${door.y} ${x1 - bend} ${y} ${x1} ${y}`,
        width: lineWidth(e.tie.weight),
        lit: door.ties.some((t) => t.attribute === selected),
        bridge: graph.cut?.through === door.ref,
      },
    ]
  })
  // Double lines that leave one door open into each other: all outer ones lie under all inner ones.
  const layers = lines.some((l) => l.bridge) ? (['under', 'over'] as const) : (['under'] as const)
  return layers.map((layer) =>
    lines
      .filter((l) => layer === 'under' || l.bridge)
      .map(({ key, ...line }) => <LinkLine key={`${key} ${layer}`} {...line} layer={layer} />),
  )
}

function RowView({
  row,
  at,
  graph,
  known,
  then,
  unfold,
}: CanvasProps & { row: Row; at: Columns; then: boolean }) {
  const navigate = useNavigate()
  // Pay and hands as they were known then, where they were.
  const member = known?.members.find((m) => m.subject === row.members[0]!.subject) ?? row.members[0]!
  if (row.folds)
    return (
      <g opacity={then ? 1 : 0.35}>
        <FoldedRow row={row} at={at} press={() => unfold(row.folds)} />
      </g>
    )
  const pill = graph.rows.find((r) => r.members[0]!.subject === member.subject)!
  const measured = handsOf(member) !== undefined
  return (
    <g opacity={then ? 1 : 0.35}>
      {row.devices[0] && (
        <>
          <path
            d={`M${at.laptop + at.laptopWide} ${row.y}L${at.identity} ${pill.y}`}
            stroke="var(--neutral-fill)"
            strokeWidth="1.2"
            strokeDasharray={measured ? undefined : '3 3'}
          />
          <LaptopPill device={row.devices[0]} more={row.more} at={at} y={row.y} />
        </>
      )}
      {row.first && (
        <>
          <Press
            link
            says={`${member.item.pseudonym}: ${
              handsOf(member) ? `hands measured, ${handsOf(member)}` : 'hands not measured'
            }, ${member.item.case ?? 'no case'}${then ? '' : ', not known yet on the day shown'}`}
            press={() => void navigate(pageOf(member.item))}
          >
            <IdentityPill member={member} at={at} y={row.y} />
          </Press>
          <text x={at.pay} y={row.y + 4} fontSize="13" textAnchor="end" fill="var(--ink-2)">
            {member.pay ? money(member.pay) : <tspan fill="var(--ink-3)">not known</tspan>}
          </text>
        </>
      )}
    </g>
  )
}

/** What laptops or identities share among themselves. */
function ArcView({
  arc,
  rows,
  at,
  selected,
  select,
  graph,
}: CanvasProps & { arc: Arc; rows: Row[]; at: Columns }) {
  const { tie } = arc
  const lit = selected === tie.attribute
  const bridge = tie.leaves !== undefined
  const ys = rows.map((r) => r.y)
  const says = `${attributeName(tie.attribute, tie.shown)} on ${plural(rows.length, arc.side === 'device' ? 'laptop' : 'identity', arc.side === 'device' ? 'laptops' : 'identities')}, weight ${signed(tie.weight)}${bridge ? ', a bridge' : ''}`
  const press = { says, pressed: lit, press: () => select(tie.attribute) }
  if (arc.side === 'device') {
    const paths = ys.slice(1).map((y, i) => {
      const out = 34 + arc.lane * 18 + Math.min(70, (y - ys[i]!) * 0.14)
      return `M${at.laptop} ${ys[i]}C${at.laptop - out} ${ys[i]} ${at.laptop - out} ${y} ${at.laptop} ${y}`
    })
    return (
      <Press {...press}>
        {paths.map((d) => (
          <g key={d}>
            <LinkLine d={d} width={lineWidth(tie.weight)} bridge={bridge} lit={lit} />
            <path d={d} fill="none" stroke="transparent" strokeWidth="14" />
          </g>
        ))}
        {lit &&
          rows.map((r) => (
            <rect
              key={r.key}
              {...{ x: at.laptop, y: r.y - 14, width: at.laptopWide, height: 28, rx: 6, fill: 'none' }}
              stroke="var(--accent)"
              strokeWidth="2"
            />
          ))}
      </Press>
    )
  }
  const x = at.identity + at.identityWide
  const glyphX = x + 26 + arc.lane * 26
  const middle = (ys[0]! + ys.at(-1)!) / 2
  // Its words stand where no row is.
  const between = graph.rows.every((r) => Math.abs(r.y - middle) > 12)
  const alone = graph.arcs.filter((a) => a.side === 'identity').length < 4
  return (
    <Press {...press}>
      {ys.map((y) => {
        const end = middle + Math.sign(y - middle) * 9
        const d = `M${x} ${y}C${x + 16} ${y} ${glyphX} ${y} ${glyphX} ${end}`
        return <LinkLine key={y} d={d} width={lineWidth(tie.weight)} bridge={bridge} lit={lit} />
      })}
      <rect {...{ x: glyphX - 12, y: middle - 10, width: 24, height: 20, rx: 5 }} fill="var(--canvas)" />
      <Glyph
        of={tie.attribute.slice(0, tie.attribute.indexOf(':'))}
        {...{ x: glyphX, y: middle, tone: lit ? 'var(--accent)' : 'var(--ink-2)' }}
      />
      {alone && (
        <text
          className="halo"
          {...(between
            ? { x: glyphX + 16, y: middle + 4 }
            : { x: glyphX, y: middle + 25, textAnchor: 'middle' })}
          fontSize="11"
          fill={lit ? 'var(--accent)' : 'var(--ink-2)'}
        >
          one {nounOf(tie.attribute)}
        </text>
      )}
    </Press>
  )
}

/** The dotted cut that says what would remain without the bridge. */
function CutView({ graph, at, width, selected, select }: CanvasProps & { at: Columns; width: number }) {
  const { cut } = graph
  if (!cut) return null
  const door = graph.doors.find((d) => d.ref === cut.through)
  if (!door && cut.ys.length === 0) return null
  const wide = cut.says.length * 6.5 + 28
  const lit = selected === cut.tie.attribute
  const x = door ? at.door + 27 + (at.laptop - at.door - 27) * 0.52 : at.laptop + at.laptopWide / 2
  const y = cut.ys[0]!
  const most = door ? at.laptop - 8 - wide : width - wide
  const left = Math.max(0, Math.min(x - wide / 2, most))
  return (
    <>
      {door ? (
        <path d={`M${x} 4V${y}`} className="farm-cut" />
      ) : (
        cut.ys
          .slice(0, 3)
          .map((line) => <path key={line} d={`M16 ${line}H${width - 8}`} className="farm-cut" />)
      )}
      <Press says={cut.says} pressed={lit} press={() => select(cut.tie.attribute)}>
        <rect
          {...{ x: left, y: y - 11, width: wide, height: 22, rx: 11 }}
          fill={lit ? 'var(--accent)' : 'var(--accent-tint)'}
          stroke="var(--accent)"
        />
        <text
          {...{ x: left + wide / 2, y: y + 4, fontSize: 12, fontWeight: 600, textAnchor: 'middle' }}
          fill={lit ? 'var(--on-accent)' : 'var(--accent)'}
        >
          {cut.says}
        </text>
      </Press>
    </>
  )
}
