import countries from '../facts/countries.ts'

/**
 * Words that addresses of the United States are made of, each with its usual short form: USPS Publication 28, appendices
 * B and C. https://pe.usps.com/text/pub28/welcome.htm
 */

function table(rows: string): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  for (const row of rows.split(';')) {
    const [short = '', ...long] = row.trim().split(/\s+/)
    for (const word of [short, ...long]) out.set(word, short)
  }
  return out
}

/** What kind of street it is: the last of these in a street ends its name. */
export const suffixes = table(
  `aly alley; ave avenue av aven avenu; blvd boulevard boul; br branch; brg bridge; bypass byp; cir circle circ; cmn common;
  cmns commons; cor corner; ct court; cts courts; cv cove; crk creek; cres crescent; xing crossing; dr drive drv; expy
  expressway expwy exp; ext extension; fwy freeway; gdns gardens; gln glen; grn green; hbr harbor; hts heights; hwy highway
  highwy hw; hl hill; hls hills; holw hollow; is island isle; jct junction; knl knoll; knls knolls; lk lake; lndg landing;
  ln lane; loop lp; mall; mdw meadow; mdws meadows; ml mill; mnr manor; mt mount; oval; park; pkwy parkway pky pkway;
  pass; path; pike; pl place; plz plaza; pt point; rdg ridge; rd road; row; run; rte route; sq square sqr; sta station;
  st street str; ter terrace terr; trce trace; trl trail; tpke turnpike; vly valley; vw view; vlg village; vis vista; walk;
  way wy; xrd crossroad`,
)

const longSuffixes = [...suffixes.keys()].filter((word) => word.length > 5)

/** The short form of a suffix that is one letter away; undefined for other words. */
export function misspelledSuffix(word: string): string | undefined {
  if (word.length < 5) return undefined
  const meant = longSuffixes.find((suffix) => oneLetterApart(word, suffix))
  return meant && suffixes.get(meant)
}

/** One letter changed, put in, left out, or swapped with its neighbour. False for equal words. */
export function oneLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  if (endA - start <= 1 && endB - start <= 1) return true
  return endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}

export const directionals = table(
  'n north; s south; e east; w west; ne northeast; nw northwest; se southeast; sw southwest',
)

/** What stands before the number of a part of a building, or of a box in it. */
export const units: ReadonlySet<string> = new Set(
  '# apt apartment bldg building box bx dept department fl flr floor ms ofc ph penthouse pmb rm spc ste suite suit trlr trailer unit mailbox mbx mailstop'.split(
    ' ',
  ),
)

/** The same, but names of streets as well: only behind a street that has ended. */
export const unitsBehind: ReadonlySet<string> = new Set(
  'front lot lower no num number office rear room slip space stop tower upper'.split(' '),
)

/** Roads that are called by a number: it belongs to the name. */
export const numbered: ReadonlySet<string> = new Set([
  'hwy',
  'us',
  'fm',
  'rte',
  'rt',
  'sr',
  'cr',
  'interstate',
  'i',
  'ave',
  'state rd',
  'county rd',
  'ranch rd',
])

/** Islands and posts abroad that write addresses like states do. */
const beyond = {
  VI: 'Virgin Islands',
  GU: 'Guam',
  AS: 'American Samoa',
  MP: 'Northern Mariana Islands',
  AA: 'Armed Forces Americas',
  AE: 'Armed Forces Europe',
  AP: 'Armed Forces Pacific',
}

/** Code and name, both in lower case, to the code. */
export const states: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...countries.data.regions.US, ...beyond }).flatMap(([code, name]): [string, string][] => [
    [code.toLowerCase(), code],
    [name.toLowerCase(), code],
  ]),
)
