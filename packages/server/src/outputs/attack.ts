/** A MITRE ATT&CK id apart: "T1219.002" is the sub-technique of T1219. */
export interface Technique {
  technique: string
  sub?: string
  url: string
}

const id = /^(T\d{4})(?:\.(\d{3}))?$/

/** Technique ids as detectors have them, each once, in order. Ids of another form are left out. */
export function techniques(ids: Iterable<string>): Technique[] {
  const found: Technique[] = []
  for (const text of [...new Set(ids)].sort()) {
    const [, technique, sub] = id.exec(text) ?? []
    if (!technique) continue
    found.push({
      technique,
      ...(sub && { sub: text }),
      url: `https://attack.mitre.org/techniques/${technique}/${sub ? `${sub}/` : ''}`,
    })
  }
  return found
}
