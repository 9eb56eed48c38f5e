import { plural } from '../format.ts'
import type { CanvasProps } from './canvas-props.ts'
import type { DoorNode } from './graph.ts'
import { keeperHeight } from './graph.ts'
import { Glyph, Press } from './marks.tsx'
import { daysInWords, nounOf } from './words.ts'

/** A door with what is counted behind it, and its keeper above. */
export function DoorView(props: CanvasProps & { door: DoorNode; x: number; then: boolean }) {
  const { farm, door, x, then, selected, select, graph, unfold, expand } = props
  const tie = door.ties[0]!
  const lit = door.ties.some((t) => t.attribute === selected)
  const kinds = [...new Set(door.ties.map((t) => nounOf(t.attribute)))].join(', ')
  const from = Math.min(...door.ties.map((t) => t.from))
  const to = Math.max(...door.ties.map((t) => t.to))
  const unfolded = graph.folded && !graph.rows.some((r) => r.folds === door.ref) && door.members.length > 1
  return (
    <g opacity={then ? 1 : 0.35}>
      {door.keeper && farm.keeper && <Keeper says={farm.keeper.says} x={x} y={door.y} />}
      <Press
        says={`Door ${door.number}: ${kinds}, ${door.members.length} of ${farm.members.length}`}
        pressed={lit}
        press={() => select(tie.attribute)}
      >
        <circle
          {...{ cx: x, cy: door.y, r: 26, fill: 'var(--surface)' }}
          stroke={lit ? 'var(--accent)' : 'var(--ink)'}
          strokeWidth={lit ? 2.5 : 1.6}
        />
        <Glyph of="door" x={x} y={door.y} />
        <text
          className="halo"
          x={x}
          y={door.y + 42}
          fontSize="13"
          fontWeight="600"
          textAnchor="middle"
          fill="var(--ink)"
        >
          Door {door.number}
        </text>
        <text className="halo" x={x} y={door.y + 57} fontSize="11" textAnchor="middle" fill="var(--ink-2)">
          {kinds}
        </text>
        <text className="halo" x={x} y={door.y + 71} fontSize="11" textAnchor="middle" fill="var(--ink-2)">
          {door.members.length} of {farm.members.length}, {daysInWords(from, to)}
        </text>
      </Press>
      {door.inside > 0 && (
        <Press
          says={`Draw what the laptops of door ${door.number} share among themselves: ${door.inside}`}
          expanded={false}
          press={expand}
        >
          <text x={x} y={door.y + 86} fontSize="11" textAnchor="middle" fill="var(--accent)">
            and {plural(door.inside, 'more share')} behind it
          </text>
        </Press>
      )}
      {unfolded && (
        <Press says={`Fold door ${door.number}`} expanded press={() => unfold(undefined)}>
          <text x={x} y={door.y + 100} fontSize="11" textAnchor="middle" fill="var(--accent)">
            fold
          </text>
        </Press>
      )}
    </g>
  )
}

/** Above the door that is tended. What it did, never a name. */
function Keeper({ says, x, y: door }: { says: string; x: number; y: number }) {
  const y = door - keeperHeight - 12
  return (
    <g>
      <path d={`M${x} ${y + 22}V${door - 26}`} stroke="var(--neutral-fill)" strokeWidth="2" />
      <rect
        {...{ x: x - 22, y: y - 22, width: 44, height: 44, rx: 10 }}
        fill="var(--surface)"
        stroke="var(--ink)"
        strokeWidth="1.6"
      />
      <Glyph of="person" x={x} y={y} />
      <text className="halo" x={x + 32} y={y - 3} fontSize="13" fontWeight="600" fill="var(--ink)">
        Keeper
      </text>
      <text className="halo" x={x + 32} y={y + 13} fontSize="11" fill="var(--ink-2)">
        {says}
      </text>
    </g>
  )
}
