import type { Screening, WriteBack } from '@telltale/core'

/** Applicant systems that can be told the outcome. */
export const writeBackSystems = ['greenhouse', 'lever', 'ashby'] as const

const words = { proceed: 'proceed', verify: 'verify', hold: 'hold for two people' } as const
const mostReasons = 5

/**
 * The request that tells an applicant system an outcome: a note in a recruiter's words. It rejects nobody, moves
 * nobody to another stage, and says nothing of another applicant. Who sends it is the company's choice.
 * Greenhouse Harvest "Add Note", Lever "Create a note", Ashby "candidate.createNote".
 */
export function writeBack(
  system: (typeof writeBackSystems)[number],
  screening: Screening,
  candidate: string | undefined,
): WriteBack {
  const note = noteOf(screening)
  const id = candidate ?? screening.application.slice('application:'.length)
  if (system === 'greenhouse')
    return {
      system,
      method: 'POST',
      path: `/v1/candidates/${encodeURIComponent(id)}/activity_feed/notes`,
      body: { body: note, visibility: 'private' },
    }
  if (system === 'lever')
    return {
      system,
      method: 'POST',
      path: `/v1/opportunities/${encodeURIComponent(id)}/notes`,
      body: { value: note },
    }
  return {
    system,
    method: 'POST',
    path: '/candidate.createNote',
    body: { candidateId: id, note: { type: 'text/plain', value: note } },
  }
}

function noteOf({ outcome, doesNotFit, offered }: Screening): string {
  const lines = [`Screening: ${words[outcome]}.`]
  if (doesNotFit.length > 0 && outcome !== 'proceed') {
    lines.push('Does not fit yet:')
    for (const { says } of doesNotFit.slice(0, mostReasons)) lines.push(`- ${says}`)
  }
  if (offered.length > 0) {
    lines.push('What would settle it:')
    for (const { title, minutes } of offered) lines.push(`- ${title} (${minutes} min)`)
  }
  lines.push('Moving on is always yours. Rejecting for this reason takes two people.')
  return lines.join('\n')
}
