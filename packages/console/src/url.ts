import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type CaseState,
  type CheckId,
  type ClaimTested,
  caseStates,
  checks,
  type Outcome,
  type Scheme,
  type Stage,
  schemes,
} from '@telltale/core'
import { outcomes } from './applicants/words.ts'
import { isDay } from './farms/days.ts'
import { cellOrder } from './visuals/claim-cells.ts'

/** What the address holds besides the page: filter, selection, scheme, lit cell, open observations. A copied link shows the same. */
export interface Search {
  q?: string
  sel?: string
  scheme?: Scheme
  cell?: ClaimTested
  /** The evidence whose observations are open beside the page. */
  rows?: string
  /** The check whose call sheet is open. */
  check?: CheckId
  /** Of applicants, those with this outcome. */
  outcome?: Outcome
  /** Totals by quarter; by week when absent. */
  by?: 'quarter'
  /** Of a farm: the day whose knowledge is shown (absent: the newest), 2026-11-17. */
  day?: string
  /** Of a farm: attributes whose links are not drawn. */
  hide?: string[]
  /** Of a farm: every laptop, the whole height in the window, no links that reach beyond it, the table. */
  show?: ('laptops' | 'fit' | 'own' | 'table')[]
  /** Of a folded farm: the door that is not. */
  open?: string
  /** What was said last on this page, so that it can be undone where it was said. */
  word?: string
  /** Of cases and the queue: whose. */
  owner?: string
  /** Of cases: in which state; of the queue: at which stage. */
  state?: CaseState | 'open'
  stage?: Stage
  /** Of a case: the day whose score is shown, 2026-11-17. */
  as?: string
  /** Of the audit log: whom entries are about, who did it, what was done. */
  about?: string
  who?: string
  did?: string
  /** Of trends: since which day, only where which detector fired; which cases are open beside them, of which days, where what fired. */
  since?: string
  detector?: string
  behind?: (typeof behinds)[number]
  first?: string
  until?: string
  fired?: string
}

const behinds = ['confirmed', 'cleared', 'open', 'overturned', 'decided'] as const
const stages: readonly Stage[] = ['application', 'onboarding', 'work']
const shows = ['laptops', 'fit', 'own', 'table'] as const

/** Reads an address that anybody may have typed: what is not understood is left out. */
export function readSearch(raw: Record<string, unknown>): Search {
  const out: Search = {}
  if (typeof raw.q === 'string' || typeof raw.q === 'number') out.q = String(raw.q)
  if (typeof raw.sel === 'string') out.sel = raw.sel
  if (schemes.includes(raw.scheme as Scheme)) out.scheme = raw.scheme as Scheme
  if (cellOrder.includes(raw.cell as ClaimTested)) out.cell = raw.cell as ClaimTested
  if (typeof raw.rows === 'string') out.rows = raw.rows
  if (Object.hasOwn(checks, String(raw.check))) out.check = raw.check as CheckId
  if (Object.hasOwn(outcomes, String(raw.outcome))) out.outcome = raw.outcome as Outcome
  if (raw.by === 'quarter') out.by = raw.by
  if (isDay(raw.day)) out.day = raw.day
  if (Array.isArray(raw.hide)) out.hide = raw.hide.filter((x) => typeof x === 'string')
  if (Array.isArray(raw.show)) out.show = shows.filter((x) => (raw.show as unknown[]).includes(x))
  if (typeof raw.open === 'string') out.open = raw.open
  if (typeof raw.word === 'string') out.word = raw.word
  if (typeof raw.owner === 'string') out.owner = raw.owner
  if (raw.state === 'open' || caseStates.includes(raw.state as CaseState)) out.state = raw.state as CaseState
  if (stages.includes(raw.stage as Stage)) out.stage = raw.stage as Stage
  if (isDay(raw.as)) out.as = raw.as
  for (const key of ['since', 'first', 'until'] as const) if (isDay(raw[key])) out[key] = raw[key]
  if (behinds.includes(raw.behind as never)) out.behind = raw.behind as (typeof behinds)[number]
  for (const key of ['about', 'who', 'did', 'detector', 'fired'] as const)
    if (typeof raw[key] === 'string') out[key] = raw[key]
  return out
}

export function useUrl(): [Search, (change: Search) => void] {
  const search = useSearch({ from: '__root__' })
  const navigate = useNavigate()
  const change = (next: Search) =>
    void navigate({
      to: '.',
      search: (was: Search) => {
        const merged = { ...was, ...next }
        for (const key of Object.keys(merged) as (keyof Search)[])
          if (!merged[key] || (Array.isArray(merged[key]) && merged[key].length === 0)) delete merged[key]
        return merged
      },
      replace: true,
      resetScroll: false,
    })
  return [search, change]
}
