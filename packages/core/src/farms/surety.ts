import { farmModel } from '../caps.ts'
import { type AttributeType, type SubjectRef, typeOf } from '../observations/kind.ts'
import { day } from '../plan.ts'
import { causeOf, type Tie } from './ties.ts'
import type { FarmSurety } from './types.ts'

/** By kind of cause: what each member's strongest tie weighs within its type's cap, in thousandths, and which it is. */
function strongest(members: readonly SubjectRef[], ties: readonly Tie[]) {
  const all = new Set(members)
  const kinds = new Map<string, { of: Map<SubjectRef, { milli: number; tie: Tie }>; capped: boolean }>()
  for (const tie of ties) {
    const cap = (farmModel.caps[typeOf(tie.attribute) as AttributeType] ?? farmModel.otherwise) * 1000
    const name = causeOf(tie.attribute)
    for (const bond of tie.bonds) {
      const here = bond.members.filter((m) => all.has(m))
      if (here.length < 2) continue
      const kind = kinds.get(name) ?? { of: new Map(), capped: false }
      kinds.set(name, kind)
      kind.capped ||= bond.milli > cap
      const milli = Math.min(cap, bond.milli)
      for (const m of here) if (milli > (kind.of.get(m)?.milli ?? 0)) kind.of.set(m, { milli, tie })
    }
  }
  return kinds
}

function lasts(tie: Tie): boolean {
  return (
    typeOf(tie.attribute) === 'network' &&
    tie.evidence.some((e) => e.to - e.from > farmModel.lasting.days * day)
  )
}

/** The ties that the probability of these members stands on: without any other one it stays what it is. */
export function carrying(members: readonly SubjectRef[], ties: readonly Tie[]): Set<Tie> {
  const out = new Set(ties.filter(lasts))
  for (const { of } of strongest(members, ties).values()) for (const { tie } of of.values()) out.add(tie)
  return out
}

/**
 * How sure it is that these members are one operation, from links alone: log10 odds of `farmModel.prior`, and for each
 * kind of cause (see `causeOf`) the mean over the members of each one's strongest tie, within its type's cap.
 * Everything is assumed until dispositions calibrate it.
 */
export function sureOf(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
): Pick<FarmSurety, 'probability' | 'prior' | 'parts'> {
  const parts = [...strongest(members, ties)]
    .map(([type, { of, capped }]) => {
      const sum = [...of.values()].reduce((n, { milli }) => n + milli, 0)
      return { type, weight: Math.round(sum / members.length) / 1000, capped }
    })
    .sort((a, b) => b.weight - a.weight || (a.type < b.type ? -1 : 1))
  const all = new Set(members)
  if (ties.some((t) => lasts(t) && t.members.filter((m) => all.has(m)).length > 1))
    parts.push({ type: 'time', weight: farmModel.lasting.weight, capped: false })
  const odds = 10 ** (farmModel.prior + parts.reduce((sum, p) => sum + p.weight, 0))
  return { probability: odds / (1 + odds), prior: farmModel.prior, parts }
}
