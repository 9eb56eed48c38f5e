import { hash } from 'node:crypto'
import { type Act, canonical, type Deed, type WorkState } from '@telltale/core'
import type { AuditDid } from '../audit/audit.ts'
import type { Dated } from '../audit/chain.ts'

const decisions: readonly Deed['is'][] = ['viewed', 'view-withdrawn', 'appealed', 'reopened']

/**
 * What the audit log says of an act: the deed, with its reason. Texts that people wrote stay in the case. Of a view only
 * that it was recorded, with a digest of it, since whoever reads the log may still have to sit without knowing it: the
 * entry of the decision tells what each of them concluded.
 */
export function auditOf(s: WorkState, act: Act): Dated[] {
  const did: AuditDid = `${decisions.includes(act.is) ? 'decision' : 'case'}.${act.is}`
  const entry = { at: act.at, by: act.by, about: s.subject }
  const told =
    act.is === 'viewed'
      ? { sha256: hash('sha256', canonical(act), 'hex') }
      : { ...toldOf(act), ...(act.because && { because: act.because }) }
  const done: Dated = { ...entry, did, details: { act: act.id, case: act.case, ...told } }
  const made = s.decisions.at(-1)
  if (made?.act !== act.id) return [done]
  const { conclusion, ground, round } = made
  const views = s.views
    .filter((v) => v.round === round)
    .map((v) => ({
      ...{ act: v.act, by: v.by, conclusion: v.conclusion, because: v.because },
      ...(v.lapsed && { lapsed: v.lapsed }),
    }))
  const details = { case: s.id, act: act.id, conclusion, ...(ground && { ground }), views }
  return [done, { ...entry, by: 'telltale', did: 'decision.made', details }]
}

/** The members of a deed that are short and fixed; free text is left out. */
function toldOf(act: Act): Record<string, unknown> {
  const { id: _i, case: _c, at: _a, by: _b, person: _p, role, because: _w, is: _s, ...deed } = act
  const { text: _t, note: _n, ...told } = deed as Record<string, unknown>
  return { ...(role && { role }), ...told }
}
