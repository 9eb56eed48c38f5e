import { type Ratios, type Scheme, schemes } from './types.ts'

/** How somebody answers a check, as it is recorded. `nobody` says nothing either way, and is offered again. */
export type Answer = 'confirmed' | 'denied' | 'nobody'

/**
 * Something that a person does and that settles a contradiction. Likelihoods are assumed until enough answers have
 * been recorded: no rate is published.
 */
export interface Check {
  /** What to do, as a recruiter reads it. */
  title: string
  minutes: number
  /** The form under which its answer is recorded as an attestation. */
  form: string
  /** What to ask, in order. */
  asks: readonly [string, ...string[]]
  /** Under which name the yes or no to each question is recorded, in the order of `asks`; absent: the answer is one. */
  fields?: readonly string[]
  /** Where to be careful: shown beside the questions. */
  care: string
  /** What to say to the applicant, word for word; neutral, the same for everybody. */
  say?: string
  /** P(confirmed) and P(denied) when the claim is honest; the rest is `nobody`. */
  honest: readonly [confirmed: number, denied: number]
  /** The same where the claim is false in this way. A scheme that is absent answers like an honest claim. */
  false: Partial<Record<Scheme, readonly [confirmed: number, denied: number]>>
  /** `offer`: only once an offer has been made. `consent`: only with the applicant's recorded consent. */
  needs?: 'offer' | 'consent'
  /** May be a baseline check of a requisition, asked of everybody. */
  baseline: boolean
}

