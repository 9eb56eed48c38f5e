import { seeded } from './machine.ts'

/**
 * Simulated résumés: invented words whose frequencies follow Zipf and Mandelbrot as those of English prose do, the
 * words of twenty professions on top, skills that a profession's people all name, and phrases that everybody uses.
 * Nothing about people is to be read from them; what they share by chance is what is at stake.
 */
export interface ResumeText {
  name: string
  contact: string
  summary: string
  jobs: { company: string; title: string; dates: string; text: string }[]
  skills: string[]
  school: string
}

const vocabularySize = 30_000
const professions = 20
const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const english = ['Summary', 'Experience', 'Skills', 'Education', 'Languages', 'References on request']
export const german = [
  'Profil',
  'Berufserfahrung',
  'Kenntnisse',
  'Ausbildung',
  'Sprachen',
  'Referenzen auf Anfrage',
]

export function resumeTexts(seed: number) {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  const vocabulary = invent(seeded(7))
  /** Cumulative weights of ranks, exponent 1.07 and shift 2.7. */
  const weights = new Float64Array(vocabularySize)
  let sum = 0
  for (let rank = 0; rank < vocabularySize; rank++) weights[rank] = sum += 1 / (rank + 2.7) ** 1.07
  const zipf = (): number => {
    const x = random() * sum
    let [low, high] = [0, vocabularySize - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (weights[middle]! < x) low = middle + 1
      else high = middle
    }
    return low
  }
  /** A third of the words that are not the commonest are the profession's own. */
  const word = (profession: number): string => {
    const rank = zipf()
    return rank > 150 && random() < 0.33
      ? vocabulary[200 + profession * 400 + Math.floor(random() ** 2 * 400)]!
      : vocabulary[rank]!
  }
  const phraseRandom = seeded(11)
  const phrases = Array.from({ length: 400 }, () =>
    Array.from(
      { length: 7 + Math.floor(phraseRandom() * 8) },
      () => vocabulary[Math.floor(phraseRandom() ** 3 * 2000)]!,
    ).join(' '),
  )
  const sentence = (profession: number) => {
    if (random() < 0.12) return phrases[Math.floor(random() ** 3 * phrases.length)]!
    return Array.from({ length: between(8, 16) }, () => word(profession)).join(' ')
  }
  const passage = (profession: number, sentences: number) =>
    Array.from({ length: sentences }, () => sentence(profession)).join('. ')
  const name = () =>
    `${vocabulary[15_000 + Math.floor(random() * 7000)]!} ${vocabulary[22_000 + Math.floor(random() * 7000)]!}`
  const company = () => `${vocabulary[9000 + Math.floor(random() * 6000)]!} Inc`
  const dates = () => `${pick(months)} ${between(2005, 2018)} to ${pick(months)} ${between(2019, 2026)}`

  return {
    random,
    word: () => word(between(0, professions - 1)),
    name,
    company,
    dates,
    passage: () => passage(between(0, professions - 1), between(3, 5)),
    resume(): ResumeText {
      const profession = between(0, professions - 1)
      const who = name()
      return {
        name: who,
        contact: `${who.replace(' ', '.')}@example.com +1 ${between(200, 989)} 555 ${between(1000, 9999)}`,
        summary: passage(profession, between(2, 4)),
        jobs: Array.from({ length: between(3, 5) }, () => ({
          company: company(),
          title: vocabulary[200 + profession * 400 + between(0, 9)]!,
          dates: dates(),
          text: passage(profession, between(4, 6)),
        })),
        skills: Array.from(
          { length: between(12, 25) },
          () => vocabulary[200 + profession * 400 + Math.floor(random() * 60)]!,
        ),
        school: `Bachelor of Science, University of ${vocabulary[14_000 + between(0, 900)]!}, ${between(1995, 2020)}`,
      }
    },
  }
}

/** As it reads in a file. `order` is that of summary, jobs, skills and school. */
export function written(
  { name, contact, summary, jobs, skills, school }: ResumeText,
  headings: readonly string[] = english,
  order: readonly number[] = [0, 1, 2, 3],
): string {
  const parts = [
    `${headings[0]}\n${summary}.`,
    `${headings[1]}\n${jobs.map((j) => `${j.title}, ${j.company}, ${j.dates}\n${j.text}.`).join('\n\n')}`,
    `${headings[2]}\n${skills.join(', ')}`,
    `${headings[3]}\n${school}`,
  ]
  return [name, contact, ...order.map((i) => parts[i]!), headings[5]].join('\n\n')
}

/** Words of consonants and vowels in turn, the commoner the shorter, none twice. */
function invent(random: () => number): string[] {
  const [consonants, vowels] = ['bcdfghjklmnprstvwxz', 'aeiou']
  const out = new Set<string>()
  while (out.size < vocabularySize) {
    const length = Math.max(2, Math.round(1.6 + Math.log2(out.size + 2) * 0.42 + random() * 2.5))
    let text = ''
    for (let i = 0; i < length; i++) {
      const letters = i % 2 === 0 ? consonants : vowels
      text += letters[Math.floor(random() * letters.length)]!
    }
    out.add(text)
    if (random() < 0.001) continue
  }
  return [...out]
}
