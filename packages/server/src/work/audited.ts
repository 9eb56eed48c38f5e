import type { Act, Deed, WorkState } from '@telltale/core'
import type { AuditDid } from '../audit/audit.ts'
import type { Dated } from '../audit/chain.ts'

const decisions: readonly Deed['is'][] = ['viewed', 'view-withdrawn', 'appealed', 'reopened']

/** What the audit log says of an act: the deed, with its reason. Texts that people wrote stay in the case. */
export function auditOf(s: WorkState, act: Act): Dated[] {
  const did: AuditDid = `${decisions.includes(act.is) ? 'decision' : 'case'}.${act.is}`
  const entry = { at: act.at, by: act.by, about: s.subject }
  const details = {
    act: act.id,
    case: act.case,
    ...toldOf(act),
    ...(act.because && { because: act.because }),
  }
  const made = s.decisions.at(-1)
  if (made?.act !== act.id) return [{ ...entry, did, details }]
  const { conclusion, seats, ground } = made
  return [
    { ...entry, did, details },
    {
      ...{ ...entry, by: 'telltale', did: 'decision.made' },
      details: { case: s.id, act: act.id, conclusion, seats, ...(ground && { ground }) },
    },
  ]
}

/** The members of a deed that are short and fixed; free text is left out. */
function toldOf(act: Act): Record<string, unknown> {
  const { id: _i, case: _c, at: _a, by: _b, person: _p, role, because: _w, is: _s, ...deed } = act
  const { text: _t, note: _n, ...told } = deed as Record<string, unknown>
  return { ...(role && { role }), ...told }
}
