import type { Millis } from '../observations/kind.ts'
import { afterWorkingDays } from './playbooks.ts'
import { writtenDay } from './written-day.ts'

/** What a draft can be filled in with. Names are not among it: whoever sends it writes them in. */
export interface DraftFacts {
  case: string
  company: string
  /** Such as person:W-17. */
  subject: string
  decidedAt: Millis
  /** First day of work as claimed. */
  start?: Millis
  role?: string
  employer?: string
  pay?: { yearly: number; currency: string }
  /** When the item was ticked: the clock runs from then. */
  since?: Millis
}

/** Texts to begin from, by the item of a playbook that they belong to. Counsel or a people partner finishes them. */
export const drafts: Record<string, (facts: DraftFacts) => string> = {
  'block-pay': (f) => `DRAFT, counsel to complete: report of blocked property

Case ${f.case}. Holder: ${f.employer ?? f.company}.
Property: wages owed to the worker known as ${f.subject}${f.role ? `, ${f.role}` : ''}, from [date] to [date], [amount and currency]${f.pay ? ` (agreed pay ${f.pay.yearly} ${f.pay.currency} a year)` : ''}.
Blocked on ${f.since ? writtenDay(f.since) : '[date]'} in account [bank, account].
Sanctioned party and programme: [counsel].
How it came to light: two people decided on ${writtenDay(f.decidedAt)} that identity or location were misrepresented; the record is kept under the case number.
Report due by ${f.since ? writtenDay(afterWorkingDays(f.since, 10)) : '[ten business days from blocking]'} (United States: 31 CFR 501.603; holidays extend it).
Contact: [name, telephone, e-mail].`,
  'tell-identity-owner': (f) => `DRAFT, to be completed by the people partner

Dear [name],
somebody worked for ${f.employer ?? f.company}${f.start ? ` from ${writtenDay(f.start)}` : ''} under your name and with documents that seem to be yours. We do not think that you had any part in it.
Used were: [documents, numbers, dates]. Reported in your name were: [wages and taxes by year].
We ended it on [date], told [authorities], and will confirm to any tax office, bank or agency that asks you that this was not you.
Write to [name, address] for copies. Our reference is ${f.case}.`,
  'report-authority': (f) => `DRAFT, counsel to complete: report to an authority

Case ${f.case}. Reporting: ${f.company}.
What happened: a remote worker or applicant (${f.subject}${f.role ? `, ${f.role}` : ''}${f.start ? `, since ${writtenDay(f.start)}` : ''}) misrepresented identity or location; decided by two people on ${writtenDay(f.decidedAt)}.
What was used: [documents, accounts, addresses, devices].
What was reached: [systems, data, money].
What is preserved: [logs, images; digests are in the case file].
Contact: [name, telephone, e-mail].`,
  apologise: (f) => `DRAFT, somebody senior to complete

Dear [name],
in the past weeks we looked into whether you are where and who you told us. You are, and we are sorry. What looked wrong was [in plain words]; what explains it is [in plain words].
It is over. Hours that it took you count as working time: [hours]. Nothing of it stays in your file but this letter.
If anything was held up by it, tell [name] and we will put it right. Our reference is ${f.case}.`,
  tell: (f) => `DRAFT, somebody senior to complete

Dear [name],
we acted against you because of [what], which was [leaked credentials | a mistake of ours]. You did nothing wrong, and we are sorry.
We have undone: [access, pay, reports, records], each on [date].
If we forgot anything, write to [name]. Our reference is ${f.case}.`,
}
