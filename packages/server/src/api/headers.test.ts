import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestService, testService } from './test-service.ts'

let service: TestService
beforeAll(async () => {
  service = await testService({ TELLTALE_NAMES: 'telltale.example', TELLTALE_PROXIES: '10.0.0.9' })
})
afterAll(() => service.end())

async function headersOf(url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') {
  const reply = await service.app.inject({ method: 'GET', url, headers, remoteAddress })
  return reply.headers
}

describe('what the API answers', () => {
  it.each([
    ['data', '/v1/queue', true],
    ['who is signed in', '/v1/session', false],
    ['a refusal', '/v1/queue', false],
    ['that there is nothing', '/v1/nothing', true],
    ['measures', '/metrics', true],
  ])('is kept and shown by no browser: %s', async (_what, url, signedIn) => {
    const headers = await headersOf(url, signedIn ? service.as('analyst') : {})
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; .*frame-ancestors 'none'; sandbox$/,
      ),
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
  })

  it('is a download where it is a document, under the same headers', async () => {
    const headers = await headersOf('/v1/privacy/documents/dpia', service.as('counsel'))
    expect(headers).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/),
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
  })
})

it('lets pages run their own scripts, and never in a frame', async () => {
  const policy = (await headersOf('/cases'))['content-security-policy']
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('sandbox')
})

describe('TLS', () => {
  const always = 'max-age=31536000; includeSubDomains'
  it('is demanded under the name of a proxy, and where a proxy says that it was used', async () => {
    const named = await headersOf('/v1/session', { host: 'telltale.example' })
    expect(named['strict-transport-security']).toBe(always)
    const told = await headersOf('/', { 'x-forwarded-proto': 'https' }, '10.0.0.9')
    expect(told['strict-transport-security']).toBe(always)
  })

  it('is demanded of nobody on this machine, nor by the word of somebody who is no proxy', async () => {
    for (const host of ['localhost:7310', '127.0.0.1:7310'])
      expect((await headersOf('/v1/session', { host }))['strict-transport-security']).toBeUndefined()
    const forged = await headersOf('/v1/session', { 'x-forwarded-proto': 'https' }, '10.0.0.1')
    expect(forged['strict-transport-security']).toBeUndefined()
  })
})
