import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import type { OutputEvent } from './event.ts'
import { ocsf } from './ocsf.ts'
import { detectionFinding, incidentFinding } from './published/ocsf.ts'
import { event, names, noon, relay } from './test-events.ts'

const ajv = new Ajv({ allErrors: true, strict: false })
const checks = { 2004: ajv.compile(detectionFinding), 2005: ajv.compile(incidentFinding) }

function problemsOf(message: Record<string, unknown>): unknown[] {
  const check = checks[message.class_uid as 2004 | 2005]
  check(JSON.parse(JSON.stringify(message)))
  return check.errors ?? []
}

describe('OCSF', () => {
  it.each(names)('%s is valid against the published dictionary', (is) => {
    expect(problemsOf(ocsf(event(is)))).toEqual([])
  })

  it('is a Detection Finding for evidence and listings, an Incident Finding for cases', () => {
    const classes = names.map((is) => [is, ocsf(event(is)).type_uid])
    expect(Object.fromEntries(classes)).toEqual({
      ...{ listed: 200401, evidence: 200401, test: 200401, 'case-opened': 200501, 'case-moved': 200502 },
      ...{
        'case-decided': 200502,
        'case-overturned': 200502,
        'case-closed': 200503,
        'case-reopened': 200502,
      },
    })
  })

  it('names techniques of ATT&CK once each, sub-techniques under theirs, and leaves out what is no id', () => {
    const { finding_info } = ocsf(event('listed')) as { finding_info: { attacks: unknown[] } }
    expect(finding_info.attacks).toEqual([
      {
        technique: { uid: 'T1021' },
        sub_technique: { uid: 'T1021.004', src_url: 'https://attack.mitre.org/techniques/T1021/004/' },
      },
      {
        technique: { uid: 'T1090' },
        sub_technique: { uid: 'T1090.001', src_url: 'https://attack.mitre.org/techniques/T1090/001/' },
      },
      { technique: { uid: 'T1656', src_url: 'https://attack.mitre.org/techniques/T1656/' } },
    ])
    const without = ocsf(event('evidence', { findings: [{ ...relay, attack: [] }] }))
    expect(without.finding_info).not.toHaveProperty('attacks')
  })

  it('says with every finding what else it could be, and that the model is assumed', () => {
    const message = ocsf(event('evidence'))
    expect(message.unmapped).toMatchObject({ model: 'assumed', innocent_explanations: relay.benign })
    const { evidences } = message as { evidences: { data: unknown }[] }
    expect(evidences[0]!.data).toMatchObject({ calibration: { basis: 'assumed' } })
    const calibrated: OutputEvent['score'] = { ...event('listed').score, calibrated: true }
    expect(ocsf(event('listed', { score: calibrated })).unmapped).toMatchObject({ model: 'calibrated' })
  })

  it('gives verdicts only to what people decided', () => {
    expect(ocsf(event('case-opened'))).not.toHaveProperty('verdict_id')
    expect(ocsf(event('case-decided'))).toMatchObject({ verdict_id: 2, status_id: 4, severity_id: 5 })
    expect(ocsf(event('case-overturned'))).toMatchObject({ verdict: 'False Positive' })
    const unsure = event('case-moved').case!
    const mistake = { ...unsure, decided: { conclusion: 'leak-or-mistake' as const, at: noon } }
    expect(ocsf(event('case-decided', { case: mistake }))).toMatchObject({ verdict_id: 3, severity_id: 1 })
  })

  it('is refused by the schemas when something is missing, misspelt or of another type', () => {
    const good = ocsf(event('case-opened'))
    const { assignee_group: _gone, ...nobody } = good
    const bad: Record<string, unknown>[] = [
      nobody,
      { ...good, finding_info_list: [] },
      { ...good, severity_id: 7 },
      { ...good, sevrity: 'High' },
      { ...good, time: new Date(noon).toISOString() },
      { ...ocsf(event('listed')), evidences: [{ uid: 'E-1' }] },
      { ...ocsf(event('listed')), finding_info: { title: 'no uid' } },
    ]
    for (const message of bad) expect(problemsOf(message)).not.toEqual([])
  })

  it('marks what is simulated, and names who works on a case', () => {
    expect(ocsf(event('listed', { simulated: true })).metadata).toMatchObject({ labels: ['simulated'] })
    const about = { ...event('case-moved').case!, owner: 'm.alder' }
    const message = ocsf(event('case-moved', { case: about }))
    expect(message).toMatchObject({ assignee: { uid: 'm.alder' } })
    expect(problemsOf(message)).toEqual([])
  })
})
