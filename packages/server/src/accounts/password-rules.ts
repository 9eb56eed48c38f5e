/** NIST SP 800-63B-4, 3.1.1.2: length counts; what kinds of characters, and when it was last changed, do not. */
export const shortestPassword = 12
export const longestPassword = 200

/**
 * Words that common passwords are made of. The lists of what has leaked hold millions, but of those with twelve characters
 * or more nearly all are these, repeated, joined or followed by digits.
 */
const words =
  'password passwort passw pass word qwerty qwertz azerty qwertyuiop asdfghjkl asdf zxcvbnm zxcv letmein welcome willkommen admin administrator root login user test guest master monkey dragon shadow sunshine princess football baseball basketball soccer hockey superman batman starwars pokemon iloveyou love you iloveu loveyou lovely forever trustno secret secure security access changeme change temp default server company office summer winter spring autumn monday friday january february march april june july august september october november december michael jennifer jordan daniel charlie jessica ashley hunter killer freedom whatever computer internet samsung google facebook linkedin microsoft windows apple iphone hello world abc abcd the is my and'.split(
    ' ',
  )
const sorted = [...new Set(words)].sort((a, b) => b.length - a.length)
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'abcdefghijklmnopqrstuvwxyz', '01234567890']
const drawn: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** The same password typed on two keyboards is the same text. */
export function normal(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Why a password won't do, as a sentence; undefined when it will. `about` are words that somebody who knows the account
 * would try: its name, its address, the company.
 */
export function unfit(given: string, about: readonly string[]): string | undefined {
  const password = normal(given)
  const length = [...password].length
  if (length < shortestPassword)
    return `The password has ${length} characters; it needs ${shortestPassword} or more. Several words that have nothing to do with each other do well.`
  if (length > longestPassword)
    return `The password has ${length} characters; at most ${longestPassword} are read.`
  const lower = password.toLowerCase()
  if (new Set(lower).size < 5) return 'The password repeats a few characters: choose one with more of them.'
  if (rest(lower, rows.flatMap(runsOf)).length < 4)
    return 'The password runs along the keyboard, the alphabet or the digits: choose another.'
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((w) => w.length > 2)
  const known = [...own, 'telltale', ...sorted].sort((a, b) => b.length - a.length)
  // What is put in front or behind is dropped before signs are read as letters: “P@ssw0rd!!1” ends in no i’s.
  const inner = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  for (const spelling of [lower, letters(lower), letters(inner)])
    if (rest(spelling, known).replace(/[^\p{L}]/gu, '').length < 4)
      return 'The password is made of common words, or of what it belongs to: choose another.'
  return undefined
}

function letters(text: string): string {
  return [...text].map((c) => drawn[c] ?? c).join('')
}

/** What is left of a text without the given parts, longest first. */
function rest(text: string, parts: readonly string[]): string {
  let left = text
  for (const part of parts) left = left.replaceAll(part, ' ')
  return left.replaceAll(' ', '')
}

/** Every run of four or more neighbours, either way, longest first. */
function runsOf(row: string): string[] {
  const runs: string[] = []
  for (let length = row.length; length >= 4; length--)
    for (let at = 0; at + length <= row.length; at++) {
      const run = row.slice(at, at + length)
      runs.push(run, [...run].reverse().join(''))
    }
  return runs
}
