import { caps, type Scheme, type Score, type SubjectRef, tiers } from '@telltale/core'

/** A sentence with one part set bold: what the evidence points to. */
export interface VerdictSentence {
  before: string
  strong: string
  after: string
}

const pointsTo: Record<Scheme, VerdictSentence> = {
  'hands-elsewhere': {
    before: 'The hands that do this work are ',
    strong: 'not at the device',
    after: '. Points to misrepresentation of location.',
  },
  'device-elsewhere': {
    before: 'The device is ',
    strong: 'not where it is said to be',
    after: '. Points to misrepresentation of location.',
  },
  'identity-stolen': {
    before: 'This identity ',
    strong: 'seems to belong to somebody else',
    after: '. Points to misrepresentation of identity.',
  },
  'identity-invented': {
    before: 'Parts of this identity ',
    strong: 'do not hold together',
    after: '. Points to misrepresentation of identity.',
  },
  'job-shared': {
    before: 'This job ',
    strong: 'seems to be done by more than one person',
    after: '. Points to misrepresentation of identity.',
  },
}

const doesNotFit: Record<Scheme, VerdictSentence> = {
  'hands-elsewhere': { before: 'Where the hands are ', strong: 'does not fit yet', after: '.' },
  'device-elsewhere': { before: 'Where the device is ', strong: 'does not fit yet', after: '.' },
  'identity-stolen': { before: 'Whose identity this is ', strong: 'does not fit yet', after: '.' },
  'identity-invented': { before: 'Parts of this identity ', strong: 'do not fit yet', after: '.' },
  'job-shared': { before: 'Who does this job ', strong: 'does not fit yet', after: '.' },
}

/** The plain-language verdict: firm for a case, open for a listed subject, below both, what was measured. */
export function verdictSentence(scheme: Scheme, score: Score, isCase: boolean): VerdictSentence {
  if (isCase) return pointsTo[scheme]
  if (score.listed) {
    const { before, strong, after } = doesNotFit[scheme]
    return { before, strong, after: `${after} One check may settle it; this is not a case.` }
  }
  if (score.schemes.every((s) => s.parts.length === 0))
    return {
      before: 'Nothing ',
      strong: 'could be judged yet',
      after: '. What was not measured counts neither way.',
    }
  return {
    before: 'What was measured ',
    strong: 'does not add up to a listing',
    after: '. What was not measured counts neither way.',
  }
}

/** Why it is a case, or why it is none: the rule with this subject's numbers. */
export function tierSentence(score: Score): string {
  const best = score.schemes.find((s) => s.scheme === score.scheme)!
  const agreeing = best.parts.filter((p) => p.towardsCase >= tiers.familyCounts)
  const names = agreeing.map((p) => caps[p.family].title.toLowerCase())
  if (score.opens)
    return `A case, because ${number(agreeing.length)} kinds of evidence agree (${listed(names)}) and together pass 10⁴.`
  if (agreeing.length < tiers.families)
    return agreeing.length === 0
      ? 'No case: no kind of evidence accuses by enough to count.'
      : `No case: only one kind of evidence accuses (${names[0]}), and a case needs two.`
  return `No case: what counts towards one is 10^${best.towardsCase.toFixed(1)}, and a case needs 10⁴.`
}

function number(n: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][n] ?? String(n)
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** What a subject is called in a sentence. */
export function subjectWord(ref: SubjectRef): string {
  const words: Record<string, string> = {
    application: 'Application',
    person: 'Worker',
    device: 'Device',
    phone: 'Phone number',
    email: 'E-mail',
    address: 'Address',
    account: 'Pay account',
    network: 'Router',
    display: 'Monitor',
    authenticator: 'Authenticator',
    resume: 'Résumé in common',
  }
  return words[ref.slice(0, ref.indexOf(':'))] ?? 'Subject'
}
