import { useNavigate, useSearch } from '@tanstack/react-router'
import { type CheckId, type ClaimTested, checks, type Outcome, type Scheme, schemes } from '@telltale/core'
import { outcomes } from './applicants/words.ts'
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
}

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
        for (const key of Object.keys(merged) as (keyof Search)[]) if (!merged[key]) delete merged[key]
        return merged
      },
      replace: true,
      resetScroll: false,
    })
  return [search, change]
}
