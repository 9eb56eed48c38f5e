import { howCommon, surprise } from '../../signals/commonness.ts'
import { type Apart, distances, householdsOf, saidApart, sharing } from '../../signals/households.ts'
import { commonAgency, peopleOf } from '../../signals/people.ts'
import { defineLinkDetector } from '../../types.ts'

/** What the claimed homes add to how rare it is that strangers share an account, log10. Couples have been folded. Assumed. */
const byHome: Record<Apart, number> = {
  far: 1.2,
  between: 1,
  'other home': 0.8,
  unknown: 0,
  // a couple whose records disagree, siblings, flatmates
  near: -0.6,
  one: 0,
}
/** More than anything else that two people share, and still one finding. Assumed. */
const most = 2.5

export default defineLinkDetector({
  id: 'pay/shared-account',
  version: 1,
  title: 'Does one account receive the pay of several people?',
  why: 'Pay goes where the money is wanted. Whoever stands behind several identities opens as few accounts as will do, because each one takes a document and a face. Two workers who claim different lives and are paid into one account are hardly ever two people who each keep their own money.',
  benign: [
    'A couple or family with one account, also after they moved apart or before HR knows the new address.',
    'A pooled account of a card programme, a payroll service, an agency or an employer of record.',
    'One person on two records, not linked yet.',
    'A typing error in payroll, or the number of a colleague copied down a column.',
  ],
  clears: [
    'Each shows a bank document with their own name on the account.',
    'The bank or card programme says that the number is a pooled one.',
    'The two say how they belong together, and a lease, a marriage or HR’s own record agrees.',
  ],
  check: 'ask each of them for a bank document with their own name',
  references: [
    {
      title: 'US advisory of 16 May 2022 on remote IT workers: several payees behind one account',
      url: 'https://ofac.treasury.gov/media/923126/download?inline',
    },
    {
      title:
        'US Department of Justice, July 2025: sentence for a laptop farm in Arizona; pay of many workers received in one place',
    },
  ],
  attack: ['T1657', 'T1585'],
  status: 'experimental',
  family: 'links',
  stage: 'onboarding',
  tests: 'pay',
  bears: ['hands-elsewhere', 'device-elsewhere', 'identity-stolen', 'identity-invented', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'How often honest colleagues are paid into one account is not published; the list of commonness says what is assumed, and a company counts its own',
  },
  thresholds: {
    ...distances,
    mostPeople: {
      value: 8,
      unit: 'people',
      says: 'More payees than this are an agency, a payroll service or a pooled card account. Assumed.',
    },
  },
  links: ['account'],
  reads: ['account', 'person'],
  detect(shared) {
    const people = peopleOf(shared.members).filter((p) => p.held)
    const size = shared.hub ? shared.size : people.length
    if (size > shared.threshold('mostPeople'))
      return {
        is: 'abstain',
        because: `${size} people are paid into it: an agency’s, a payroll service’s or a pooled account`,
      }
    if (people.length < 2) return { is: 'abstain', because: 'one person’s own account: nothing is shared' }
    if (commonAgency(people))
      return { is: 'abstain', because: 'all of them came through one agency: it may be the agency’s account' }
    const homes = householdsOf(people, shared.threshold('nearKm'), shared.threshold('farKm'))
    const exhibit = sharing(`Paid into one account (${shared.attribute.shown})`, people)
    if (homes.apart === 'one')
      return {
        is: 'clear',
        says: `${people.length} people of one claimed home are paid into one account, as couples are.`,
        exhibits: [exhibit],
      }
    const list = shared.facts('commonness')
    const count = homes.households.length
    const weight = Math.min(most, surprise(list, 'account', count) + byHome[homes.apart])
    if (weight <= 0)
      return { is: 'abstain', because: 'accounts are shared so often here that it says nothing' }
    const common = howCommon(list, 'account', count)
    return {
      is: 'evidence',
      weight: {
        'identity-stolen': weight,
        'identity-invented': weight,
        'job-shared': weight,
        'hands-elsewhere': 0.8 * weight,
        'device-elsewhere': 0.6 * weight,
      },
      says: `The pay of ${people.length} people ${saidApart(homes)} goes to one account.`,
      exhibits: [exhibit, ...(common ? [common] : [])],
      members: people.flatMap((p) => p.refs),
    }
  },
  examples: [
    {
      title: 'Two workers at two ends of the country, one account',
      gives: 'evidence',
      rows: [...paid(1, '12 Oak Street, Columbus OH'), ...paid(2, '900 W Camelback Rd, Phoenix AZ')],
    },
    {
      title: 'A couple with one account',
      gives: 'clear',
      rows: [...paid(1, '12 Oak Street, Columbus OH'), ...paid(2, '12 Oak St., Columbus OH')],
    },
    {
      title: 'A card programme that pools nine workers',
      gives: 'abstain',
      rows: [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((n) => paid(n, `${n}00 Main Street, Springfield IL`)),
    },
  ],
})

function paid(n: number, address: string) {
  const at = 1_767_225_600_000
  const about = [`person:W-${n}` as const]
  return [
    { kind: 'person' as const, at, about, data: { address } },
    {
      kind: 'account' as const,
      at: at + n * 60_000,
      about,
      data: { kind: 'bank' as const, number: '021000021-77004031' },
    },
  ]
}
