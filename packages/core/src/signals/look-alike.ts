import { shownLabel } from './punycode.ts'

/**
 * How one domain imitates another: letters that look alike (Unicode Technical Standard 39), a typing mistake away, a word
 * put before or behind, another ending. Kinds as in Szurdi et al., The long "taile" of typosquatting domain names (2014).
 */
export type Likeness =
  | 'same'
  | 'look-alike letters'
  | 'one typing mistake'
  | 'an added word'
  | 'another ending'

export interface DomainName {
  /** What its owner registered: "example.co.uk" of "mail.example.co.uk". */
  owned: string
  /** Its first label as people see it: "example". */
  name: string
  /** "co.uk". */
  ending: string
}

/** Second levels under which countries let people register. A full list (publicsuffix.org) would be 200 kB; these are nearly all. */
const secondLevels = /^(?:com?|org|net|ac|edu|gov|govt|ne|or|go|gob|gouv|nom|in|ltd|plc|me|id|web|nic)$/

export function domainName(domain: string): DomainName {
  const labels = domain.toLowerCase().split('.')
  const country = labels.at(-1)?.length === 2 && labels.length > 2 && secondLevels.test(labels.at(-2)!)
  const own = labels.slice(country ? -3 : -2)
  return { owned: own.join('.'), name: shownLabel(own[0] ?? ''), ending: own.slice(1).join('.') }
}

/** Shorter names are a typing mistake away from too many others. Assumed. */
const shortest = { letters: 4, mistake: 6, twoMistakes: 11, word: 4 }

/** Words that make a name sound like the place where staff and applicants write. */
const staffWords =
  /^(?:careers?|jobs?|hr|recruit(?:ing|ment|er|ers)?|hiring|talent|staffing|employment|employees?|onboarding|references?|verif(?:y|ication)|interviews?)$/

/** How `seen` imitates `real`; undefined when it does not. Both are names without ending, as people see them. */
export function nameLikeness(seen: string, real: string): Likeness | undefined {
  const [a, b] = [folded(seen), folded(real)]
  if (a === b) return 'same'
  if (b.length >= shortest.letters && skeleton(seen) === skeleton(real)) return 'look-alike letters'
  if (b.length >= shortest.word && withWord(a, b)) return 'an added word'
  const most = b.length >= shortest.twoMistakes ? 2 : b.length >= shortest.mistake ? 1 : 0
  // a plural is a name of its own more often than a mistake
  if (most > 0 && a !== `${b}s` && b !== `${a}s` && mistakes(a, b) <= most) return 'one typing mistake'
  return undefined
}

/** Without accents and hyphens, which owners leave out or not. */
function folded(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}-]/gu, '')
    .replaceAll('ß', 'ss')
}

/** Letters of other scripts, and digits, that are taken for a Latin one; pairs that look like one letter. */
const seenAs: Record<string, string> = Object.fromEntries(
  'аa вb сc ԁd еe һh іi јj ҝk ӏl мm нh оo рp ԛq гr ѕs тt υu ѵv ѡw хx уy ᴢz αa βb εe ηn ιi κk νv οo ρp τt χx ɡg ɩi ıi 0o 1l 3e 5s'
    .split(' ')
    .map((pair) => [...pair]),
)

function skeleton(name: string): string {
  return [...folded(name)]
    .map((c) => seenAs[c] ?? c)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l')
}

function withWord(seen: string, real: string): boolean {
  if (seen.startsWith(real)) return staffWords.test(seen.slice(real.length))
  return seen.endsWith(real) && staffWords.test(seen.slice(0, -real.length))
}

/** Letters lost, added, replaced or exchanged with a neighbour: optimal string alignment, given up on beyond 2. */
export function mistakes(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || a.length > 63 || b.length > 63) return Number.POSITIVE_INFINITY
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length]!
}
