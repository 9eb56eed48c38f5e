import type { Company } from '../facts/companies.ts'

/** What stands behind a name for the form of a firm. Spelled with and without dots. */
const legalForm =
  /[\s,]+(?:inc(?:orporated)?|llc|l\.l\.c|ltd|limited|corp(?:oration)?|co|company|plc|llp|lp|gmbh|ag|kg|se|s\.?a|s\.?a\.?s|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|as|a\/s|aps|sp\. z o\.?o|pty|pte|pvt|private|k\.k)\.?$/i

/** A company's name in one form: lower case, without accents, legal form, "the" and all but letters and digits. Empty when nothing is left. */
export function companyKey(written: string): string {
  let name = written.trim()
  for (let shorter = name; ; name = shorter) {
    shorter = name.replace(legalForm, '')
    if (shorter === name || shorter === '') break
  }
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const indexes = new WeakMap<readonly Company[], ReadonlyMap<string, Company>>()

/** The listed company of this name or alias; of two with one name the first. */
export function companyNamed(listed: readonly Company[], written: string): Company | undefined {
  let index = indexes.get(listed)
  if (!index) {
    const made = new Map<string, Company>()
    for (const company of listed)
      for (const name of [company.name, ...(company.aliases ?? [])]) {
        const key = companyKey(name)
        if (key !== '' && !made.has(key)) made.set(key, company)
      }
    index = made
    indexes.set(listed, index)
  }
  const key = companyKey(written)
  return key === '' ? undefined : index.get(key)
}
