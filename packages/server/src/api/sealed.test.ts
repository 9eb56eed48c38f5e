import { pseudonym, type QueueView, type Role, roles, type SubjectRef } from '@telltale/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crew, decided, ring } from '../../../../test/ring.ts'
import { openCase } from '../work/test-cases.ts'
import { authorisation } from './authorisation.ts'
import { ndjson, type TestService, testService } from './test-service.ts'

/** What is sealed does not exist for whoever is not named: on every route that reads, for every role and for tokens. */

type Headers = Record<string, string>
let service: TestService
let sealed: {
  subject: SubjectRef
  case: string
  evidence: string
  farm: string
  entity: string
  device: string
}
let outsiders: Record<string, Headers>
let named: Headers
let before: QueueView

const get = (url: string, headers: Headers) => service.app.inject({ method: 'GET', url, headers })
async function act(id: string, body: object, headers: Headers) {
  return service.app.inject({ method: 'POST', url: `/v1/cases/${id}/acts`, payload: body, headers })
}

beforeAll(async () => {
  service = await testService()
  await service.app.inject({
    ...{ method: 'POST', url: '/v1/observations', headers: { 'content-type': 'application/x-ndjson' } },
    payload: ndjson(...crew(), ...ring(), decided('d-1', 'person:W-3', 'confirmed')),
  })
  await service.app.inject({ method: 'POST', url: '/v1/drain' })
  await openCase(service.context, 'person:W-1')
  await openCase(service.context, 'person:W-9')
  const operator = { authorization: `Bearer ${service.token}` }
  const read = async (url: string) => (await get(url, operator)).json()
  before = await read('/v1/queue')
  const item = before.items.find((q) => q.case && q.farm && q.subject.startsWith('person:'))!
  const evidence = (await read(`/v1/evidence?subject=${item.subject}`)).evidence
  sealed = {
    ...{ subject: item.subject, case: item.case!, farm: item.farm!, evidence: evidence[0].id },
    entity: (await read(`/v1/subjects/${item.subject}/entity`)).id,
    device: [...(service.context.engine.directory.holds.get(item.subject) ?? [])].find((s) =>
      s.startsWith('device:'),
    )!,
  }
  named = service.account('in.the.know', 'counsel')
  const readers = { readers: ['in.the.know'] }
  const done = await act(
    sealed.case,
    { is: 'sealed', ...readers, because: 'A relative of the board.' },
    named,
  )
  expect(done.statusCode, done.body).toBe(201)
  outsiders = {
    ...Object.fromEntries(roles.map((r): [Role, Headers] => [r, service.account(`outside-${r}`, r)])),
    operator,
  }
})
afterAll(() => service.end())

/** What would tell of the sealed case, where it stands in a reply that was not asked for it. */
const telltales = () => {
  return [`${sealed.subject}"`, pseudonym(sealed.subject), sealed.case].map((t) => t.toLowerCase())
}
const reads = authorisation.filter((e) => e.method === 'GET' && !e.open)
/** Streams go on; what is for a file or the chain of audit has its own tests. */
const apart = new Set([
  'GET /v1/events',
  'GET /v1/privacy/documents/:name',
  'GET /v1/audit',
  'GET /v1/audit/export',
])
const lists = reads.filter(
  (e) => !e.path.includes(':') && !e.path.includes('*') && !apart.has(`GET ${e.path}`),
)
const asked = reads.filter((e) => /:(?:id|ref)\b/.test(e.path) && !apart.has(`GET ${e.path}`))

describe('a sealed case', () => {
  it('is there for whom it names', async () => {
    expect((await get(`/v1/cases/${sealed.case}`, named)).statusCode).toBe(200)
    const queue = (await get('/v1/queue', named)).json() as QueueView
    expect(queue.items.map((q) => q.subject)).toContain(sealed.subject)
    expect(queue.counts).toEqual(before.counts)
  })

  it.each(lists)('is in no reply of $path', async ({ path }) => {
    for (const [who, headers] of Object.entries(outsiders)) {
      const reply = await get(path, headers)
      if (reply.statusCode === 403) continue
      const body = reply.body.toLowerCase()
      for (const word of telltales())
        expect(body.includes(word), `${who} reads ${word} in ${path}`).toBe(false)
    }
  })

  it.each(asked)('is as unknown to $path as what never was', async ({ path }) => {
    const ids = { ...sealed, other: sealed.subject.replace('person:', 'application:') }
    for (const [who, headers] of Object.entries(outsiders))
      for (const id of Object.values(ids).filter((found) => found !== undefined)) {
        const never = id.includes(':') ? `${id.split(':')[0]}:never-was` : 'never-was'
        const fill = (value: string) =>
          path.replace(/:(?:id|ref)\b/, encodeURIComponent(value)).replace(':attachment', 'x')
        const query = path.endsWith('/write-back') ? '?to=greenhouse' : path.endsWith('/score') ? '?at=0' : ''
        const [reply, unknown] = [
          await get(fill(id) + query, headers),
          await get(fill(never) + query, headers),
        ]
        // A farm or an entity that has other members may be shown, without the one that is sealed.
        const shared = id === sealed.farm || id === sealed.entity || id === sealed.evidence
        if (shared && reply.statusCode === 200) {
          const body = reply.body.toLowerCase()
          for (const word of telltales())
            expect(body.includes(word), `${who} reads ${word} in ${path}`).toBe(false)
          continue
        }
        expect(reply.statusCode, `${who} asks ${fill(id)}: ${reply.body}`).toBe(unknown.statusCode)
        const same = (body: string, value: string) =>
          body.replaceAll(value, '…').replaceAll(value.split(':').at(-1)!, '…')
        expect(same(reply.body, id), who).toBe(same(unknown.body, never))
      }
  })

  it('is in no count', async () => {
    const queue = (await get('/v1/queue', outsiders.lead!)).json() as QueueView
    expect(queue.counts.cases).toBe(before.counts.cases - 1)
    expect(queue.counts.listed).toBe(before.counts.listed - 1)
    expect(queue.items.length).toBe(before.items.length - 1)
    const { counts } = (await get('/v1/status', outsiders.lead!)).json()
    expect(counts).toEqual(queue.counts)
  })

  it('can’t be acted on, revealed or told of', async () => {
    for (const who of ['analyst', 'lead', 'counsel'] as const) {
      const headers = outsiders[who]!
      const comment = await act(sealed.case, { is: 'commented', text: 'Anybody there?' }, headers)
      const never = await act('never-was', { is: 'commented', text: 'Anybody there?' }, headers)
      expect(comment.statusCode).toBe(never.statusCode)
      const payload = { because: 'to see who this is' }
      const url = `/v1/subjects/${sealed.subject}/reveal`
      expect((await service.app.inject({ method: 'POST', url, payload, headers })).statusCode).toBe(404)
      const word = { is: 'same-person', a: sealed.subject, b: 'person:W-0', because: 'They look alike.' }
      const said = await service.app.inject({ method: 'POST', url: '/v1/link-words', payload: word, headers })
      expect([400, 404]).toContain(said.statusCode)
    }
  })

  it('is as before once it is open again', async () => {
    expect((await act(sealed.case, { is: 'unsealed', because: 'No longer needed.' }, named)).statusCode).toBe(
      201,
    )
    const queue = (await get('/v1/queue', outsiders.lead!)).json() as QueueView
    expect(queue.items.map((q) => q.subject)).toEqual(before.items.map((q) => q.subject))
    expect(queue.counts).toEqual(before.counts)
  })
})
