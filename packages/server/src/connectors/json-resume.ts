import type { Connector } from './connector.ts'
import { statedDate } from './dates.ts'
import { jsonProblem, wholeText } from './lines.ts'
import { list, type Members, record, stated, words } from './members.ts'
import { placeOfFields } from './places.ts'
import { profileOf } from './profiles.ts'
import { resumeSubject } from './resume-file.ts'

/**
 * A résumé in the JSON Resume format (https://jsonresume.org/schema, version 1): one file, one application, named after
 * what the file holds. Dates stay as written (2014, 2014-06, 2014-06-29). A résumé does not say when somebody applied:
 * a date in the file's name does; else it is placed where the file was last written, and `appliedAt` is left out.
 */
const limit = 16 * 1024 * 1024

const jsonResume: Connector = {
  id: 'json-resume',
  title: 'JSON Resume',
  takes:
    'One résumé as jsonresume.org has it (basics, work, education, skills). A date in the file’s name counts as the day of applying.',
  recognises({ head }) {
    if (!/^\s*\{/.test(head) || /^\s*\{.*(?<!\\)"kind"\s*:/.test(head)) return false
    const has = (member: string) => new RegExp(`(?<!\\\\)"${member}"\\s*:\\s*[[{]`).test(head)
    if (!has('basics')) return false
    if (/"\$schema"\s*:\s*"[^"]*(?:jsonresume|resume-schema)/.test(head)) return 'certain'
    return ['work', 'education', 'skills', 'volunteer', 'projects'].some(has) ? 'certain' : false
  },
  async *read(file) {
    const whole = await wholeText(file, limit)
    if ('problem' in whole) {
      yield whole
      return
    }
    let resume: Members
    try {
      resume = record(JSON.parse(whole.text))
    } catch (error) {
      yield { row: 0, problem: { field: '', reason: jsonProblem(error) } }
      return
    }
    const basics = record(resume.basics)
    const dated = statedDate(file.name)
    const about = resumeSubject(whole.text)
    const at = dated ?? file.modifiedAt
    const data = stated({ ...personOf(basics), ...historyOf(resume), appliedAt: dated })
    yield { row: 1, value: { id: about, kind: 'application', at, about: [about], data } }
  },
}

export default jsonResume

function personOf(basics: Members): Members {
  const location = record(basics.location)
  const [city, region] = [words(location.city), words(location.region)]
  const country = words(location.countryCode) ?? words(location.country)
  const street = words(location.address)
  const address = [street, city, region, words(location.postalCode), country]
  return {
    name: words(basics.name),
    emails: [words(basics.email)].filter((e) => e !== undefined),
    phones: [words(basics.phone)].filter((p) => p !== undefined),
    // a city alone is a place, no address
    address: street ? address.filter((part) => part !== undefined).join(', ') : undefined,
    place: placeOfFields(city, region, country),
    headline: words(basics.label),
    profiles: [
      ...(list(basics.profiles) ?? []).map((value) => {
        const { network, username, url } = record(value)
        const { known: _, ...read } = profileOf(words(url) ?? '')
        return stated({
          ...read,
          network: words(network)?.toLowerCase() ?? read.network,
          username: words(username) ?? read.username,
        })
      }),
      ...(words(basics.url) ? [{ network: 'website', url: words(basics.url) }] : []),
    ].filter((profile) => Object.keys(profile).length > 0),
  }
}

function historyOf(resume: Members): Members {
  const lines = (value: unknown) => (list(value) ?? []).flatMap((item) => words(item) ?? [])
  const work = (list(resume.work) ?? []).map((value) => {
    const w = record(value)
    return stated({
      name: words(w.name ?? w.company),
      position: words(w.position),
      startDate: words(w.startDate),
      endDate: words(w.endDate),
      summary: [words(w.summary), ...lines(w.highlights)].filter((t) => t !== undefined).join('\n'),
    })
  })
  const education = (list(resume.education) ?? []).map((value) => {
    const e = record(value)
    return stated({
      institution: words(e.institution),
      area: words(e.area),
      studyType: words(e.studyType),
      startDate: words(e.startDate),
      endDate: words(e.endDate),
    })
  })
  const skills = (list(resume.skills) ?? []).flatMap((value) => {
    const s = record(value)
    return typeof value === 'string' ? [value] : [words(s.name), ...lines(s.keywords)]
  })
  const projects = (list(resume.projects) ?? []).flatMap((value) => {
    const p = record(value)
    return [words(p.name), words(p.description), ...lines(p.highlights)]
  })
  // what has no member of its own: the wording that two résumés may share
  const text = [words(record(resume.basics).summary), ...skills, ...projects]
  return {
    work,
    education,
    skills: skills.filter((s) => s !== undefined),
    resumeText: [...text, ...work.map((w) => w.summary)].filter((t) => t).join('\n'),
  }
}
