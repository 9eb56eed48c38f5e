import { placeOf, type WrittenPlace } from './places.ts'
import { type Profile, profileOf } from './profiles.ts'
import { periodIn } from './resume-dates.ts'
import { isPlace } from './resume-place.ts'
import { headingOf, joined, type Section } from './resume-sections.ts'

export interface Contact {
  name?: string
  emails: string[]
  /** As written. */
  phones: string[]
  address?: string
  place?: WrittenPlace
  profiles: Profile[]
}

const email = /[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}\.)+\p{L}{2,24}/gu
const phone =
  /(?:(?<![\p{L}\p{N}/.@_-])\+|(?<![\p{L}\p{N}+/.@_-]))\(?\d[\d\s().–-]{5,22}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\p{L}\p{N}@/])/gu
const url =
  /(?:https?:\/\/|www\.)[^\s<>()|,;]+|\b(?:linkedin\.com\/(?:in|pub)|github\.com|gitlab\.com|bitbucket\.org|stackoverflow\.com\/users)\/[^\s<>()|,;]+/giu
const street =
  /\b(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|terrace|parkway|pkwy|highway|hwy|circle|cir|square|apt|suite|unit|p\.?\s?o\.?\s?box|rue|calle|via)\b\.?|stra(?:ß|ss)e\b|str\.|weg\b|gasse\b|platz\b/iu
const roles =
  /\b(?:engineer|developer|manager|designer|analyst|consultant|architect|administrator|scientist|director|specialist|programmer|student|resume|résumé|curriculum|vitae|cv|lebenslauf|page)\b/iu

/** Who a résumé says wrote it and how to reach them: from its top and its contact section; never from references. */
export function contactOf(sections: readonly Section[], links: readonly string[]): Contact {
  const top = sections
    .filter((s) => s.kind === 'top' || s.kind === 'contact')
    .flatMap((s) => s.lines.slice(0, 40))
  const elsewhere = sections.filter((s) => s.kind === 'other').flatMap((s) => s.lines.slice(0, 40))
  const own = top.join('\n')
  const emails = matches(own, email)
  const phones = phonesIn(own)
  const profiles = [
    ...matches(own, url),
    ...links.filter((l) => /^https?:/i.test(l)),
    ...elsewhere.flatMap((l) => matches(l, url)),
  ]
    .map((u) => profileOf(u.replace(/[.,;:]+$/, '')))
    .filter((p, i, all) => all.findIndex((q) => same(p, q)) === i)
  const mailto = links.filter((l) => /^mailto:/i.test(l)).map((l) => l.slice(7).replace(/\?.*$/, ''))
  // a column beside the rest may come out of a file at any point: one address anywhere is still the applicant's
  const found = emails.length > 0 ? emails : [...mailto, ...matches(elsewhere.join('\n'), email)].slice(0, 1)
  const called =
    phones.length > 0
      ? phones
      : phonesIn(elsewhere.filter((l) => /phone|mobile|cell|tel\b|handy|móvil/i.test(l)).join('\n')).slice(
          0,
          1,
        )
  const name = nameIn(top)
  const { address, place } = whereIn(top.slice(0, 15))
  return {
    ...(name && { name }),
    emails: found.slice(0, 10),
    phones: called.slice(0, 10),
    ...(address && { address }),
    ...(place && { place }),
    profiles: profiles.slice(0, 20).map(({ known: _, ...profile }) => profile),
  }
}

function same(a: Profile, b: Profile): boolean {
  if (a.username && b.username)
    return a.network === b.network && a.username.toLowerCase() === b.username.toLowerCase()
  const bare = (p: Profile) => p.url.replace(/^https?:\/\/(?:www\.)?|\/$/gi, '').toLowerCase()
  return bare(a) === bare(b)
}

function matches(text: string, form: RegExp): string[] {
  return [...new Set([...text.matchAll(form)].map((m) => m[0]))]
}

/** Seven to fifteen digits that are no period of years. */
function phonesIn(text: string): string[] {
  return text.split('\n').flatMap((line) =>
    line.split(/[|•·;]|\t|\s{3,}/).flatMap((cell) =>
      matches(cell.replace(url, ' ').replace(email, ' '), phone)
        .map((p) => p.trim())
        .filter((p) => {
          const digits = p.replace(/(?:x|ext).*$/i, '').replace(/\D/g, '').length
          return (
            digits >= 7 &&
            digits <= 15 &&
            !periodIn(p) &&
            !/^(?:19|20)\d\d[-.]\d\d[-.]\d\d$/.test(p) &&
            !/^\d{5}-\d{4}$/.test(p)
          )
        }),
    ),
  )
}

/** The name that stands first, or after "Name:"; a single word and any script will do. */
function nameIn(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(0, 12)) {
    const labelled = /^(?:full )?name\s*[:：]\s*(.{1,80})$/i.exec(line)?.[1]
    if (labelled) return labelled.trim()
  }
  for (const line of lines.filter((l) => l !== '').slice(0, 4)) {
    if (/@|\d|https?:|www\./.test(line.split(/[|•·\t]/)[0]!)) continue
    const plain = joined(line)
      .replace(/^#+\s*|\*+/g, '')
      .replace(/^(?:curriculum vitae|cv|r[ée]sum[ée]|lebenslauf)(?:\s+(?:of|de|von))?\s*[:–—-]?\s*/i, '')
    const cell = plain
      .split(/\s*[|•·\t]\s*|\s{3,}|,\s+(?:ph\.?d|m\.?sc|mba|b\.?sc|pmp|cpa|md|esq)\b/i)[0]!
      .trim()
    if (cell === '') continue
    const letters = cell.replace(/[\p{Extended_Pictographic}\p{Emoji_Component}\p{Cf}]/gu, '').trim()
    const parts = letters.split(/\s+/)
    const fits =
      /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’ʼ·()"-]*$/u.test(letters) &&
      letters.length <= 60 &&
      parts.length <= 6 &&
      !roles.test(letters) &&
      !headingOf(cell) &&
      !(cell.includes(',') && isPlace(cell))
    return fits ? cell : undefined
  }
  return undefined
}

function whereIn(lines: readonly string[]): { address?: string; place?: WrittenPlace } {
  let address: string | undefined
  let place: WrittenPlace | undefined
  for (const [i, line] of lines.entries())
    for (const cell of line.split(/\s*[|•·\t]\s*|\s{3,}/)) {
      const written = cell
        .replace(/^(?:home )?(?:address|location|based in|adresse|anschrift)\s*[:：]?\s*/i, '')
        .replace(/^[\p{Extended_Pictographic}\s]+/u, '')
        .trim()
      if (written === '' || written.length > 160 || /@|https?:/.test(written)) continue
      if (!address && /\d/.test(written) && street.test(written)) {
        const next = lines[i + 1] ?? ''
        const more = next.length <= 80 && /\d{4,}/.test(next) && placeLike(next.replace(/\s*[|•·].*$/, ''))
        address = more ? `${written}, ${next.replace(/\s*[|•·].*$/, '')}` : written
        place ??= placeLike(address)
      }
      // a country or a state alone on the first line is somebody's name: Jordan, Georgia, Chad
      if (i > 0 || written.includes(',')) place ??= placeLike(written)
    }
  return { ...(address && { address }), ...(place && { place }) }
}

/** A place only where the words are certain of it. */
function placeLike(text: string): WrittenPlace | undefined {
  const place = placeOf(text)
  return place && (place.region || place.country) ? place : undefined
}
