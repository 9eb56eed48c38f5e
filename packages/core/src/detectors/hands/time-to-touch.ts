import { redirectors } from '../../signals/redirectors.ts'
import { outcomes, sitting, type TouchesState, touches } from '../../signals/touches.ts'
import { defineDetector, type Exhibit } from '../../types.ts'

/** One person's requests are alike (the key hangs in another room), so they count for half of what they sum up to. */
const alike = 0.5
const ceiling = 1
/**
 * Remote desktop clients pass a touch on by themselves, and a page can't see it. Where no list of processes shows
 * that nothing of the kind ran, a quick touch clears next to nothing.
 */
const credit = { shown: 0.5, unknown: 0.2 }

export default defineDetector({
  id: 'hands/time-to-touch',
  version: 1,
  title: 'Does somebody stand at the device when a touch is asked for?',
  why: 'An authenticator that cannot be copied or carried over a network has to be touched where it is. At the desk that takes seconds. On a farm the keeper has to be told and has to walk, so touches come late or not at all. The first request of a sitting tells: whoever came for it is still there for the next.',
  benign: [
    'The person was away from the desk, on a call, or had locked the screen.',
    'The key is kept in another room, in a bag, or with a partner.',
    'A disability or an injury makes reaching the key slow: nobody is to be asked why.',
    'Forgotten PINs, a fingerprint reader that fails, a dialog that hid behind another window.',
    'A laptop docked out of reach, with its fingerprint reader or key on the closed side.',
  ],
  clears: [
    'Touches within seconds on other days, on the same authenticator.',
    'A colleague or the interviewer sees the person touch the key.',
    'A check that is neither about timing nor about a key.',
  ],
  check: 'offer a presence check in which a colleague sees the person touch the key',
  references: [
    {
      title: 'Web Authentication Level 3: test of user presence, backup eligibility, attestation',
      url: 'https://www.w3.org/TR/webauthn-3/',
    },
    {
      title:
        'Lang et al. 2016, Security Keys: Practical Cryptographic Second Factors for the Modern Web, Financial Cryptography',
      url: 'https://research.google/pubs/pub45409/',
    },
    {
      title: 'Farke et al. 2020, “You still use the password after all”, SOUPS (keys left in other rooms)',
      url: 'https://www.usenix.org/conference/soups2020/presentation/farke',
    },
    {
      title: 'Amazon AppStream 2.0, WebAuthn redirection: the touch happens at the local device',
      url: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/webauthn-redirection-security.html',
    },
  ],
  attack: ['T1219.002', 'T1219.003'],
  status: 'experimental',
  family: 'touch',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'Nobody’s touches have been measured yet, at a desk or on a farm; mechanics tried with Chromium’s virtual authenticator and delays',
  },
  thresholds: {
    quick: {
      value: 12_000,
      unit: 'ms',
      says: 'A touch within this time is prompt: at the desk a dialog is read and a key is touched within seconds. Assumed.',
    },
    late: {
      value: 40_000,
      unit: 'ms',
      says: 'A touch after this time is late: who has to be called and walk there needs the better part of a minute. Assumed.',
    },
    needed: {
      value: 2,
      unit: 'requests',
      says: 'Late or missed ones before anything is said: everybody leaves a desk now and then. Assumed.',
    },
    perLate: {
      value: 0.7,
      unit: 'log₁₀',
      says: 'Of one late or missed request. Assumed: late at a desk 15 %, for a keeper 75 %.',
    },
    perQuick: { value: -0.6, unit: 'log₁₀', says: 'Of one quick touch. Assumed.' },
  },
  about: ['device', 'person', 'application'],
  reads: ['reaction', 'inventory'],
  measures: [touches, redirectors],
  remembers: [touches],
  detect(window) {
    const quick = window.threshold('quick')
    const late = window.threshold('late')
    const needed = window.threshold('needed')
    const perLate = window.threshold('perLate')
    const perQuick = window.threshold('perQuick')
    const state = window.get(touches)
    const { seen, inventories } = window.get(redirectors)
    const today = outcomes(state.requests, { quick, late })
    const before = outcomes(window.past(touches).requests, { quick, late })
    const asked = today.quick + today.late + today.missed + today.between
    if (state.impossible > 0)
      return {
        is: 'abstain',
        because: `${state.impossible} touches came before they were asked for, or an hour later: the times cannot be trusted`,
      }
    if (asked === 0) return { is: 'abstain', because: whyNone(state) }
    if (seen.length > 0)
      return {
        is: 'abstain',
        because: `${seen.join(', ')} ran on the device: a touch may have happened at the other end`,
      }
    const lateToday = today.late + today.missed
    const lateInAll = lateToday + before.late + before.missed
    const weight = alike * (perLate * lateInAll + perQuick * (today.quick + before.quick))
    const answered = state.requests.flatMap(([, took]) => (took === null ? [] : [took]))
    const quickest = answered.length > 0 ? seconds(Math.min(...answered)) : undefined
    if (lateToday > 0 && lateInAll >= needed && weight >= 0.3)
      return {
        is: 'evidence',
        weight: { 'hands-elsewhere': Math.min(ceiling, weight) },
        says: `Nobody stood at the device when a touch was asked for: ${lateInAll} requests were touched after ${late / 1000} s or not at all${before.late + before.missed > 0 ? `, ${lateToday} of them this day` : ''}${quickest ? `; the quickest touch of the day took ${quickest}` : ''}. At a desk it takes seconds.`,
        exhibits: [table(state)],
      }
    if (lateToday > 0 && lateInAll < needed && today.quick === 0)
      return {
        is: 'abstain',
        because: `1 of ${needed} requests without a prompt touch: everybody leaves a desk now and then`,
      }
    if (today.quick > 0 && lateToday === 0) {
      const most = inventories > 0 ? credit.shown : credit.unknown
      return {
        is: 'clear',
        weight: { 'hands-elsewhere': -Math.min(most, -alike * perQuick * today.quick) },
        says: `Somebody stood at the authenticator: the first touch came after ${quickest}.${inventories > 0 ? '' : ' Whether a remote desktop passed it on is not known, so it clears little.'}`,
        exhibits: [table(state)],
      }
    }
    return {
      is: 'clear',
      says: `Touches came neither all quickly nor all late (quickest ${quickest ?? 'none'}).`,
      exhibits: [table(state)],
    }
  },
  examples: [
    { title: 'Two requests, each touched after a minute', gives: 'evidence', rows: asks([61, 72], 1) },
    { title: 'Three requests that nobody touched', gives: 'evidence', rows: asks([null, null, null], 1) },
    { title: 'A touch within seconds', gives: 'clear', rows: asks([4]) },
    {
      title: 'Away for one of three: the others came within seconds',
      gives: 'clear',
      rows: asks([5, 90, 3], 1),
    },
    {
      title: 'The key was in another room: late, and quick once it was there',
      gives: 'abstain',
      rows: asks([75, 4], 0),
    },
    { title: 'A slow hand: every touch takes half a minute', gives: 'clear', rows: asks([28, 31, 26], 1) },
    {
      title: 'A synced passkey, touched late',
      gives: 'abstain',
      rows: asks([61, 72], 1, { backupEligible: true }),
    },
    {
      title: 'A phone that answers for the laptop',
      gives: 'abstain',
      rows: asks([61, 72], 1, { attachment: 'cross-platform', transports: ['hybrid'] }),
    },
    {
      title: 'A key that shows no certificate: nobody knows where it is',
      gives: 'abstain',
      rows: asks([61, 72], 1, { attachment: 'cross-platform', attested: false }),
    },
    {
      title: 'A quick touch in a Remote Desktop session',
      gives: 'abstain',
      rows: [
        ...asks([4]),
        {
          kind: 'inventory' as const,
          at: 1_767_232_800_000,
          about: ['device:LT-1' as const],
          data: { processes: ['C:\\Windows\\System32\\rdpclip.exe'] },
        },
      ],
    },
  ],
})

