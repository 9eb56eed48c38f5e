/**
 * Dates and periods as résumés write them: "Jan 2019 – Present", "01/2019-03/2021", "Spring 2019", "2015 - 2019",
 * "Jan – Mar 2019", "2018–19", "May '19", "since 2020". They are found, not interpreted: what is given back is what is
 * written, with the year added where a period states it once.
 */
export interface Period {
  start?: string
  end?: string
  /** Where in the line it stands. */
  from: number
  to: number
}

const month =
  '(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero)?|f[ée]vr?(?:ier)?|mar(?:ch|s|zo)?|m[äa]rz|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juni?|juin|junio|july?|juli?|juil(?:let)?|julio|aug(?:ust)?|ao[ûu]t|ago(?:sto)?|sept?(?:ember|embre)?|septiembre|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre)?|noviembre|dec(?:ember)?|d[ée]c(?:embre)?|dez(?:ember)?|dic(?:iembre)?|ene(?:ro)?)\\.?'
const season = '(?:spring|summer|autumn|fall|winter)'
const year = '(?:19[5-9]\\d|20[0-4]\\d)'
const date = `(?:(?:${month}|${season})(?:\\s+\\d{1,2}(?:st|nd|rd|th)?,?)?[\\s,]*(?:of\\s+|de\\s+)?(?:${year}|['’]\\d\\d)|\\d{1,2}[/.]\\d{1,2}[/.]${year}|\\d{1,2}[/.-]${year}|${year}[/.-](?:0[1-9]|1[0-2])(?:[/.-][0-3]\\d)?(?!\\d)|${year})`
const present =
  "(?:present|current(?:ly)?|now|today|ongoing|to\\s+date|till\\s+date|date|heute|aktuell|aujourd['’]hui|présent|actualidad|actualmente|presente|hoy|atual)"
const between = '\\s*(?:[-–—‒−→~]+|\\b(?:to|until|till|through|thru|bis|hasta)\\b|à(?=\\s))\\s*'
const edge = '(?<![\\p{L}\\p{N}/.])'
const end = '(?![\\p{L}\\p{N}/])'

const forms: readonly [form: RegExp, read: (m: RegExpExecArray) => Omit<Period, 'from' | 'to'>][] = [
  [
    new RegExp(`${edge}(${date})${between}(${date}|${present})${end}`, 'iu'),
    (m) => ({ start: m[1]!, end: m[2]! }),
  ],
  [
    // the year stands once: Jan – Mar 2019
    new RegExp(`${edge}(${month}|${season})${between}(?:(?:${month}|${season})\\s+(${year}))${end}`, 'iu'),
    (m) => ({
      start: `${m[1]} ${m[2]}`,
      end: m[0].replace(/^.*?(?:[-–—‒−→~]+|\s(?:to|until|till|through|thru|bis|hasta)\s)\s*/i, ''),
    }),
  ],
  [
    new RegExp(`${edge}((?:19|20)\\d\\d)\\s?[-–—/]\\s?(\\d\\d)${end}`, 'u'),
    (m) => ({ start: m[1]!, end: `${m[1]!.slice(0, 2)}${m[2]}` }),
  ],
  [new RegExp(`${edge}(?:since|from|seit|depuis|desde)\\s+(${date})${end}`, 'iu'), (m) => ({ start: m[1]! })],
  // a line that ends in a dash: until now, as it seems, so no end is given
  [new RegExp(`${edge}(${date})\\s*[-–—]\\s*$`, 'iu'), (m) => ({ start: m[1]! })],
]

/** The first period in a line; undefined when there is none. A single date is none: see `dateIn`. */
export function periodIn(line: string): Period | undefined {
  if (!/\d\d/.test(line)) return undefined
  let first: Period | undefined
  for (const [form, read] of forms) {
    const m = form.exec(line)
    if (!m) continue
    // 2010-12 reads as a month; as a period only when the second number is a later year, never a month
    if (form === forms[2]![0] && Number(m[2]) <= 12 && /-/.test(m[0]) && !/\s/.test(m[0])) continue
    if (!first || m.index < first.from) first = { ...read(m), from: m.index, to: m.index + m[0].length }
  }
  return first
}

const single = new RegExp(`${edge}(${date})${end}`, 'iu')

/** The first single date in a line, as an end: the form of "graduated May 2019". */
export function dateIn(line: string): Period | undefined {
  const m = single.exec(line)
  return m ? { end: m[1]!, from: m.index, to: m.index + m[0].length } : undefined
}
