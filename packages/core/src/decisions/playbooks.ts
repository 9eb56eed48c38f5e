import type { CaseTemplates, PlaybookItemTemplate } from '../views-of-decisions.ts'
import type { Conclusion, PlaybookName } from './acts.ts'

export interface PlaybookTemplate {
  playbook: PlaybookName
  title: string
  for: Conclusion
  items: PlaybookItemTemplate[]
}

/**
 * What follows a decision, as checklists. A person ticks each item; nothing here is carried out by software. The order
 * of "confirm" is: keep what proves it, take away what can do most harm first, settle pay, look around, tell those who
 * have to know.
 */
export const playbooks: Record<PlaybookName, PlaybookTemplate> = {
  confirm: {
    ...{ playbook: 'confirm', title: 'After a confirmed misrepresentation', for: 'misrepresentation' },
    items: [
      {
        ...{ item: 'preserve', title: 'Preserve before anything is cut off' },
        how: 'Copy sign-in, network and repository logs, mail and chat; image the device or have it sent back unopened; attach digests here. Ask counsel for a legal hold.',
      },
      {
        ...{ item: 'revoke-payments', reach: 'payments', title: 'Revoke 1: payment and payroll rights' },
        how: 'Payment approvals, bank and vendor details, payroll administration, company cards and wallets.',
      },
      {
        ...{ item: 'revoke-administration', reach: 'adminRoles', title: 'Revoke 2: administration' },
        how: 'Cloud, directory, device-management and source-control administration; break-glass accounts that they knew.',
      },
      {
        ...{ item: 'revoke-secrets', reach: 'secrets', title: 'Revoke 3: secrets' },
        how: 'Rotate every key, token, certificate and shared password that they could read, the widest first; look for keys that they made.',
      },
      {
        ...{ item: 'revoke-repositories', reach: 'repositories', title: 'Revoke 4: repositories and data' },
        how: 'Source, customer and personal data. List what was cloned, downloaded or sent out since the first day.',
      },
      {
        ...{
          item: 'revoke-accounts',
          reach: 'groups',
          title: 'Revoke 5: all other accounts, groups and sessions',
        },
        how: 'End sessions, disable accounts, remove authenticators and forwarding rules, lock the device.',
      },
      {
        ...{ item: 'pay-wages', title: 'Pay: earned wages are paid' },
        ...{ counsel: true, choice: 'pay' },
        how: 'Counsel’s decision: wage law may demand it wherever no sanction forbids it. Note to whom, into which account, and why no block applies.',
      },
      {
        ...{ item: 'block-pay', title: 'Pay: blocked, and reported' },
        ...{ counsel: true, choice: 'pay', workingDays: 10 },
        how: 'Counsel’s decision: where a blocking sanction applies, pay goes into a blocked account and a report is due within 10 business days (United States: 31 CFR 501.603). Ticking this starts the clock.',
      },
      {
        ...{ item: 'look-for-linked', title: 'Look for the linked' },
        how: 'Look at everybody within two strong links, at their farm, at who referred them and at the agency. Each gets a case of their own or nothing; nobody is decided on by a link.',
      },
      {
        ...{ item: 'report-authority', title: 'Report to the authority' },
        counsel: true,
        how: 'Counsel decides to whom and what: police or the national cyber-crime office (United States: IC3), the data-protection authority where personal data went out, customers by contract.',
      },
      {
        ...{ item: 'tell-identity-owner', title: 'Tell the person whose identity was taken' },
        how: 'If documents of a real person were used: tell them by letter what was used, when and for what, give them the dates and sums that tax offices hold in their name, and a contact.',
      },
    ],
  },
  clear: {
    ...{ playbook: 'clear', title: 'After clearing somebody', for: 'cleared' },
    items: [
      {
        ...{ item: 'apologise', title: 'Apologise' },
        how: 'In person or by letter, by somebody senior, without asking for anything in return. Say what was looked at and that it is over.',
      },
      {
        ...{ item: 'record-why', title: 'Record why it looked wrong' },
        how: 'What explained it, for each piece that accused: it is what detectors are corrected by. Add an exception with an end date where it will recur.',
      },
      {
        ...{ item: 'credit', title: 'Credit what it cost' },
        how: 'Hours spent on checks and replies are working time; restore access, pay and dates that were held up; a start that was postponed counts from the promised day.',
      },
    ],
  },
  'leak-or-mistake': {
    playbook: 'leak-or-mistake',
    title: 'After a leak or a mistake of ours',
    for: 'leak-or-mistake',
    items: [
      {
        ...{ item: 'undo-access', title: 'Undo: access' },
        how: 'Everything that was taken away because of it, theirs and of those who were linked: accounts, groups, devices, office doors.',
      },
      {
        ...{ item: 'undo-pay', title: 'Undo: pay and contract' },
        how: 'Pay that was stopped or blocked, notices of termination, offers withdrawn; with interest where law or decency asks for it.',
      },
      {
        ...{ item: 'undo-reports', title: 'Undo: reports' },
        counsel: true,
        how: 'Withdraw what went to authorities, agencies, customers and other companies, in writing; retract shared indicators.',
      },
      {
        ...{ item: 'undo-records', title: 'Undo: records and what followed from them' },
        how: 'Correct the HR file; look again at every case that was opened or weighed because of this one.',
      },
      {
        ...{ item: 'tell', title: 'Tell the person, and apologise' },
        how: 'What happened, what was undone and when, and whom to write to if something was forgotten.',
      },
      {
        ...{ item: 'close-leak', title: 'Close the leak, or correct what was wrong' },
        how: 'If credentials leaked: rotate them and look for other uses. If data or a detector was wrong: correct it, and note what would have shown it.',
      },
    ],
  },
}

