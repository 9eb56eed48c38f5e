import { ListProblem, type Part, rowProblems, textOf } from './parts.ts'
import { isDomain } from './table.ts'

/** One domain a line, `#` begins a comment. Throws a `ListProblem` that names every line that is none. */
export function readDomains(part: Part): string[] {
  const domains = new Set<string>()
  const problems: string[] = []
  for (const [i, line] of textOf(part).split('\n').entries()) {
    const domain = line.replace(/#.*/, '').trim().toLowerCase()
    if (domain === '') continue
    if (isDomain(domain)) domains.add(domain)
    else problems.push(`${part.name} row ${i + 1}: ${JSON.stringify(domain.slice(0, 40))} is not a domain`)
  }
  if (problems.length > 0) throw rowProblems(problems)
  if (domains.size === 0) throw new ListProblem(`${part.name} names no domain. Nothing was loaded.`)
  return [...domains]
}
