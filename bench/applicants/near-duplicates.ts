import { resumeIndex, type SubjectRef } from '@telltale/core'
import { signature } from '@telltale/core/signals/minhash'
import { german, type ResumeText, resumeTexts, written } from '../resume-texts.ts'
import type { Bench, Section } from '../section.ts'

const stored = 20_000
const copies = 10_000
const borrowers = 1500
const strangers = 20_000

/** What a copy may have changed, beside its name and contact, which it always has. */
const edits = [
  'words replaced',
  'sections in another order',
  'dates and employers',
  'German headings',
  'passages dropped',
  'a passage of its own',
] as const
type Edit = (typeof edits)[number]

const bench: Bench = {
  title: 'Résumés that are reused',
  async run() {
    const made = resumeTexts(2028)
    const bases = Array.from({ length: stored }, () => made.resume())
    const texts = new Map<SubjectRef, string>()
    const index = resumeIndex()
    bases.forEach((resume, i) => {
      const application: SubjectRef = `application:A-${i}`
      texts.set(application, written(resume))
      index.load({ application, at: 0, signature: signature(texts.get(application)!)! })
    })
    return [whole(made, bases, texts, index), inPart(made, bases, index), unrelated(made, index)]
  },
}
export default bench

type Made = ReturnType<typeof resumeTexts>
type Index = ReturnType<typeof resumeIndex>

/** Every word of a text but numbers, of any length: what "token Jaccard" usually means, and nothing that we chose. */
function tokens(text: string): Set<string> {
  return new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}]*/gu),
  )
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0
  for (const token of a) if (b.has(token)) common++
  return common / (a.size + b.size - common)
}

function whole(
  made: Made,
  bases: readonly ResumeText[],
  texts: ReadonlyMap<SubjectRef, string>,
  index: Index,
): Section {
  const steps = [0.5, 0.6, 0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9, 0.95, 1.0001]
  const curve = steps.slice(1).map(() => ({ n: 0, found: 0 }))
  const byEdit = new Map<Edit, { n: number; found: number }>(edits.map((e) => [e, { n: 0, found: 0 }]))
  let [alike, found, reported, right, nearly] = [0, 0, 0, 0, 0]
  for (let i = 0; i < copies; i++) {
    const of = Math.floor(made.random() * bases.length)
    const { text, did } = copied(made, bases[of]!)
    const own = tokens(text)
    const truth = jaccard(own, tokens(texts.get(`application:A-${of}`)!))
    const near = index.near(signature(text)!).found.filter((f) => f.wording > 0)
    const isFound = near.some((f) => f.application === `application:A-${of}`)
    const step = steps.findIndex((s, k) => truth >= s && truth < (steps[k + 1] ?? 0))
    if (step >= 0) {
      curve[step]!.n++
      if (isFound) curve[step]!.found++
    }
    if (truth >= 0.8) {
      alike++
      if (isFound) found++
      for (const edit of did) {
        const count = byEdit.get(edit)!
        count.n++
        if (isFound) count.found++
      }
    }
    for (const f of near) {
      const j =
        f.application === `application:A-${of}` ? truth : jaccard(own, tokens(texts.get(f.application)!))
      reported++
      if (j >= 0.8) right++
      if (j >= 0.78) nearly++
    }
  }
  return {
    title: 'Whole résumés',
    targets: [
      {
        what: 'near-duplicates found, of those whose Jaccard similarity is 0.8 or more',
        aim: '≥ 98 %',
        measured: percent(found / alike),
        met: found / alike >= 0.98,
        n: `${alike.toLocaleString('en-US')} such copies of ${copies.toLocaleString('en-US')}, among ${stored.toLocaleString('en-US')} stored résumés`,
      },
      {
        what: 'reported pairs whose similarity is 0.8 or more',
        aim: '≥ 99 %',
        measured: `${percent(right / reported)}; ${percent(nearly / reported)} have 0.78 or more`,
        met: right / reported >= 0.99,
        n: `${reported.toLocaleString('en-US')} reported pairs`,
      },
    ],
    notes: [
      'The truth is the Jaccard similarity of the two sets of all words, of any length, numbers left out; it is computed exactly, from the texts. The index leaves out short words, contacts and everything but hashes: where it differs near 0.8, that is counted against it.',
      'Résumés are simulated: invented words, frequencies as in prose, twenty professions, common phrases and skills (bench/resume-texts.ts). Edits are drawn for each copy, each with a chance of one half; up to 22 % of the words are replaced, so that copies lie on both sides of 0.8 on purpose. Real reuse is mostly nearer to 1.',
      'Two limits were set after looking at other draws of the same simulation (seeds 2026 and 2027): 0.802 in place of 0.8, and four passages in place of three. The figures here are of seed 2028, drawn afterwards.',
    ],
    tables: [
      {
        title: 'Reported as a whole, by true similarity',
        columns: ['similarity', 'copies', 'reported'],
        rows: curve.map(({ n, found: f }, k) => [
          `${steps[k]!.toFixed(2)} to ${Math.min(1, steps[k + 1]!).toFixed(2)}`,
          n,
          n > 0 ? percent(f / n) : '',
        ]),
      },
      {
        title: 'Found at 0.8 or more, by what was changed beside name and contact',
        columns: ['edit', 'copies', 'found'],
        rows: [...byEdit].map(([edit, { n, found: f }]) => [edit, n, percent(f / n)]),
      },
    ],
  }
}

