/** Words of names, and how alike two spellings of one word are. Used by the sanctions look-up and nowhere else. */

/** Words that stand in many names and tell nothing. */
const particles = new Set(
  'al el ul bin ibn bint abu abd de del la los las da dos van von der the y e'.split(' '),
)

/** A written name as its words: lower case, without accents and marks; each word once, particles left out. */
export function nameWords(written: string): string[] {
  const words = written
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`ʼ]/g, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !particles.has(word))
  return [...new Set(words)]
}

/**
 * Jaro-Winkler, 0 to 1: what the US Census Bureau matches names with. W. E. Winkler, String Comparator Metrics and
 * Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage, 1990.
 */
export function similarity(a: string, b: string): number {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const usedB = new Array<boolean>(b.length).fill(false)
  const common: string[] = []
  for (let i = 0; i < a.length; i++)
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++)
      if (!usedB[j] && a[i] === b[j]) {
        usedB[j] = true
        common.push(a[i]!)
        break
      }
  if (common.length === 0) return 0
  let swapped = 0
  let k = 0
  for (let j = 0; j < b.length; j++) if (usedB[j] && b[j] !== common[k++]) swapped++
  const n = common.length
  const jaro = (n / a.length + n / b.length + (n - swapped / 2) / n) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}
