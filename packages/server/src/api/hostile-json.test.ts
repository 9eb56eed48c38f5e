import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, noon, type TestService, testService } from './test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await testService()
})
afterAll(() => service.end())

const prototypes = ['"__proto__":{"polluted":1}', '"constructor":{"prototype":{"polluted":1}}']

describe('JSON that reaches for prototypes', () => {
  it.each(prototypes)('changes nothing as an observation: %s', async (member) => {
    const row = (data: string) =>
      `{${member},"kind":"activity","id":"a","at":${noon},"about":["person:W-1"],"data":{${member},${data}}}`
    const reply = await service.app.inject({
      ...{ method: 'POST', url: '/v1/observations', payload: `${row('"x":1')}\n` },
      headers: { 'content-type': 'application/x-ndjson' },
    })
    expect(reply.statusCode).toBeLessThan(500)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it.each(prototypes)('is refused as a setting: %s', async (member) => {
    const reply = await service.app.inject({
      ...{ method: 'PUT', url: '/v1/outputs', payload: `{"targets":[],${member}}` },
      headers: { 'content-type': 'application/json', ...service.as('lead') },
    })
    expect(reply.statusCode).toBe(400)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('is told from what only looks like it', async () => {
    const reply = await service.app.inject({
      ...{ method: 'POST', url: '/v1/observations', headers: { 'content-type': 'application/x-ndjson' } },
      payload: ndjson({ kind: 'device', id: 'd', at: noon, about: ['device:LT-1'], data: { assignedTo: 'person:__proto__' } }), // biome-ignore format: one line
    })
    expect(reply.json()).toMatchObject({ accepted: 1 })
  })
})
