import { ListProblem, type Part, slips, textOf } from './parts.ts'
import { isDomain } from './table.ts'

/** One domain a line, `#` begins a comment. Throws a `ListProblem` that names the lines that are none when they are many. */
export function readDomains(part: Part): { domains: string[]; leftOut: number } {
  const domains = new Set<string>()
  const problems: string[] = []
  for (const [i, line] of textOf(part).split('\n').entries()) {
    const domain = line.replace(/#.*/, '').trim().toLowerCase()
    if (domain === '') continue
    if (isDomain(domain)) domains.add(domain)
    else problems.push(`${part.name} row ${i + 1}: ${JSON.stringify(domain.slice(0, 40))} is not a domain`)
  }
  const leftOut = slips(problems, domains.size)
  if (domains.size === 0) throw new ListProblem(`${part.name} names no domain. Nothing was loaded.`)
  return { domains: [...domains], leftOut }
}
