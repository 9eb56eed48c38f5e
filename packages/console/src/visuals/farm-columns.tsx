import { useNavigate } from '@tanstack/react-router'
import { idOf, percent } from '../format.ts'
import { useWidth } from '../parts/pieces.tsx'
import type { FarmGraph } from './farm-graph.ts'
import { subjectWord } from './verdict-sentence.ts'

/** Door → laptop → identity. Width of a link is the weight of what is shared. */
export function FarmColumns(props: { graph: FarmGraph; selected?: string; select: (door: string) => void }) {
  const { graph, selected, select } = props
  const [ref, width] = useWidth(860)
  const navigate = useNavigate()
  const x = { door: 84, laptop: width * 0.38, identity: width * 0.68 }
  const wide = { laptop: 110, identity: Math.min(180, width * 0.28) }
  const top = 28
  return (
    <div ref={ref}>
      <svg width={width} height={graph.height + top + 8} aria-label="Door, laptop, identity">
        {(['Door, or what is shared', 'Laptop', 'Identity', 'Probability'] as const).map((name, i) => (
          <text
            key={name}
            x={[x.door, x.laptop + wide.laptop / 2, x.identity + wide.identity / 2, width - 8][i]}
            y={14}
            fontSize="12"
            fill="var(--ink-2)"
            textAnchor={i === 3 ? 'end' : 'middle'}
          >
            {name}
          </text>
        ))}
        <g transform={`translate(0 ${top})`}>
          {graph.edges.map((e) => {
            const door = graph.doors.find((d) => d.ref === e.door)!
            const row = graph.rows[e.row]!
            const [x0, x1] = [x.door + 26, e.to === 'device' ? x.laptop : x.identity]
            const bend = (x1 - x0) * 0.45
            const lit = selected === e.door
            return (
              <path
                key={`${e.door} ${e.row}`}
                d={`M${x0} ${door.y}C${x0 + bend} ${door.y} ${x1 - bend} ${row.y} ${x1} ${row.y}`}
                fill="none"
                stroke={lit ? 'var(--accent)' : 'var(--neutral-fill)'}
                strokeOpacity={lit ? 1 : 0.7}
                strokeWidth={(lit ? 1.6 : 1) + Math.min(3, door.weight)}
              />
            )
          })}
          {graph.rows.map((row) => {
            const pill = graph.rows.find((r) => r.identity.subject === row.identity.subject)!
            return (
              <g key={`${row.identity.subject} ${row.device}`}>
                {row.device && (
                  <>
                    <path
                      d={`M${x.laptop + wide.laptop} ${row.y}L${x.identity} ${pill.y}`}
                      stroke="var(--neutral-fill)"
                      strokeDasharray={row.identity.legs.some((l) => l.leg === 'hands') ? undefined : '3 3'}
                    />
                    <rect
                      x={x.laptop}
                      y={row.y - 14}
                      width={wide.laptop}
                      height={28}
                      rx={6}
                      fill="var(--surface)"
                      stroke="var(--line-2)"
                    />
                    <path
                      d={`M${x.laptop + 12} ${row.y - 6}h14v9h-14zM${x.laptop + 9} ${row.y + 6}h20`}
                      fill="none"
                      stroke="var(--ink-2)"
                      strokeWidth="1.3"
                    />
                    <text x={x.laptop + 37} y={row.y + 4} fontSize="12" fill="var(--ink)">
                      {idOf(row.device).slice(0, 11)}
                    </text>
                  </>
                )}
                {row.first && (
                  <Identity
                    row={row}
                    x={x.identity}
                    wide={wide.identity}
                    width={width}
                    open={() => void navigate({ to: '/cases/$id', params: { id: row.identity.case ?? '' } })}
                  />
                )}
              </g>
            )
          })}
          {graph.doors.map((door, i) => (
            // biome-ignore lint/a11y/useSemanticElements: a drawing's node can't be a button element.
            <g
              key={door.ref}
              className="tie"
              role="button"
              tabIndex={0}
              aria-pressed={selected === door.ref}
              aria-label={`${subjectWord(door.ref)} shared by ${door.identities.length}`}
              onClick={() => select(door.ref)}
              onKeyDown={(e) => {
                if (e.key !== 'Enter' && e.key !== ' ') return
                e.preventDefault()
                select(door.ref)
              }}
            >
              <circle
                cx={x.door}
                cy={door.y}
                r={24}
                fill="var(--surface)"
                stroke={selected === door.ref ? 'var(--accent)' : 'var(--ink)'}
                strokeWidth={selected === door.ref ? 2.5 : 1.6}
              />
              <Glyph type={door.ref.slice(0, door.ref.indexOf(':'))} x={x.door} y={door.y} />
              <text
                x={x.door}
                y={door.y + 38}
                fontSize="12"
                fontWeight="600"
                textAnchor="middle"
                fill="var(--ink)"
              >
                {`${subjectWord(door.ref)}${twins(graph, i)}`}
              </text>
              <text x={x.door} y={door.y + 52} fontSize="11" textAnchor="middle" fill="var(--ink-2)">
                {door.identities.length} of {countIdentities(graph)}
                {door.refs.length > 1 && `, seen ${door.refs.length} ways`}
              </text>
            </g>
          ))}
        </g>
      </svg>
      <p className="row wrap small dim" style={{ gap: 18, marginTop: 8 }}>
        <span>
          <span className="accuses">●</span> hands measured, not local
        </span>
        <span>◌ hands not measured</span>
        <span>thicker: weighs more</span>
        <span>dashed: nobody measured the hands on it</span>
      </p>
    </div>
  )
}

