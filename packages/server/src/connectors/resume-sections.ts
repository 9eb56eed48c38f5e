/** What stands under one heading of a résumé. `top` is what stands before the first. */
export interface Section {
  kind: 'top' | 'work' | 'education' | 'contact' | 'references' | 'other'
  lines: string[]
}

const words = (text: string) => new Set(text.split(' '))
const work = words(
  'experience experiences employment career werdegang berufserfahrung berufspraxis expérience expériences experiencia experiência internships internship',
)
const education = words(
  'education educational academic academics studies schooling ausbildung bildung studium formation formación formacion educación educacion educação',
)
const contact = words('contact contacts kontakt coordonnées contacto')
const references = words('references referees referenzen referencias références')
const other = words(
  'summary objective objectives profile profil perfil resumen zusammenfassung about skills skill competencies competences technologies tools projects project certifications certification certificates licenses licences awards honors honours achievements accomplishments publications languages interests hobbies volunteer volunteering activities courses coursework training patents memberships affiliations presentations talks portfolio strengths expertise stack kenntnisse fähigkeiten sprachen projekte interessen compétences langues habilidades idiomas proyectos',
)
const beside = words(
  'and of the my me in & work working professional relevant related selected additional key technical core history background highlights info information details personal held areas area earlier prior recent previous past major industry research teaching leadership military practical beruflicher beruflich professionnelle professionnelles profesional laboral académica y et und e',
)
/** These make a heading of something else whatever stands beside: career objective, academic projects. */
const overriding = words(
  'summary objective objectives profile projects project skills achievements volunteer volunteering',
)

/** A résumé's lines by heading. Lines are trimmed; blank ones are kept as '' where they part something. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ kind: 'top', lines: [] }]
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const kind = headingOf(line)
    const current = sections.at(-1)!
    if (kind) {
      sections.push({ kind, lines: [] })
      continue
    }
    const inline = /^([\p{L}][\p{L} &]{2,30}):\s*(\S.*)$/u.exec(line)
    const named = inline ? headingOf(inline[1]!) : undefined
    if (
      inline &&
      (named === 'education' || named === 'work') &&
      named !== current.kind &&
      /\d{4}/.test(inline[2]!)
    )
      sections.push({ kind: named, lines: [inline[2]!] })
    else if (line !== '' || (current.lines.length > 0 && current.lines.at(-1) !== ''))
      current.lines.push(line)
  }
  return sections
}

/** The kind of section that a line is the heading of; undefined when it is none. */
export function headingOf(line: string): Section['kind'] | undefined {
  if (line === '' || line.length > 60 || /[\d@,;]|^[•▪●‣◦·-]\s/.test(line)) return undefined
  const bare = joined(
    line
      .replace(/[^\p{L}\p{M}&\s/]/gu, ' ')
      .replace(/\//g, ' ')
      .trim(),
  )
  const found = bare.toLowerCase().split(/\s+/)
  if (found.length > 6) return undefined
  const known = (set: ReadonlySet<string>) => found.some((word) => set.has(word))
  if (
    !found.every(
      (w) =>
        work.has(w) ||
        education.has(w) ||
        contact.has(w) ||
        references.has(w) ||
        other.has(w) ||
        beside.has(w),
    )
  )
    return undefined
  if (
    /^(?:work(?: history)?|(?:professional|work) (?:background|history)|positions held)$/.test(
      found.join(' '),
    )
  )
    return 'work'
  if (known(references)) return 'references'
  if (
    known(overriding) &&
    !(known(work) && !/career|objective/.test(found.join(' ')) && found.includes('summary'))
  )
    return 'other'
  const first = found.find((w) => work.has(w) || education.has(w) || contact.has(w) || other.has(w))
  if (first === undefined)
    return /^personal (?:details|info|information)$/.test(found.join(' ')) ? 'contact' : undefined
  return work.has(first)
    ? 'work'
    : education.has(first)
      ? 'education'
      : contact.has(first)
        ? 'contact'
        : 'other'
}

/** Letters that are set apart, E D U C A T I O N, as words. */
export function joined(line: string): string {
  if (!/^\p{L}(?: \p{L}){3,}(?: {2,}\p{L}(?: \p{L})+)*$/u.test(line)) return line
  return line
    .split(/ {2,}/)
    .map((word) => word.replace(/ /g, ''))
    .join(' ')
}
