import { footprint } from '../../signals/footprint.ts'
import { defineDetector } from '../../types.ts'

export default defineDetector({
  id: 'footprint/follower-ring',
  version: 1,
  title: 'Do the account’s followers form a ring?',
  why: 'Accounts that are made to look lived-in follow one another: they were created within weeks of each other, and each is followed back. Real followers come over years, and few of them are followed back.',
  benign: [
    'A class, a boot camp or a company whose members all joined at once and follow each other.',
    'A habit of following everybody back.',
    'Followers that were bought by vanity, or that came uninvited: anybody can follow anybody.',
  ],
  clears: [
    'They say where the followers come from: a course, a team, a community.',
    'They show work of their own.',
  ],
  check: 'look at own work together',
  settledBy: ['show-work'],
  references: [
    {
      title: 'He et al. 2024, 4.5 million (suspected) fake stars in GitHub: accounts that act together',
      url: 'https://arxiv.org/abs/2412.13459',
    },
  ],
  attack: ['T1585.001'],
  status: 'experimental',
  family: 'footprint',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'No rate of mutual, equally old followers among honest developers is published',
  },
  thresholds: {
    enough: { value: 15, unit: 'followers', says: 'Fewest of known age that say anything. Assumed.' },
    together: {
      value: 0.6,
      unit: 'of the followers',
      says: 'That joined together. A class that joins together stays below. Assumed.',
    },
    mutual: { value: 0.8, unit: 'of the followers', says: 'That are followed back. Assumed.' },
    weight: { value: 0.2, unit: 'log₁₀', says: 'What it weighs where it holds. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['footprint'],
  measures: [footprint],
  remembers: [footprint],
  detect(window) {
    const enough = window.threshold('enough')
    const together = window.threshold('together')
    const mutual = window.threshold('mutual')
    const weight = window.threshold('weight')
    const known = Object.values(window.known(footprint).accounts)
      .flatMap((a) => a.followers ?? [])
      .filter((f) => f.known >= enough)
    if (known.length === 0)
      return {
        is: 'abstain',
        because: `no export has ${enough} followers with the day on which each was created`,
      }
    const ring = (f: (typeof known)[number]) =>
      Math.min(f.together / f.known / together, f.mutual / f.known / mutual)
    const f = known.reduce((a, b) => (ring(b) > ring(a) ? b : a))
    const exhibit = {
      type: 'table' as const,
      label: 'Followers',
      columns: ['Of known age', 'Created within 30 days of each other', 'Followed back'],
      rows: [[f.known, f.together, f.mutual]],
    }
    if (ring(f) < 1)
      return {
        is: 'clear',
        says: 'The followers came over time, or are not followed back.',
        exhibits: [exhibit],
      }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight, 'identity-invented': weight, 'job-shared': weight },
      says: `Of ${f.known} followers, ${f.together} accounts were created within 30 days of each other, and ${f.mutual} are followed back.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'Twenty accounts of one month that follow each other',
      gives: 'evidence',
      rows: [followed(20, 1, true)],
    },
    { title: 'Followers from six years', gives: 'clear', rows: [followed(40, 110, true)] },
    { title: 'A class of one month, not followed back', gives: 'clear', rows: [followed(20, 1, false)] },
    { title: 'Five followers', gives: 'abstain', rows: [followed(5, 1, true)] },
  ],
})

function followed(n: number, daysApart: number, follows: boolean) {
  const at = 1_600_000_000_000
  return {
    kind: 'footprint' as const,
    at: 1_767_225_600_000,
    about: ['application:A-1' as const],
    data: {
      network: 'github',
      username: 'example-dev',
      followers: Array.from({ length: n }, (_, i) => ({
        createdAt: at + i * daysApart * 86_400_000,
        follows,
      })),
    },
  }
}
