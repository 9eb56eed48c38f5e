import type { Directory } from './directory.ts'
import { judgeWindow } from './judge.ts'
import { type AttributeState, type LinksOut, rejudgeLinks } from './links.ts'
import { emptyOut } from './out.ts'
import { type FactLists, plan } from './plan.ts'
import type { Detector, Evidence } from './types.ts'
import { type Loaded, type WindowState, windowKey } from './windows.ts'
import { nothingSaid, type Said } from './words.ts'

/** One window or attribute, judged twice over. A side is absent where the detector abstains or has nothing to read. */
export interface Retried {
  now?: Evidence
  would?: Evidence
  /** The evidence that stands. Another one than `now` where other lists, holders or code judged it. */
  stands?: string
}

/**
 * A detector with other thresholds on stored states, beside the detector as it is. Raw data is not needed: what it
 * reads is in the states. Both sides are judged anew by the same lists and the same directory, so that whatever
 * differs between them is the thresholds' doing alone. Nothing that is given is changed.
 */
export interface Rejudge {
  /** The slot whose windows it reads; undefined for a link detector. */
  slot?: string
  /** Windows of `slot`, in order of subject and time; call after call, as they are read. */
  windows(directory: Directory, windows: readonly WindowState[]): Retried[]
  /** Attributes of the types that it links, heeding what people said of them. */
  attributes(states: readonly AttributeState[], words?: Said): Retried[]
  /** How often the detector threw. */
  faults(): number
}

/** Throws where a threshold is tried that the detector has not. */
export function rejudge(
  detector: Detector,
  thresholds: Readonly<Record<string, number>>,
  lists: Partial<FactLists> = {},
): Rejudge {
  for (const name of Object.keys(thresholds))
    if (!detector.thresholds || !Object.hasOwn(detector.thresholds, name))
      throw new Error(`${detector.id} has no threshold ${name}`)
  const now = plan([detector], lists)
  const would = plan([detector], lists, { [detector.id]: thresholds })
  let last: WindowState | undefined
  let faults = 0
  const retried = (
    state: { verdicts: Record<string, string> },
    judge: (by: typeof now) => Pick<LinksOut, 'evidence' | 'faults'>,
  ): Retried => {
    const standing = state.verdicts
    const anew = (by: typeof now) => {
      state.verdicts = {}
      const out = judge(by)
      faults += out.faults.length
      return out.evidence[0]
    }
    try {
      const [a, b] = [anew(now), anew(would)]
      const stood = standing[detector.id]
      const stands = stood?.startsWith('abstains: ') ? undefined : stood?.slice(2)
      return { ...(a && { now: a }), ...(b && { would: b }), ...(stands && { stands }) }
    } finally {
      state.verdicts = standing
    }
  }
  return {
    ...(now.slots[0] && { slot: now.slots[0].key }),
    windows(directory, windows) {
      const loaded: Loaded = { windows: new Map(), watermarks: new Map() }
      // The window before the first one may have been read by the call before.
      const before = last?.subject === windows[0]?.subject ? last : undefined
      for (const window of [...(before ? [before] : []), ...windows])
        loaded.windows.set(windowKey(window), window)
      last = windows.at(-1) ?? last
      return windows.map((window) =>
        retried(window, (by) => {
          const out = emptyOut()
          judgeWindow(by, directory, loaded, window, out)
          return out
        }),
      )
    },
    attributes: (states, words = nothingSaid) =>
      states.map((state) => retried(state, (by) => rejudgeLinks(by, [state], words))),
    faults: () => faults,
  }
}