const checkList = {
  'ask-contact': {
    title: 'Ask about the phone number or e-mail address',
    minutes: 2,
    form: 'contact-asked',
    asks: ['Is this number or address your own?', 'Since when have you had it?', 'Who else uses it?'],
    care: 'Households share numbers and agencies write their own; a plain answer is enough.',
    say: 'We confirm contact details with everyone who applies for this role. Could you tell us which number and address are your own, and since when?',
    honest: [0.9, 0.02],
    false: { 'identity-invented': [0.6, 0.1], 'identity-stolen': [0.5, 0.1], 'job-shared': [0.6, 0.1] },
    baseline: true,
  },
  'call-employer': {
    title: 'Call the last employer, on the number from its own site',
    minutes: 10,
    form: 'employer-call',
    asks: [
      'Did they work there, in this role?',
      'From when to when?',
      'Who led the team?',
      'How can that person be reached at work?',
    ],
    care: 'Use the number on the employer’s site, not the one on the résumé. Never the current employer, and only with recorded consent.',
    honest: [0.7, 0.02],
    false: { 'identity-invented': [0.05, 0.6], 'identity-stolen': [0.5, 0.1] },
    needs: 'consent',
    baseline: false,
  },
  'verify-degree': {
    title: 'Ask the school to confirm the degree',
    minutes: 8,
    form: 'degree-verification',
    asks: ['Was this degree conferred?', 'Under which name, and when?'],
    care: 'A school may have been asked to keep the record private: that is no denial.',
    honest: [0.85, 0.03],
    false: { 'identity-invented': [0.08, 0.7] },
    baseline: true,
  },
  'verify-employment-dates': {
    title: 'Ask for the dates of two jobs that overlap',
    minutes: 3,
    form: 'dates-asked',
    asks: [
      'Were both jobs held at the same time?',
      'Was one of them part-time, contract or a notice period?',
    ],
    care: 'Part-time work, contracts and notice periods overlap every day.',
    say: 'Two of the periods on your résumé overlap. Could you tell us how they fit together?',
    honest: [0.92, 0.02],
    false: { 'identity-invented': [0.5, 0.2], 'job-shared': [0.5, 0.2] },
    baseline: false,
  },
  'live-interview': {
    title: 'Hold a live interview with the checklist',
    minutes: 30,
    form: 'interview',
    asks: [
      'Was the camera on, for the whole call?',
      'Is this the same person as in the round before?',
      'Were answers spoken freely rather than read aloud?',
      'Could they say something plain about the place where they say they live?',
    ],
    fields: ['cameraOn', 'samePerson', 'spokeFreely', 'knewPlace'],
    care: 'The same questions for every candidate of the requisition. Never a judgement of face, voice or accent.',
    honest: [0.93, 0.03],
    false: {
      'identity-stolen': [0.35, 0.45],
      'identity-invented': [0.4, 0.4],
      'job-shared': [0.4, 0.4],
      'hands-elsewhere': [0.5, 0.3],
    },
    baseline: true,
  },
  'call-claimed-owner': {
    title: 'Reach the person through another channel',
    minutes: 10,
    form: 'owner-asked',
    asks: ['Did you apply for this role?', 'Is this profile yours?'],
    care: 'Use a channel found independently of the application: a company switchboard, a professional body, an earlier record.',
    honest: [0.75, 0.01],
    false: { 'identity-stolen': [0.05, 0.75], 'identity-invented': [0.1, 0.3] },
    baseline: false,
  },
  'address-on-document': {
    title: 'See the address on an identity document',
    minutes: 5,
    form: 'address-on-document',
    asks: ['Does the address on the document equal the one given?', 'Is it a home, not a mailbox?'],
    care: 'Only after an offer, for everybody hired into the role. Keep no copy.',
    honest: [0.88, 0.04],
    false: {
      'identity-stolen': [0.35, 0.35],
      'identity-invented': [0.15, 0.5],
      'device-elsewhere': [0.4, 0.35],
      'hands-elsewhere': [0.6, 0.15],
    },
    needs: 'offer',
    baseline: true,
  },
  'show-work': {
    title: 'Look at own work together',
    minutes: 15,
    form: 'work-shown',
    asks: ['Can they open a change they made and explain it?', 'Can they say why it was done that way?'],
    care: 'Much good work is private: that nothing can be shown is no denial.',
    say: 'We ask everyone to walk us through something they built. Anything you may show is fine.',
    honest: [0.8, 0.04],
    false: { 'identity-stolen': [0.3, 0.4], 'identity-invented': [0.3, 0.4], 'job-shared': [0.5, 0.2] },
    baseline: true,
  },
  'ask-agency': {
    title: 'Ask the agency with the check list',
    minutes: 5,
    form: 'agency-asked',
    asks: [
      'Did you meet this person live, and on which date?',
      'Which of these contacts are yours, and which are theirs?',
      'Did you change the résumé, and what?',
      'Has this person been submitted by you before, under which role?',
    ],
    care: 'The same list goes to every agency.',
    honest: [0.88, 0.02],
    false: { 'identity-stolen': [0.5, 0.2], 'identity-invented': [0.4, 0.3], 'job-shared': [0.5, 0.2] },
    baseline: true,
  },
  'same-person-day-one': {
    title: 'The interviewer confirms live on day one that this is the same person',
    minutes: 5,
    form: 'same-person',
    asks: ['Did you interview this person, and is it the same one today?'],
    care: 'By the interviewer, live, with the camera on. A “no” is confirmed by a second interviewer before anything follows.',
    honest: [0.97, 0.005],
    false: { 'identity-stolen': [0.4, 0.5], 'job-shared': [0.3, 0.6] },
    needs: 'offer',
    baseline: true,
  },
} as const satisfies Record<string, Check>

export type CheckId = keyof typeof checkList

/** Every check by id. The id is permanent; its answers are attestations under its form. */
export const checks: Readonly<Record<CheckId, Check>> = checkList

/** log10 likelihood ratio of an answer per scheme; 0 where the scheme answers like an honest claim. */
export function answerRatios(check: Check, answer: Answer): Ratios {
  const ratios: Ratios = {}
  for (const scheme of schemes) {
    const odds = check.false[scheme]
    if (!odds || answer === 'nobody') continue
    const at = answer === 'confirmed' ? 0 : 1
    ratios[scheme] = Math.round(Math.log10(odds[at] / check.honest[at]) * 1000) / 1000
  }
  return ratios
}
