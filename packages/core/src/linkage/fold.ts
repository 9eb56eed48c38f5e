/**
 * Written values in the form that is compared. Nothing here decides anything: it takes away what spelling,
 * transliteration and habit add.
 */

/** Longer values are cut: nobody's name or street is longer, and a megabyte in a field costs no more than this. */
export const longest = 160

/** Letters that decomposition leaves alone; Cyrillic and Greek by ISO 9 and ISO 843, without their marks. */
const letters: Record<string, string> = Object.fromEntries(
  'øo łl đd ðd ħh ıi ŀl ŋn œoe æae ßss þth ĸk ŧt аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щshch ъ ыy ь эe юyu яya іi їi єe ґg ўu ђd јj љl њn ћc џdz αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)

/** Lower case, Latin where a table tells how, without accents; what is neither letter nor digit becomes a space. */
export function plain(written: string): string {
  const head = written.length > longest ? written.slice(0, longest) : written
  if (/^[a-z0-9 ]*$/.test(head)) return head.trim()
  if (isAscii(head))
    return head
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return head
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'`’ʼʹ‘]/gu, '')
    .replace(/[^ -~]/gu, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .slice(0, longest)
    .trim()
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

const titles = new Set('mr mrs ms miss mx dr prof jr sr ii iii iv esq phd md'.split(' '))

/** The parts of a name, in order, without titles and what stands for "none". */
export function nameParts(written: string): string[] {
  const parts = plain(written)
    .split(' ')
    .filter((part) => part !== '')
  const bare = parts.filter((part) => !titles.has(part))
  return (bare.length > 0 ? bare : parts).slice(0, 8)
}

/** A written name as given and family part: the last word, or what stands before a comma, is the family's. */
export function splitName(written: string): { given: string; family: string } {
  const head = written.slice(0, longest)
  const comma = head.indexOf(',')
  if (comma > 0) {
    const rest = nameParts(head.slice(comma + 1))
    if (rest.length > 0 && !titles.has(rest[0]!))
      return { given: head.slice(comma + 1).trim(), family: head.slice(0, comma).trim() }
  }
  const words = head
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '' && !titles.has(plain(word)))
  // "de la Cruz", "van den Berg", "bin Laden": what stands small before a family name belongs to it.
  let from = words.length - 1
  while (from > 1 && particles.has(plain(words[from - 1]!))) from--
  if (words.length < 2) return { given: '', family: words[0] ?? '' }
  return { given: words.slice(0, from).join(' '), family: words.slice(from).join(' ') }
}

const particles = new Set(
  'de da do dos das del della di du la le los las van von der den ter ten zu bin ibn al el st saint san santa ap mc mac'.split(
    ' ',
  ),
)

/**
 * What is left of a name when the habits of romanisation are taken away: two spellings with one skeleton may be one
 * name (Kovalev, Kovalyov; Aleksandr, Alexander; Mohammed, Muhamad; Chowdhury, Choudhuri). Vowels are kept apart only
 * at the beginning, so that it may only help a pair: it is worth less than equal spelling, never more.
 */
export function skeleton(name: string): string {
  let s = name
    .replace(/sch|shch|sh|sz|ch|cz|tch|tsch|zh|dj|dzh/g, (m) =>
      m.startsWith('d') ? 'j' : m === 'zh' ? 'z' : 's',
    )
    .replace(/ow(?=[^aeiouy]|$)/g, 'ou')
    .replace(/[yi]o/g, 'e')
    .replace(/([uo])e(?=[^aeiou])/g, '$1')
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/[kg]h/g, (m) => m[0]!)
    .replace(/ks/g, 'x')
    .replace(/ck|q|c/g, 'k')
    .replace(/w/g, 'v')
    .replace(/ts|tz/g, 'z')
    .replace(/j|y|ii|ie|ee/g, 'i')
    .replace(/ou|oo|uu/g, 'u')
    .replace(/ae/g, 'a')
    .replace(/ai|ei/g, 'e')
    .replace(/(.)\1+/g, '$1')
  s = s.replace(/(?<=[^aeiou])h|h(?=[^aeiou]|$)/g, '').replace(/(?<=.)e(?=[rl]$)/g, '')
  s = s.replace(/o/g, 'u').replace(/i(?=[aeu])/g, '')
  return s.replace(/e/g, 'i').replace(/(.)\1+/g, '$1')
}