function copied(made: Made, base: ResumeText): { text: string; did: Edit[] } {
  const { random } = made
  const copy: ResumeText = structuredClone(base)
  copy.name = made.name()
  copy.contact = `${copy.name.replace(' ', '.')}@example.net`
  const did = edits.filter(() => random() < 0.5)
  if (did.includes('dates and employers'))
    for (const job of copy.jobs) {
      job.dates = made.dates()
      job.company = made.company()
    }
  if (did.includes('passages dropped') && random() < 0.5)
    copy.jobs.splice(Math.floor(random() * copy.jobs.length), 1)
  if (did.includes('a passage of its own') && random() < 0.5) copy.summary = made.passage()
  if (did.includes('words replaced')) {
    const share = random() * 0.22
    const replace = (text: string) => text.replace(/[a-z]+/g, (w) => (random() < share ? made.word() : w))
    copy.summary = replace(copy.summary)
    for (const job of copy.jobs) job.text = replace(job.text)
  }
  const order = did.includes('sections in another order') ? [3, 2, 1, 0] : [0, 1, 2, 3]
  return { text: written(copy, did.includes('German headings') ? german : undefined, order), did }
}

function inPart(made: Made, bases: readonly ResumeText[], index: Index): Section {
  const rows: (string | number)[][] = []
  let two = 0
  for (const [share, label] of [
    [0, 'word for word'],
    [0.05, 'a word in twenty replaced'],
    [0.1, 'a word in ten replaced'],
  ] as const)
    for (const taken of [1, 2, 3]) {
      let found = 0
      for (let i = 0; i < borrowers; i++) {
        const of = Math.floor(made.random() * bases.length)
        const own = made.resume()
        bases[of]!.jobs.slice(0, taken).forEach((job, k) => {
          own.jobs[k] = {
            ...own.jobs[k]!,
            text: job.text.replace(/[a-z]+/g, (w) => (made.random() < share ? made.word() : w)),
          }
        })
        const near = index.near(signature(written(own))!).found
        if (near.some((f) => f.application === `application:A-${of}`)) found++
      }
      if (taken === 2 && share === 0) two = found / borrowers
      rows.push([taken, label, percent(found / borrowers)])
    }
  return {
    title: 'Passages of another résumé in one’s own',
    targets: [
      {
        what: 'résumés that describe two jobs in another résumé’s words, found',
        aim: '≥ 95 %',
        measured: percent(two),
        met: two >= 0.95,
        n: `${borrowers.toLocaleString('en-US')} résumés; 40 to 90 words a job`,
      },
    ],
    notes: ['The aim is our own; the project names none for parts.'],
    tables: [{ title: 'Found', columns: ['jobs taken over', 'how', 'found'], rows }],
  }
}

function unrelated(made: Made, index: Index): Section {
  let [asWhole, inParts, pairs] = [0, 0, 0]
  for (let i = 0; i < strangers; i++) {
    const { found } = index.near(signature(written(made.resume()))!)
    if (found.some((f) => f.wording > 0)) asWhole++
    else if (found.length > 0) inParts++
    pairs += found.length
  }
  return {
    title: 'Résumés that have nothing to do with each other',
    targets: [
      {
        what: 'unrelated résumés taken for a near-duplicate of any of 20,000',
        aim: '0',
        measured: String(asWhole),
        met: asWhole === 0,
        n: `${strangers.toLocaleString('en-US')} résumés, ${((strangers * stored) / 1e6).toLocaleString('en-US')} million pairs`,
      },
    ],
    notes: [
      `Of ${strangers.toLocaleString('en-US')}, ${inParts} (${percent(inParts / strangers)}) have four passages or more in common with one of the stored, ${pairs} pairs in all: simulated people all draw from one store of 400 phrases, which is harsher than life. By itself that weighs 0.5 and moves nobody.`,
    ],
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0.99 || share < 0.01 ? 2 : 1)} %`
}
