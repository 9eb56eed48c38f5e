import { type Career, claimedCareer } from '../../signals/claimed-career.ts'
import { footprint, year } from '../../signals/footprint.ts'
import { defineDetector } from '../../types.ts'

/** Asleep for this long, then changed at most this long before applying. All assumed. */
const asleep = 2 * year
const lately = 120 * 86_400_000
/** Younger than this when it fell silent, a profile has no past that anybody would take over. Assumed. */
const lived = year / 2

export default defineDetector({
  id: 'footprint/dormant-profile',
  version: 1,
  title: 'Was a profile asleep for years, and renamed shortly before applying?',
  why: 'An old profile with real connections is worth more than a new one, so dormant ones are taken over or bought: silent for years, then renamed, given another picture and another employer, and used to apply. Only what a supplied export says is read.',
  benign: [
    'Somebody who uses the profile for nothing but looking for work, and brought it up to date.',
    'A new name after marriage, transition or naturalisation.',
    'Years abroad, in care, in the army, in a job that forbids profiles.',
    'A career change.',
  ],
  clears: [
    'Reached through the profile itself, they say that it is theirs.',
    'A contact from before the silence knows them.',
  ],
  check: 'reach the person through another channel',
  settledBy: ['call-claimed-owner', 'live-interview'],
  references: [
    {
      title: 'MITRE ATT&CK, Compromise Accounts: Social Media Accounts',
      url: 'https://attack.mitre.org/techniques/T1586/001/',
    },
  ],
  attack: ['T1586.001'],
  status: 'experimental',
  family: 'footprint',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen'],
  calibration: {
    basis: 'assumed',
    on: 'How many honest people wake an old profile to apply is not published; many do',
  },
  thresholds: {
    weight: {
      value: 0.4,
      unit: 'log₁₀',
      says: 'Of a profile that slept for years and woke before the application. Assumed.',
    },
  },
  about: ['application', 'person'],
  reads: ['application', 'footprint'],
  measures: [claimedCareer, footprint],
  remembers: [claimedCareer, footprint],
  detect(window) {
    const weight = window.threshold('weight')
    const career = window.known(claimedCareer)
    if (!career) return { is: 'abstain', because: 'there is no application to hold a profile against' }
    const profiles = [...career.profiles, ...Object.values(window.known(footprint).accounts)].flatMap(
      sleeping,
    )
    if (profiles.length === 0)
      return {
        is: 'abstain',
        because: 'no export says when a profile was last active and when it was renamed',
      }
    const woken = profiles.find(
      (p) =>
        p.silence >= asleep &&
        p.renamedAt <= career.appliedAt &&
        career.appliedAt - p.renamedAt <= lately &&
        (p.createdAt === undefined || p.lastActiveAt - p.createdAt >= lived),
    )
    if (!woken)
      return { is: 'clear', says: 'No profile was renamed after years of silence shortly before applying.' }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': weight },
      says: `A profile that had been silent for ${Math.floor(woken.silence / year)} years was renamed shortly before the application.`,
      exhibits: [
        {
          type: 'timeline',
          label: 'The profile',
          events: [
            ...(woken.createdAt ? [{ at: woken.createdAt, label: 'was made' }] : []),
            { at: woken.lastActiveAt, label: 'was last active' },
            { at: woken.renamedAt, label: 'was renamed' },
            { at: career.appliedAt, label: 'the application' },
          ],
        },
      ],
    }
  },
  examples: [
    {
      title: 'Silent for five years, renamed a month before applying',
      gives: 'evidence',
      rows: [applies(10, 5, 30)],
    },
    { title: 'Renamed years ago', gives: 'clear', rows: [applies(10, 7, 700)] },
    { title: 'A profile in use', gives: 'clear', rows: [applies(10, 0.2, 30)] },
    { title: 'An export that says nothing of it', gives: 'abstain', rows: [applies(10)] },
  ],
})

/** `lastActiveAt` later than the renaming says nothing of how long it slept before. */
function sleeping({ createdAt, lastActiveAt, renamedAt }: Career['profiles'][number]) {
  if (!lastActiveAt || !renamedAt || lastActiveAt > renamedAt) return []
  return [{ createdAt, lastActiveAt, renamedAt, silence: renamedAt - lastActiveAt }]
}

/** Ages in years and days before the application, at which the profile was made, last active and renamed. */
function applies(made: number, active?: number, renamedDays?: number) {
  const at = 1_767_225_600_000
  const profile = {
    network: 'linkedin',
    username: 'example-person',
    createdAt: at - made * year,
    ...(active && { lastActiveAt: at - active * year }),
    ...(renamedDays && { renamedAt: at - renamedDays * 86_400_000 }),
  }
  return {
    kind: 'application' as const,
    at,
    about: ['application:A-1' as const],
    data: { appliedAt: at, profiles: [profile] },
  }
}
