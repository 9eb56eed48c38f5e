import { claimOf, type Decided, type Evidence, holderOf, type Millis, score } from '@telltale/core'
import type { Undescribed } from '../store/coverage.ts'
import type { OversightParts } from './parts.ts'

const atOnce = 500

/**
 * Keeps of every decision what was known when it was made: which detectors had fired, since when, and what the claim card
 * said. From then on neither newer evidence nor the end of its retention changes what is counted of it. Decisions that were
 * made elsewhere come in as dispositions like our own.
 */
export async function describeNew(parts: OversightParts): Promise<void> {
  const { store, engine } = parts
  for (;;) {
    const found = await store.undescribed(atOnce)
    const concerned = found.map((d) => ({
      ...d,
      // Whoever was decided on as an applicant and works here now is one human.
      subject: holderOf(engine.directory, d.subject, Number.MAX_SAFE_INTEGER) ?? d.subject,
    }))
    const subjects = [...new Set(concerned.map((d) => d.subject))]
    const [standing, cases] = await Promise.all([store.standing(subjects), store.casesOf(subjects)])
    await store.describeDecided(
      concerned.map((d) => describe(parts, d, standing.get(d.subject) ?? [], cases.get(d.subject))),
    )
    if (found.length < atOnce) return
  }
}

function describe(
  { engine }: OversightParts,
  decided: Undescribed,
  standing: readonly Evidence[],
  opened: { id: string; openedAt: Millis } | undefined,
): Decided {
  // What was seen first after the decision did not lead to it.
  const known = standing.filter((e) => !e.shadow && e.from <= decided.at)
  const accusing = known.filter((e) => e.is === 'evidence').sort((a, b) => b.weight - a.weight)
  const claim = claimOf(engine.directory, decided.subject, decided.at)
  const stage = accusing[0]?.stage
  return {
    ...decided,
    ...(opened && { case: opened.id, openedAt: opened.openedAt }),
    ...(stage && { stage, scheme: score(known).scheme, firstSign: Math.min(...accusing.map((e) => e.from)) }),
    fired: [...new Set(accusing.map((e) => e.detector))].sort(),
    ...(claim?.pay && { pay: { ...claim.pay, ...(claim.end !== undefined && { end: claim.end }) } }),
  }
}
