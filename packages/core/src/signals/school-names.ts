/**
 * One form for the ways in which the name of a school is written. `strict` keeps every word; `folded` brings usual
 * abbreviations, the words for "university" in a dozen languages and small words to one form, and keeps the order:
 * the University of Washington and Washington University are two.
 */

/** One short form for all spellings of a word that many schools have in their names. */
const forms: Record<string, string> = {
  univ: 'university univ uni unv u universidad universidade universita universite universitat universitaet universiteit universitet universitetas universiti universitas univerzita univerzitet uniwersytet universitatea universitesi yliopisto egyetem',
  coll: 'college coll col colleges colegio collegium',
  inst: 'institute inst institut instituto istituto institution instituut institutet',
  tech: 'technology tech technical technological technologies tecnologia tecnologico tecnologica technique technische technik',
  poly: 'polytechnic poly polytech polytechnique',
  sch: 'school sch schools',
  acad: 'academy acad academia akademia akademie academie',
  sci: 'science sciences sci',
  art: 'arts art',
  eng: 'engineering eng engg engr engrg engineers',
  mgmt: 'management mgmt mgt mngt',
  bus: 'business bus',
  intl: 'international intl int internacional internationale',
  natl: 'national natl nat nacional nationale',
  cmty: 'community comm cmty commty',
  med: 'medical medicine med medicina',
  agri: 'agricultural agriculture agric agri ag',
  educ: 'education educ educational',
  econ: 'economics econ economic',
  admin: 'administration admin',
  // "St." is both; where it stands in the name tells them apart.
  st: 'saint st state sainte ste',
  mt: 'mount mt',
  ft: 'fort ft',
  n: 'north n',
  s: 'south s',
  e: 'east e',
  w: 'west w',
  hs: 'hochschule hs',
  fh: 'fachhochschule fh',
  ctr: 'center centre ctr centro',
  amer: 'american amer',
  dept: 'department dept',
  theol: 'theological theol theology',
  sem: 'seminary sem',
}

/** The traditional short forms of US states, as on the title pages of theses (GPO Style Manual 2016, 9.14); "Del." and "La." are words of other languages. */
const states =
  'alabama ala|arizona ariz|arkansas ark|california calif cal|colorado colo|connecticut conn|florida fla|georgia ga|illinois ill|indiana ind|kansas kan kans|kentucky ky|maryland md|massachusetts mass|michigan mich|minnesota minn|mississippi miss|montana mont|nebraska neb nebr|nevada nev|oklahoma okla|oregon ore oreg|pennsylvania pa penn|tennessee tenn|texas tex|virginia va|vermont vt|washington wash|wisconsin wis wisc|wyoming wyo'

const fold = new Map<string, string>([
  ...Object.entries(forms).flatMap(([form, words]) => words.split(' ').map((word) => [word, form] as const)),
  ...states.split('|').flatMap((state) => {
    const [name, ...short] = state.split(' ')
    return short.map((word) => [word, name!] as const)
  }),
])

/** Words that carry no name. */
const small = new Set(
  'the of at and for in on de del de la le les el los las du des da do dos di della dei der die das des fur van het et und y'.split(
    ' ',
  ),
)

/** Words that many schools share: what is left of a name beside them is what tells schools apart. */
const generic = new Set([
  ...Object.keys(forms),
  ...Object.keys(forms).flatMap((form) => forms[form]!.split(' ')),
])

/** Long words of that kind in the spelling that is written out, for finding a slip of the pen in them. */
export const longWords: readonly string[] = [...fold.keys()].filter(
  (word) => word.length >= 5 && generic.has(word),
)

const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** The words of a name: lower case, no accents, "A & M" as one word, dots of initials gone. */
export function wordsOf(written: string): string[] {
  const text = (plainLetters.test(written) ? written : withoutAccents(written))
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/(?<!\p{L})(\p{L}) ?(?:&|\band\b) ?(\p{L})(?!\p{L})/gu, '$1$2')
    .replace(/&/g, ' and ')
    .replace(/(?<!\p{L})(\p{L})\.(?=\p{L}(?!\p{L}))/gu, '$1')
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

const plainLetters = /^[ -~]*$/

function withoutAccents(written: string): string {
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter]!)
    .replace(/[’‘´ʻ]/g, '')
}

export function strict(words: readonly string[]): string {
  return (words[0] === 'the' ? words.slice(1) : words).join(' ')
}

export function folded(words: readonly string[]): string[] {
  return words.map((word) => fold.get(word) ?? word).filter((word) => !small.has(word))
}

export function isGeneric(word: string): boolean {
  return generic.has(word)
}

/** Letters of the words that tell this school from others. */
export function telling(words: readonly string[]): number {
  let sum = 0
  for (const word of words) if (!generic.has(word) && !small.has(word)) sum += word.length
  return sum
}

export function isSmall(word: string): boolean {
  return small.has(word)
}

/** "IV", "2", "B": one letter makes it another one, so that no slip is looked for. */
export function isNumber(word: string): boolean {
  return /^(?:\d+|[ivx]+|\p{L})$/u.test(word)
}
