import { defineAccumulator } from '../types.ts'

/** How much of a device's input came from where: counts of keys and moves. */
export interface ProvenanceState {
  keys: number
  injectedKeys: number
  moves: number
  injectedMoves: number
  absoluteMoves: number
  /** Keys and moves of devices that exist only in software. */
  virtual: number
  /** Batches that say anything of it at all. */
  told: number
}

const none: ProvenanceState = {
  keys: 0,
  injectedKeys: 0,
  moves: 0,
  injectedMoves: 0,
  absoluteMoves: 0,
  virtual: 0,
  told: 0,
}

/** Counts what the operating system says of where input came from (evdev, XInput2, the LLMHF_INJECTED flag of Windows). */
export const provenance = defineAccumulator({
  id: 'signals/provenance',
  version: 1,
  reads: ['keys', 'pointer'],
  empty: none,
  add(state, batch) {
    const next = { ...state }
    for (const { kind, data } of batch)
      if (kind === 'keys') {
        const { press, injected, bus, source } = data as {
          press: number[]
          injected?: number[]
          bus?: string
          source?: string
        }
        if (source === 'browser') continue
        next.keys += press.length
        if (injected) for (let i = 0; i < injected.length; i++) if (injected[i] === 1) next.injectedKeys++
        if (bus === 'virtual') next.virtual += press.length
        if (injected || bus) next.told++
      } else {
        const { t, injected, absolute, bus, source } = data as {
          t: number[]
          injected?: boolean
          absolute?: boolean
          bus?: string
          source?: string
        }
        if (source === 'browser') continue
        next.moves += t.length
        if (injected) next.injectedMoves += t.length
        if (absolute) next.absoluteMoves += t.length
        if (bus === 'virtual') next.virtual += t.length
        if (injected !== undefined || absolute !== undefined || bus) next.told++
      }
    return next
  },
  merge(a, b) {
    const merged = { ...a }
    for (const name of Object.keys(none) as (keyof ProvenanceState)[]) merged[name] = a[name] + b[name]
    return merged
  },
})
