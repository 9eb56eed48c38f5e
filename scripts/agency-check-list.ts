import { checks } from '../packages/core/src/index.ts'

/** The page that goes to every agency, word for word the same: its questions are those of the catalogue of checks. */
export function agencyCheckList(banner: string): string {
  const { asks, minutes } = checks['ask-agency']
  const questions = asks.map((ask, i) => `| ${i + 1} | ${ask} | |`)
  return `${banner}# Check list for agencies

We send this list to every agency that submits candidates to us, for every candidate, in these words. It takes about ${minutes} minutes. It is no sign of doubt about anybody, and an answer of “we don’t know” is a fine answer: it is recorded as no answer, and counts neither for nor against the candidate.

| | question | your answer |
|---|---|---|
${questions.join('\n')}

## What we do with the answers

- A person reads them beside the application. No answer decides anything by itself; a decision against a candidate takes two people here.
- “Yours” and “theirs” matter to us because an agency’s own telephone number or mailbox stands on many candidates, and we do not want to hold that against any of them.
- Submitting the same person again, or through two agencies, is ordinary. Please keep your own number of a candidate for that one person, and where you give a new number, name the old one in the column *Supersedes*.
- If you replace a candidate by another person, please say so and give a new number: the new candidate is then looked at from the start.

## What we do not ask, and ask you not to send

Nationality, origin, first language, age, photographs, identity documents, or anything about a candidate’s family. Identity is checked by us, after an offer, for everybody hired into the role.

## A roster that we can read

CSV with the columns *Agency, Agency Candidate ID, Supersedes, Candidate, Email, Phone, Requisition ID, Submitted On, Recruiter*, and *Application ID* where you have ours.
`
}
