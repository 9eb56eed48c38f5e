import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { ecs } from './ecs.ts'
import { ecsDocument } from './published/ecs.ts'
import { event, names } from './test-events.ts'

const valid = new Ajv({ allErrors: true, strict: false }).compile(ecsDocument)
const problemsOf = (document: unknown) => {
  valid(JSON.parse(JSON.stringify(document)))
  return valid.errors ?? []
}

describe('ECS', () => {
  it.each(names)('%s is valid against the published field reference', (is) => {
    expect(problemsOf(ecs(event(is)))).toEqual([])
  })

  it('is an alert where somebody has something to look at, an event where people did something', () => {
    const kinds = names.map((is) => [is, (ecs(event(is)).event as { kind: string }).kind])
    expect(Object.fromEntries(kinds)).toMatchObject({
      ...{ listed: 'alert', evidence: 'alert', 'case-opened': 'alert', 'case-overturned': 'alert' },
      ...{ 'case-moved': 'event', 'case-decided': 'event', 'case-closed': 'event', test: 'event' },
    })
  })

  it('names the rule, the techniques, and who else is concerned', () => {
    const document = ecs(event('listed'))
    expect(document.rule).toMatchObject({ id: 'links/shared-network', category: 'links' })
    expect(document.threat).toMatchObject({
      framework: 'MITRE ATT&CK',
      technique: {
        id: ['T1021', 'T1090', 'T1656'],
        subtechnique: { id: ['T1021.004', 'T1090.001'] },
      },
    })
    expect(document.related).toEqual({ user: ['W-1', 'W-2', 'A-3'], hosts: ['LT-1'] })
    expect(document.user).toEqual({ id: 'W-1' })
    expect(ecs(event('listed', { subject: 'device:LT-9' })).host).toEqual({ id: 'LT-9' })
  })

  it('is refused by the schema with a field that ECS does not have, or a value that it does not allow', () => {
    const good = ecs(event('listed'))
    expect(problemsOf({ ...good, severity: 3 })).not.toEqual([])
    expect(problemsOf({ ...good, event: { ...(good.event as object), kind: 'alarm' } })).not.toEqual([])
    expect(problemsOf({ ...good, '@timestamp': 'yesterday' })).not.toEqual([])
  })
})
