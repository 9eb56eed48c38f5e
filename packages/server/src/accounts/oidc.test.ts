import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestService, testService } from '../api/test-service.ts'

/** Signing in by an identity provider that runs beside: a certified implementation, over HTTP on this machine. */

const users: Record<string, Record<string, unknown>> = {
  'sub-ana': { email: 'ana@example.com', email_verified: true, groups: ['tt-leads', 'other'] },
  'sub-twin': { email: 'ana@example.com', email_verified: true, groups: ['tt-leads'] },
  'sub-unverified': { email: 'ben@example.com', email_verified: false, groups: ['tt-leads'] },
  'sub-stranger': { email: 'nobody@example.com', email_verified: true, groups: ['tt-leads'] },
  'sub-no-role': { email: 'cat@example.com', email_verified: true, groups: ['other'] },
  'sub-off': { email: 'off@example.com', email_verified: true, groups: ['tt-leads'] },
}

let issuer: string
let service: TestService
const server = createServer()
const host = 'localhost:7310'

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: 'telltale', client_secret: 'only-for-this-test' },
        redirect_uris: [`http://${host}/v1/session/oidc/callback`],
        ...{ grant_types: ['authorization_code'], response_types: ['code'] },
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...users[id] }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a key for the test'] },
  })
  server.on('request', provider.callback())
  service = await testService({
    TELLTALE_OIDC_ISSUER: issuer,
    TELLTALE_OIDC_CLIENT_ID: 'telltale',
    TELLTALE_OIDC_CLIENT_SECRET: 'only-for-this-test',
    TELLTALE_OIDC_ROLES: 'groups:tt-legal=counsel,groups:tt-leads=lead',
  })
  for (const id of ['ana', 'ben', 'cat', 'off'])
    service.context.accounts.add({ id, name: id, role: 'analyst', email: `${id}@example.com` })
  service.context.accounts.change('off', { state: 'disabled' })
})
afterAll(async () => {
  await service.end()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function start(): Promise<{ url: string; cookie: string }> {
  const reply = await service.app.inject({
    method: 'POST',
    url: '/v1/session/oidc',
    payload: {},
    headers: { host },
  })
  expect(reply.statusCode).toBe(200)
  expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
  return { url: reply.json().url, cookie: String(reply.headers['set-cookie']).split(';')[0]! }
}

/** What a browser does at the provider: follows it, signs in as the subject, agrees, and is sent back. */
async function atProvider(from: string, subject: string): Promise<string> {
  const jar = new Map<string, string>()
  let [url, form]: [string, Record<string, string> | undefined] = [from, undefined]
  for (let step = 0; step < 12; step++) {
    const reply: Response = await fetch(url, {
      ...{ redirect: 'manual', method: form ? 'POST' : 'GET' },
      headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    })
    for (const set of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      jar.set(name!, value!)
    }
    const next = reply.headers.get('location')
    if (next) {
      url = new URL(next, url).href
      form = undefined
      if (url.startsWith(`http://${host}/`)) return url
      continue
    }
    const page = await reply.text()
    const action = /action="([^"]+)"/.exec(page)![1]!.replaceAll('&amp;', '&')
    url = new URL(action, url).href
    form = page.includes('name="login"')
      ? { prompt: 'login', login: subject, password: 'any' }
      : { prompt: 'consent' }
  }
  throw new Error('the provider never sent the browser back')
}

const back = (url: string, cookie: string) =>
  service.app.inject({ method: 'GET', url: url.slice(`http://${host}`.length), headers: { host, cookie } })
async function signIn(subject: string) {
  const { url, cookie } = await start()
  return back(await atProvider(url, subject), cookie)
}

describe('an identity provider', () => {
  it('signs in the account with the verified address, in the role that its group gives', async () => {
    const reply = await signIn('sub-ana')
    expect(reply.headers.location).toBe('/')
    const cookie = String(
      [reply.headers['set-cookie']].flat().find((c) => String(c).startsWith('telltale_session=')),
    ).split(';')[0]!
    const session = await service.app.inject({ method: 'GET', url: '/v1/session', headers: { host, cookie } })
    expect(session.json()).toMatchObject({ signedIn: true, role: 'lead', account: { id: 'ana' } })
    expect(service.context.accounts.get('ana')?.roles).toEqual(['lead'])
  })

  it.each([
    ['sub-twin', 'no-account'], // the address is tied to another identity by now
    ['sub-unverified', 'no-account'],
    ['sub-stranger', 'no-account'],
    ['sub-no-role', 'no-role'],
    ['sub-off', 'no-account'],
  ])('does not let %s in: %s', async (subject, why) => {
    const reply = await signIn(subject)
    expect(reply.headers.location).toBe(`/sign-in?problem=${why}`)
    expect(String(reply.headers['set-cookie'])).not.toContain('telltale_session=')
  })

  it('is believed in the browser that began, once, and with its own state and code', async () => {
    const [{ url, cookie }, other] = [await start(), await start()]
    const address = await atProvider(url, 'sub-ana')
    expect((await back(address, '')).headers.location).toBe('/sign-in?problem=expired')
    expect((await back(address, other.cookie)).headers.location).toBe('/sign-in?problem=refused')
    const forged = address.replace(/code=[^&]+/, 'code=made-up')
    expect((await back(forged, cookie)).headers.location).toBe('/sign-in?problem=refused')
    expect((await back(address, cookie)).headers.location).toBe('/sign-in?problem=expired')
  })

  it('is asked with PKCE, a state and a nonce', async () => {
    const { searchParams } = new URL((await start()).url)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(searchParams.get(name)!.length).toBeGreaterThan(30)
  })

  it('that does not answer is said so, and is no way in', async () => {
    const alone = await testService({
      TELLTALE_OIDC_ISSUER: 'http://127.0.0.1:9',
      TELLTALE_OIDC_CLIENT_ID: 'x',
    })
    const reply = await alone.app.inject({
      method: 'POST',
      url: '/v1/session/oidc',
      payload: {},
      headers: { host },
    })
    expect(reply.statusCode).toBe(503)
    await alone.end()
  })
})
