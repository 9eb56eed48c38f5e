import type { FarmView, SubjectRef } from '@telltale/core'
import type { FarmGraph } from './graph.ts'

/** What every part of the drawing knows. */
export interface CanvasProps {
  farm: FarmView
  graph: FarmGraph
  /** What of it was known on the day that is shown; all of it when absent. */
  known?: FarmView
  selected?: SubjectRef
  select: (attribute: SubjectRef) => void
  unfold: (door: SubjectRef | undefined) => void
  expand: () => void
  /** The height to fit into, CSS pixels. */
  fit?: number
}