/** The playbook that follows a conclusion; none follows from being unsure. */
export function playbookFor(conclusion: Conclusion): PlaybookName | undefined {
  return Object.values(playbooks).find((p) => p.for === conclusion)?.playbook
}

export function playbookItem(playbook: PlaybookName, item: string): PlaybookItemTemplate | undefined {
  return playbooks[playbook].items.find((i) => i.item === item)
}

/** The end of the n-th working day (Monday to Friday) after a time, by UTC. Holidays are not known: they only add time. */
export function afterWorkingDays(from: number, days: number): number {
  const day = 86_400_000
  let at = Math.floor(from / day)
  for (let left = days; left > 0; ) {
    at++
    const weekday = (at + 4) % 7 // day 0 was a Thursday
    if (weekday !== 0 && weekday !== 6) left--
  }
  return (at + 1) * day - 1
}

/** Comments and tasks that come up again and again. */
export const templates: Omit<CaseTemplates, 'playbooks'> = {
  comments: [
    {
      ...{ name: 'looked-at', title: 'What I looked at' },
      text: 'I looked at … and found … It would also be explained by …',
    },
    {
      ...{ name: 'asked', title: 'I asked somebody' },
      text: 'I asked … about … on … The answer was: …',
    },
    {
      ...{ name: 'check-offered', title: 'A check was offered' },
      text: 'Offered the check “…”, which everybody in the same place is offered. Answer due by …',
    },
    {
      ...{ name: 'benign', title: 'A harmless explanation' },
      text: 'A harmless explanation is … It would show as … To be looked at before anybody decides.',
    },
  ],
  tasks: [
    {
      name: 'ask-manager',
      title: 'Ask the manager what they have seen of the person, without saying why',
      days: 3,
    },
    { name: 'verify-address', title: 'Check the delivery address against the claimed home', days: 3 },
    {
      name: 'check-device',
      title: 'Have the device’s console port, displays and gadgets looked at',
      days: 5,
    },
    { name: 'offer-check', title: 'Offer the check that would settle it best', days: 2 },
    { name: 'preserve-logs', title: 'Preserve logs before their retention ends', days: 1 },
  ],
}
