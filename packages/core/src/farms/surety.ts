import { farmModel } from '../caps.ts'
import { type AttributeType, type SubjectRef, typeOf } from '../observations/kind.ts'
import { day } from '../plan.ts'
import { causeOf, type Tie } from './ties.ts'
import type { FarmSurety } from './types.ts'

/**
 * How sure it is that these members are one operation, from links alone: log10 odds of `farmModel.prior`, and for each
 * kind of cause (see `causeOf`) the mean over the members of each one's strongest tie, within its type's cap. Everything is assumed until dispositions calibrate it.
 */
export function sureOf(
  members: readonly SubjectRef[],
  ties: readonly Tie[],
): Pick<FarmSurety, 'probability' | 'prior' | 'parts'> {
  const all = new Set(members)
  const kinds = new Map<string, { of: Map<SubjectRef, number>; capped: boolean }>()
  for (const { attribute, bonds } of ties) {
    const type = typeOf(attribute) as AttributeType
    const cap = (farmModel.caps[type] ?? farmModel.otherwise) * 1000
    const name = causeOf(attribute)
    for (const bond of bonds) {
      const here = bond.members.filter((m) => all.has(m))
      if (here.length < 2) continue
      const kind = kinds.get(name) ?? { of: new Map<SubjectRef, number>(), capped: false }
      kinds.set(name, kind)
      kind.capped ||= bond.milli > cap
      for (const m of here) kind.of.set(m, Math.max(kind.of.get(m) ?? 0, Math.min(cap, bond.milli)))
    }
  }
  const parts = [...kinds]
    .map(([type, { of, capped }]) => {
      const sum = [...of.values()].reduce((a, b) => a + b, 0)
      return { type, weight: Math.round(sum / members.length) / 1000, capped }
    })
    .sort((a, b) => b.weight - a.weight || (a.type < b.type ? -1 : 1))
  const lasts = ties.some(
    (t) =>
      typeOf(t.attribute) === 'network' &&
      t.members.filter((m) => all.has(m)).length > 1 &&
      t.evidence.some((e) => e.to - e.from > farmModel.lasting.days * day),
  )
  if (lasts && parts.length > 0) parts.push({ type: 'time', weight: farmModel.lasting.weight, capped: false })
  const odds = 10 ** (farmModel.prior + parts.reduce((sum, p) => sum + p.weight, 0))
  return { probability: odds / (1 + odds), prior: farmModel.prior, parts }
}
