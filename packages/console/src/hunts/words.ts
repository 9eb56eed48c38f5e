import type { HuntedSubject, HuntLevel, HuntMeasured } from '@telltale/core'
import { count } from '../format.ts'

const levels: Record<HuntLevel, string> = {
  nothing: 'nothing',
  evidence: 'evidence only',
  verify: 'verify',
  listed: 'listed',
  case: 'a case',
}

export function levelInWords(level: HuntLevel): string {
  return levels[level]
}

/** "listed → a case"; one word where nothing changes. */
export function changeInWords({ already, wouldBe }: Pick<HuntedSubject, 'already' | 'wouldBe'>): string {
  return already === wouldBe ? `stays ${levels[already]}` : `${levels[already]} → ${levels[wouldBe]}`
}

/** "2 of 40, 1–17 %"; where nobody was decided about, that, and never 0. */
export function measuredInWords({ of, raised, low, high }: HuntMeasured): string {
  if (of === 0) return 'not measured'
  return `${count(raised)} of ${count(of)}, ${share(low)}–${share(high)}\u00a0%`
}

/** A share as a whole percentage; small ones with a digit. */
function share(p: number): string {
  const value = p * 100
  return value > 0 && value < 1 ? value.toFixed(1) : String(Math.round(value))
}

/** The change with its sign: +12, −3, none. */
export function difference(now: number, would: number): string {
  if (now === would) return 'none'
  return `${would > now ? '+' : '−'}${count(Math.abs(would - now))}`
}

/** 840 ms, 12 s, 2 min 5 s. */
export function took(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)}\u00a0s`
  return `${Math.floor(seconds / 60)}\u00a0min ${seconds % 60}\u00a0s`
}