/** Numbers doors of one kind when there are several. */
function twins(graph: FarmGraph, i: number): string {
  const type = (ref: string) => ref.slice(0, ref.indexOf(':'))
  const same = graph.doors.filter((d) => type(d.ref) === type(graph.doors[i]!.ref))
  return same.length > 1 ? ` ${same.indexOf(graph.doors[i]!) + 1}` : ''
}

function countIdentities(graph: FarmGraph): number {
  return new Set(graph.rows.map((r) => r.identity.subject)).size
}

function Identity(props: {
  row: FarmGraph['rows'][number]
  x: number
  wide: number
  width: number
  open: () => void
}) {
  const { row, x, wide, width, open } = props
  const hands = row.identity.legs.find((l) => l.leg === 'hands')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing's node can't be an anchor with a router's navigation.
    <g
      className="tie"
      role="link"
      tabIndex={0}
      aria-label={`${row.identity.pseudonym}, ${row.identity.case}`}
      onClick={open}
      onKeyDown={(e) => e.key === 'Enter' && open()}
    >
      <rect
        x={x}
        y={row.y - 15}
        width={wide}
        height={30}
        rx={15}
        fill="var(--surface)"
        stroke="var(--line-2)"
        strokeDasharray={hands ? undefined : '3 2'}
      />
      {hands ? (
        <circle
          cx={x + 17}
          cy={row.y}
          r={5.5}
          style={{
            fill:
              hands.reads === 'contradicts'
                ? 'var(--accuse-fill)'
                : hands.reads === 'clears'
                  ? 'var(--clear-fill)'
                  : 'var(--ink)',
          }}
        />
      ) : (
        <circle
          cx={x + 17}
          cy={row.y}
          r={5}
          fill="none"
          stroke="var(--ink-3)"
          strokeDasharray="2.4 2"
          strokeWidth="1.4"
        />
      )}
      <text x={x + 30} y={row.y + 4} fontSize="13" fontWeight="550" fill="var(--ink)">
        {row.identity.pseudonym}
      </text>
      <text x={width - 8} y={row.y + 4} fontSize="13" textAnchor="end" fill="var(--ink-2)">
        {percent(row.identity.score.probability)}
      </text>
    </g>
  )
}

/** What the door is: a router, a monitor, an account, a contact. */
function Glyph({ type, x, y }: { type: string; x: number; y: number }) {
  const paths: Record<string, string> = {
    network: 'M-9 3h18v6h-18zM-6 6h.1M-3 6h.1M5 3v-5M2 -5a4.2 4.2 0 0 1 6 0M0 -8a7 7 0 0 1 10 0',
    display: 'M-10 -8h20v13h-20zM-4 9h8M0 5v4',
    account: 'M-10 -7h20v14h-20zM-10 -2h20M-6 3h5',
    phone: 'M-5 -10h10v20h-10zM-1 7h2',
    email: 'M-10 -7h20v14h-20zM-10 -7l10 8 10-8',
    address: 'M-6 10v-20h12v20zM-9 10h18M3 0h.1',
    resume: 'M-7 -10h9l5 5v15h-14zM-3 -1h6M-3 3h6M-3 7h4',
    authenticator: 'M-3 -3a5 5 0 1 1 0 6zM2 0h9M8 0v4',
  }
  return (
    <path
      d={paths[type] ?? paths.address}
      transform={`translate(${x} ${y})`}
      fill="none"
      stroke="var(--ink)"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  )
}
