import type { Style } from '../../observations/kind.ts'
import { styleDistance } from '../../signals/style.ts'
import { type Data, defineAccumulator, defineDetector, type ExampleRow } from '../../types.ts'

const called = {
  resume: 'the résumé',
  'take-home': 'the take-home text',
  chat: 'the chat',
  interview: 'the interview transcript',
}
type SampleOf = keyof typeof called
/** A résumé is written with others’ help more often than not: it is compared, and weighs half. */
const helped: readonly SampleOf[] = ['resume']

type Samples = Partial<Record<SampleOf, Style & { key: string }>>

/** The longest sample of each kind. */
const samples = defineAccumulator({
  id: 'identity/samples',
  version: 1,
  reads: ['text'],
  empty: {} as Samples,
  add(state, batch) {
    let next = state
    for (const { source, id, data, derived } of batch)
      if (data.of && derived.style)
        next = longest(next, { [data.of]: { ...derived.style, key: `${source} ${id}` } })
    return next
  },
  merge: longest,
})

export default defineDetector({
  id: 'identity/author-change',
  version: 1,
  title: 'Were two texts of this applicant written by different hands?',
  why: 'Whoever is interviewed in place of another, or has the take-home written, writes differently. The distance counts small words, punctuation, lengths of sentences and usual phrases, as studies of authorship do. It is off by default and stays in shadow: the kind of a text (a list of jobs, a chat, an essay) moves the distance as much as another hand does, résumés are edited by others, and no free data exists to measure it on. Articles and phrases are part of the distance and never a score of their own: against anybody’s stated history they would measure how long somebody has learnt English, and so where they come from.',
  benign: [
    'Templates, and a résumé that a friend, an agency or a career service rewrote.',
    'An assistant that writes or polishes one text and not the other.',
    'Dictation, a telephone’s keyboard, tools for dyslexia or for a disability.',
    'Somebody who writes a second language: with care in one text, in haste in another.',
    'A chat and an essay: one person writes the two differently.',
  ],
  clears: [
    'The applicant explains a passage of the text and why it is put so, live.',
    'Somebody else edited the text, and the applicant says who.',
  ],
  check: 'go through the text together and ask why it is put so',
  settledBy: ['show-work', 'live-interview'],
  references: [
    {
      title:
        'J. Burrows, "Delta": a Measure of Stylistic Difference and a Guide to Likely Authorship. Literary and Linguistic Computing 17, 2002',
      url: 'https://doi.org/10.1093/llc/17.3.267',
    },
    {
      title: 'A. Kilgarriff, Comparing Corpora. International Journal of Corpus Linguistics 6, 2001',
      url: 'https://doi.org/10.1075/ijcl.6.1.05kil',
    },
  ],
  attack: ['T1656'],
  status: 'shadow',
  family: 'authorship',
  stage: 'application',
  tests: 'identity',
  bears: ['identity-stolen', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'No free data has several texts of one applicant; that a learner’s level does not move the distance: bench/applicants/author-change.ts',
  },
  thresholds: {
    leastWords: {
      value: 150,
      unit: 'words',
      says: 'That each of two samples needs. Below, chance moves the distance more than the hand does. Assumed.',
    },
    farApart: {
      value: 12,
      unit: 'points',
      says: 'From here on two samples are called far apart, from twice that on very far. Texts of one kind lie around 1.',
    },
    worth: { value: 0.3, unit: 'log₁₀', says: 'All that it can weigh. Assumed.' },
  },
  about: ['application', 'person'],
  reads: ['text'],
  measures: [samples],
  remembers: [samples],
  detect(window) {
    const leastWords = window.threshold('leastWords')
    const farApart = window.threshold('farApart')
    const worth = window.threshold('worth')
    const known = longest(window.past(samples), window.get(samples))
    const long = (Object.keys(called) as SampleOf[]).filter((of) => (known[of]?.words ?? 0) >= leastWords)
    const given = Object.keys(known).length
    if (long.length < 2)
      return {
        is: 'abstain',
        because:
          given < 2
            ? 'fewer than two kinds of English text by this applicant'
            : `fewer than two kinds of text have ${leastWords} words`,
      }
    const pairs = long.flatMap((a, i) =>
      long.slice(i + 1).map((b) => ({ a, b, distance: styleDistance(known[a]!, known[b]!) ?? 0 })),
    )
    const weighed = pairs.map((pair) => {
      const full = pair.distance < farApart ? 0 : pair.distance < 2 * farApart ? worth / 2 : worth
      return { ...pair, weight: helped.includes(pair.a) || helped.includes(pair.b) ? full / 2 : full }
    })
    const exhibit = {
      type: 'table' as const,
      label: 'How differently two texts are written; texts of one kind lie around 1',
      columns: ['Texts', 'Distance'],
      rows: weighed.map(({ a, b, distance }): [string, number] => [
        `${called[a]} and ${called[b]}`,
        Math.round(distance * 10) / 10,
      ]),
    }
    const most = weighed.reduce((x, y) => (y.weight > x.weight ? y : x))
    if (most.weight === 0)
      return {
        is: 'clear',
        says: 'The texts differ no more than texts of one person do.',
        exhibits: [exhibit],
      }
    return {
      is: 'evidence',
      weight: { 'identity-stolen': most.weight, 'job-shared': most.weight },
      says: `${called[most.a].replace('the', 'The')} and ${called[most.b]} are written very differently.`,
      exhibits: [exhibit],
    }
  },
  examples: [
    {
      title: 'A chat and a take-home text that have little in common',
      gives: 'evidence',
      rows: [text('take-home', essay(), 1), text('chat', talk(), 2)],
    },
    {
      title: 'Two texts of one manner',
      gives: 'clear',
      rows: [text('take-home', essay(), 1), text('interview', essay(), 2)],
    },
    {
      title: 'Two lines of chat',
      gives: 'abstain',
      rows: [text('take-home', essay(), 1), text('chat', 'hi, it is me', 2)],
    },
  ],
})

function longest(a: Samples, b: Samples): Samples {
  const out: Samples = { ...a }
  for (const [of, sample] of Object.entries(b) as [SampleOf, Style & { key: string }][]) {
    const known = out[of]
    if (!known || sample.words > known.words || (sample.words === known.words && sample.key > known.key))
      out[of] = sample
  }
  return out
}

function essay(): string {
  return 'The service was split into parts, each of which could be deployed on its own; that, in turn, made it necessary to agree on the form of the messages between them. It should be noted that the cost of such an agreement is paid by the teams who come later. '.repeat(
    6,
  )
}

function talk(): string {
  return 'hey! so i did it, and then it broke... you know? i was like, what is it now! but my mate and me, we got it up again / no big deal! do you want me to send it? '.repeat(
    8,
  )
}

function text(of: Data['text']['of'], sample: string, day: number): ExampleRow {
  return {
    kind: 'text',
    at: 1_767_225_600_000 + day * 86_400_000,
    about: ['application:A-1'],
    data: { of, sample },
  }
}