function whyNone({ synced, hybrid, unknown, redirected }: TouchesState): string {
  const why = [
    synced > 0 && `${synced} on a passkey that is synced between devices`,
    hybrid > 0 && `${hybrid} on a phone`,
    redirected > 0 && `${redirected} redirected from another machine`,
    unknown > 0 && `${unknown} on an authenticator of which nobody knows where it is`,
  ].filter((w) => w !== false)
  return why.length > 0
    ? `no touch on an authenticator that is bound to the device (${why.join(', ')})`
    : 'no touch was asked for'
}

function table({ requests }: TouchesState): Exhibit {
  const shown = requests.slice(-12)
  return {
    type: 'table',
    label: `Requests for a touch, newest last${requests.length > shown.length ? ` (${shown.length} of ${requests.length})` : ''}`,
    columns: ['request', 'touched after', 'since the one before'],
    rows: shown.map(([at, took], i) => [
      i + 1,
      took === null ? 'not touched' : seconds(took),
      i === 0 ? '' : since(at - shown[i - 1]![0]),
    ]),
  }
}

function since(ms: number): string {
  return ms > sitting ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 1000)} s, the same sitting`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
}

/** Requests `hours` apart (0: a minute), touched after these seconds or not at all. */
function asks(took: readonly (number | null)[], hours = 1, authenticator: object = {}) {
  const bound = {
    attachment: 'platform' as const,
    backupEligible: false,
    attested: true,
    format: 'tpm',
    transports: ['internal' as const],
  }
  return took.map((s, i) => ({
    kind: 'reaction' as const,
    at: 1_767_225_600_000 + i * (hours > 0 ? hours * 3_600_000 : 120_000),
    about: ['device:LT-1' as const],
    data: {
      source: 'browser' as const,
      events: [
        {
          stimulus: 'touch' as const,
          shownAt: 1000,
          ...(s !== null && { respondedAt: 1000 + s * 1000, by: 'touch' as const }),
          authenticator: { ...bound, ...authenticator },
        },
      ],
    },
  }))
}
