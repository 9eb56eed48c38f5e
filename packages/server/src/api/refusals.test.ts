import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type TestService, testService } from './test-service.ts'

let service: TestService
let lines: string[]
beforeEach(async () => {
  service = await testService({ TELLTALE_LOG: 'warn' })
  lines = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await service.end()
})

const get = (url: string, headers = {}) => service.app.inject({ url, headers })

it('what somebody who is signed in may not do is in the log: who and which route, never whom it is about', async () => {
  expect((await get('/v1/subjects/person:W-17', service.account('rita', 'recruiter'))).statusCode).toBe(403)
  const [line, ...more] = lines.map((l) => JSON.parse(l))
  expect(line).toMatchObject({
    msg: 'refused',
    by: 'rita',
    route: '/v1/subjects/:ref',
    status: 403,
    level: 40,
  })
  expect([lines.join('').includes('W-17'), more]).toEqual([false, []])
})

it('strangers and what is allowed write nothing at that level', async () => {
  expect((await get('/v1/queue')).statusCode).toBe(401)
  expect((await get('/v1/queue', service.account('ana', 'analyst'))).statusCode).toBe(200)
  expect(lines).toEqual([])
})

it('what goes wrong inside is in the log and not in the answer', async () => {
  const inside = 'connect ECONNREFUSED 10.0.0.5:5432, password "hunter2"'
  vi.spyOn(service.context.store, 'simulated').mockRejectedValue(new Error(inside))
  const reply = await get('/v1/session')
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([
    500,
    expect.stringContaining('application/problem+json'),
  ])
  expect(Object.keys(reply.json()).sort()).toEqual(['detail', 'status', 'title', 'type'])
  for (const word of ['ECONNREFUSED', '10.0.0.5', 'hunter2', '.ts']) expect(reply.payload).not.toContain(word)
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 50, err: { message: inside }, route: '/v1/session' })
})
