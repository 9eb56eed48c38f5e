export interface Words {
  /** 32-bit hashes, in order. */
  hashes: number[]
  /** Where a comma, a bullet, the end of a line or the like stands before the word: 1, else 0. */
  breaks: number[]
}

/**
 * The words of a text, whatever the script: what résumés are compared by.
 *
 * Words of fewer than four letters are left out in alphabets whose little words are short (Latin, Greek, Cyrillic,
 * Armenian): "and", "der", "las", and the abbreviations that every list of skills repeats. Other alphabets keep two
 * letters or more, and scripts that put no spaces between words give each pair of neighbouring signs. So are numbers
 * left out, and whatever is written without a space around "@" or "//": dates and contacts are what a copy changes first.
 */
export function words(text: string): Words {
  // Nobody's résumé is longer; what stands after that is not read.
  const head = text.length > longest ? text.slice(0, longest) : text
  const plain = isAscii(head) ? head : head.normalize('NFKC').toLowerCase()
  const hashes: number[] = []
  const breaks: number[] = []
  let isBroken = 0
  let hash = seed
  let length = 0
  let least = 0
  let sign = 0
  let runBegan = 0
  let isContact = false
  const push = (word: number) => {
    hashes.push(finish(word))
    breaks.push(isBroken)
    isBroken = 0
  }
  const end = () => {
    if (length > 0 && least > 0 && length >= least) push(hash)
    hash = seed
    length = 0
    least = 0
  }
  for (let i = 0; i < plain.length; i++) {
    let code = plain.charCodeAt(i)
    if (code >= 0xd800 && code < 0xdc00) code = plain.codePointAt(i)!
    if (code > 0xffff) i++
    const kind = kindOf(code)
    if (kind === letter || kind === longLetter || kind === digit) {
      hash = Math.imul(hash ^ (code >= 65 && code <= 90 ? code | 32 : code), 0x01000193)
      length++
      // A word in two alphabets is long enough when either says so; digits alone are no word.
      if (kind !== digit) least = kind === letter || least === 2 ? 2 : 4
      sign = 0
      continue
    }
    end()
    if (kind === unspaced) {
      if (sign > 0) push(Math.imul(seed ^ sign, 0x01000193) ^ code)
      sign = code
      continue
    }
    sign = 0
    if (kind === space) {
      if (isContact) hashes.length = breaks.length = runBegan
      runBegan = hashes.length
      isContact = false
      if (code === 10) isBroken = 1
    } else if (kind === divider) isBroken = 1
    else if (code === 64 || (code === 47 && plain.charCodeAt(i + 1) === 47)) isContact = true
  }
  end()
  if (isContact) hashes.length = breaks.length = runBegan
  return { hashes, breaks }
}

const longest = 200_000
const seed = 0x811c9dc5

const other = 1
const digit = 2
/** Of an alphabet whose little words are short, and of any other. */
const longLetter = 3
const letter = 4
const unspaced = 5
const space = 6
const divider = 7

/** What each character of the basic plane is; 0 until it was first asked for. */
const known = new Uint8Array(0x10000)

function kindOf(code: number): number {
  if (code > 0xffff) return classify(code)
  const kind = known[code]!
  if (kind !== 0) return kind
  known[code] = classify(code)
  return known[code]!
}

function classify(code: number): number {
  const character = String.fromCodePoint(code)
  if (/\s/u.test(character)) return space
  if (/\p{N}/u.test(character)) return digit
  if (/[,;|/:•·●▪◦‣⁃–—、，；：・،]/u.test(character)) return divider
  if (!/[\p{L}\p{M}]/u.test(character)) return other
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u.test(character))
    return unspaced
  return code < 0x590 ? longLetter : letter
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/** Spreads FNV-1a's bits evenly (finaliser of MurmurHash3, public domain): ranks and slots are taken from them. */
export function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
