import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestService, testService } from '../api/test-service.ts'
import { softwareKey } from './software-key.ts'

/** Signing in as somebody, through the API alone. */

let service: TestService
beforeAll(async () => {
  service = await testService()
})
afterAll(() => service.end())

type Headers = Record<string, string>
const good = 'brass lantern tidal 41'

async function send(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers: Headers = {},
) {
  const host = 'localhost:7310'
  return service.app.inject({ method, url, ...(payload && { payload }), headers: { host, ...headers } })
}
const cookieIn = (reply: { headers: Record<string, unknown> }): Headers => ({
  cookie: String(reply.headers['set-cookie']).split(';')[0]!,
})
const operator = () => ({ authorization: `Bearer ${service.token}` })

async function invite(id: string, role = 'analyst', more: object = {}): Promise<string> {
  const reply = await send(
    'POST',
    '/v1/accounts',
    { id, name: `The name of ${id}`, role, ...more },
    operator(),
  )
  expect(reply.statusCode).toBe(201)
  return reply.json().link.split('#')[1]
}

async function added(id: string, role = 'analyst', more: object = {}): Promise<Headers> {
  const token = await invite(id, role, more)
  const reply = await send('POST', '/v1/invitations/password', { token, password: good })
  expect(reply.statusCode).toBe(204)
  return cookieIn(reply)
}

const signIn = (account: string, password: string, remoteAddress = '198.51.100.7') =>
  service.app.inject({
    ...{ method: 'POST', url: '/v1/session/password', payload: { account, password } },
    ...{ remoteAddress, headers: { host: 'localhost:7310' } },
  } as never) as unknown as Promise<{
    statusCode: number
    headers: Record<string, unknown>
    json(): { detail: string }
  }>

const audited = async (did: string) => {
  const entries = await service.store.audit({ limit: 1000 })
  return entries.filter((entry) => entry.did === did)
}

describe('an invitation', () => {
  it('lets somebody set a password once, and signs them in', async () => {
    const token = await invite('ana', 'lead', { email: 'Ana@example.com' })
    const look = await send('POST', '/v1/invitations/look', { token })
    expect(look.json()).toEqual({ account: 'ana', name: 'The name of ana', role: 'lead' })
    const weak = await send('POST', '/v1/invitations/password', { token, password: 'short' })
    expect(weak.statusCode).toBe(400)
    expect(weak.json().detail).toContain('needs 12')
    const set = await send('POST', '/v1/invitations/password', { token, password: good })
    expect(set.statusCode).toBe(204)
    const session = (await send('GET', '/v1/session', undefined, cookieIn(set))).json()
    expect(session).toMatchObject({ signedIn: true, role: 'lead', account: { id: 'ana' } })
    expect((await send('POST', '/v1/invitations/password', { token, password: good })).statusCode).toBe(401)
  })

  it('runs out after three days, and ends with the next one', async () => {
    const token = await invite('late')
    const { link } = (await send('POST', '/v1/accounts/late/reset', undefined, operator())).json()
    expect((await send('POST', '/v1/invitations/look', { token })).statusCode).toBe(401)
    const next = link.split('#')[1]
    expect((await send('POST', '/v1/invitations/look', { token: next })).statusCode).toBe(200)
    service.pass(3 * 24 * 3_600_000)
    expect((await send('POST', '/v1/invitations/look', { token: next })).statusCode).toBe(401)
  })

  it('is no link to sign in, and a link to sign in is no invitation', async () => {
    const token = await invite('mixed')
    expect((await send('POST', '/v1/session', { token })).statusCode).toBe(401)
    const { token: link } = service.context.access.issue({ account: 'mixed' })
    expect((await send('POST', '/v1/invitations/look', { token: link })).statusCode).toBe(401)
  })
})

describe('a password', () => {
  it('signs in by name or mail address, whatever their case', async () => {
    await added('ben', 'analyst', { email: 'ben@example.com' })
    for (const name of ['ben', 'BEN', 'Ben@Example.com'])
      expect((await signIn(name, good)).statusCode).toBe(204)
  })

  it('tells nobody whether there is such an account', async () => {
    await added('cat')
    const [known, unknown] = [
      await signIn('cat', 'wrong password 1'),
      await signIn('nobody', 'wrong password 1'),
    ]
    expect([known.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(known.json()).toEqual(unknown.json())
  })

  it('is kept as argon2id, never itself', async () => {
    await added('dan')
    const kept = JSON.stringify(await service.store.accountRecords())
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect(kept).not.toContain(good)
  })

  it('is changed with the one before, which signs every other browser out', async () => {
    const here = await added('eve')
    const there = cookieIn(await signIn('eve', good))
    const change = (current: string) =>
      send('PUT', '/v1/account/password', { current, password: 'copper willow harbour' }, here)
    expect((await change('another one entirely')).statusCode).toBe(403)
    expect((await change(good)).statusCode).toBe(204)
    expect((await send('GET', '/v1/account', undefined, here)).statusCode).toBe(200)
    expect((await send('GET', '/v1/account', undefined, there)).statusCode).toBe(401)
    expect((await signIn('eve', good)).statusCode).toBe(401)
    expect((await signIn('eve', 'copper willow harbour')).statusCode).toBe(204)
  })

  it('can’t be guessed: five failures, then waiting, alike for names that nobody has', async () => {
    await added('fay')
    for (const name of ['fay', 'no-such-fay']) {
      for (let i = 0; i < 5; i++)
        expect((await signIn(name, 'wrong password 1', '203.0.113.9')).statusCode).toBe(401)
      const locked = await signIn(name, good, '203.0.113.9')
      expect(locked.statusCode).toBe(429)
      expect(locked.headers['retry-after']).toBe('15')
    }
    // Whom the guessing is aimed at signs in meanwhile, from where they are.
    expect((await signIn('fay', good, '192.0.2.44')).statusCode).toBe(204)
    service.pass(15_000)
    expect((await signIn('fay', good, '203.0.113.9')).statusCode).toBe(204)
    expect(await audited('sign-in.locked')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ details: { account: 'fay', from: '203.0.113.9' } }),
        expect.objectContaining({ details: { from: '203.0.113.9' } }),
      ]),
    )
  })
})

describe('a passkey', () => {
  const key = softwareKey('http://localhost:7310', 'localhost')

  it('is made by an invitation and signs in without a name', async () => {
    const token = await invite('gil')
    const offer = (await send('POST', '/v1/invitations/passkey/options', { token })).json()
    expect(offer.options.authenticatorSelection).toMatchObject({ userVerification: 'required' })
    const { ceremony } = offer
    const made = await send('POST', '/v1/invitations/passkey', {
      token,
      ceremony,
      response: key.create(offer.options),
    })
    expect(made.statusCode).toBe(204)
    const ask = (await send('POST', '/v1/session/passkey/options', {})).json()
    expect(ask.options.allowCredentials ?? []).toEqual([])
    const answer = { ceremony: ask.ceremony, response: key.get(ask.options) }
    const inside = await send('POST', '/v1/session/passkey', answer)
    expect(inside.statusCode).toBe(204)
    expect((await send('GET', '/v1/account', undefined, cookieIn(inside))).json()).toMatchObject({
      ...{ id: 'gil', password: false, passkeys: [{ name: 'First passkey', host: 'localhost' }] },
    })
    // The same answer again is an attacker’s.
    expect((await send('POST', '/v1/session/passkey', answer)).statusCode).toBe(401)
  })

  it.each([
    ['of another site', softwareKey('http://localhost.example:7310', 'localhost')],
    ['that nobody here has', softwareKey('http://localhost:7310', 'localhost')],
  ])('%s does not sign in', async (_, other) => {
    const ask = (await send('POST', '/v1/session/passkey/options', {})).json()
    const response =
      _ === 'of another site'
        ? { ...other.get(ask.options), id: key.id, rawId: key.id }
        : other.get(ask.options)
    const reply = await send('POST', '/v1/session/passkey', { ceremony: ask.ceremony, response })
    expect(reply.statusCode).toBe(401)
  })

  it('whose signature or user verification is missing does not sign in', async () => {
    for (const spoil of ['signature', 'verification'] as const) {
      const ask = (await send('POST', '/v1/session/passkey/options', {})).json()
      const response = key.get(ask.options, spoil)
      expect(
        (await send('POST', '/v1/session/passkey', { ceremony: ask.ceremony, response })).statusCode,
      ).toBe(401)
    }
  })

  it('that is the only way in can’t be removed', async () => {
    const cookie = service.account('gil', 'analyst')
    const { passkeys } = (await send('GET', '/v1/account', undefined, cookie)).json()
    const gone = await send(
      'DELETE',
      `/v1/account/passkeys/${encodeURIComponent(passkeys[0].id)}`,
      undefined,
      cookie,
    )
    expect(gone.statusCode).toBe(409)
  })

  it('needs a name: an address has none', async () => {
    const reply = await send('POST', '/v1/session/passkey/options', {}, { host: '127.0.0.1:7310' })
    expect(reply.statusCode).toBe(409)
    expect(reply.json().detail).toContain('localhost')
  })
})

describe('a session', () => {
  it('ends after an hour without a request, and after twelve in any case', async () => {
    const quiet = service.account('hal', 'analyst')
    service.pass(3_600_000)
    expect((await send('GET', '/v1/account', undefined, quiet)).statusCode).toBe(401)
    const busy = service.account('hal', 'analyst')
    for (let i = 0; i < 23; i++) {
      service.pass(1_800_000)
      expect((await send('GET', '/v1/account', undefined, busy)).statusCode).toBe(200)
    }
    service.pass(1_800_000)
    expect((await send('GET', '/v1/account', undefined, busy)).statusCode).toBe(401)
  })

  it('left open can’t change how somebody signs in', async () => {
    const cookie = await added('stale')
    const offer = () =>
      send('POST', '/v1/account/passkeys/options', {}, { host: 'localhost:7310', ...cookie })
    expect((await offer()).statusCode).toBe(200)
    const [withKey, bare] = [service.account('gil', 'analyst'), service.account('bare', 'analyst')]
    const [held] = (await send('GET', '/v1/account', undefined, withKey)).json().passkeys
    service.pass(15 * 60_000 + 1)
    const reply = await offer()
    expect(reply.statusCode).toBe(403)
    expect(reply.json().detail).toContain('sign out and in again')
    const passkey = `/v1/account/passkeys/${encodeURIComponent(held.id)}`
    expect((await send('DELETE', passkey, undefined, withKey)).statusCode).toBe(403)
    expect((await send('PUT', '/v1/account/password', { password: good }, bare)).statusCode).toBe(403)
    const change = { current: good, password: `${good} and more` }
    expect((await send('PUT', '/v1/account/password', change, cookie)).statusCode).toBe(204)
  })

  it('is another one after signing in again', async () => {
    const first = await added('ida')
    const again = await service.app.inject({
      ...{ method: 'POST', url: '/v1/session/password', payload: { account: 'ida', password: good } },
      headers: { host: 'localhost:7310', ...first },
    })
    expect(cookieIn(again)).not.toEqual(first)
    expect((await send('GET', '/v1/account', undefined, first)).statusCode).toBe(401)
  })

  it('is for TLS alone where the page was', async () => {
    await added('jo')
    const headers = {
      host: 'localhost:7310',
      origin: 'https://localhost:7310',
      'sec-fetch-site': 'same-origin',
    }
    const reply = await send('POST', '/v1/session/password', { account: 'jo', password: good }, headers)
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^__Host-telltale_session=.*Path=\/; HttpOnly; Secure; SameSite=Strict/,
    )
    expect((await send('GET', '/v1/account', undefined, cookieIn(reply))).statusCode).toBe(200)
    const out = await send('DELETE', '/v1/session', undefined, cookieIn(reply))
    expect(String(out.headers['set-cookie'])).toMatch(/__Host-telltale_session=; .*HttpOnly; Secure/)
    expect((await send('GET', '/v1/account', undefined, cookieIn(reply))).statusCode).toBe(401)
  })

  it('over TLS is not the one that a neighbouring host has planted', async () => {
    const [mine, planted] = [await added('host'), await added('neighbour')]
    const cookie = `${planted.cookie}; __Host-${mine.cookie}`
    expect((await send('GET', '/v1/account', undefined, { cookie })).json().id).toBe('host')
  })

  it('ends one by one, and everywhere', async () => {
    const here = await added('kit')
    const there = cookieIn(await signIn('kit', good))
    const sessions = (await send('GET', '/v1/account', undefined, here)).json().sessions as {
      id: string
      here: boolean
    }[]
    const other = sessions.find((s) => !s.here)!
    expect((await send('DELETE', `/v1/account/sessions/${other.id}`, undefined, here)).statusCode).toBe(204)
    expect((await send('GET', '/v1/account', undefined, there)).statusCode).toBe(401)
    expect((await send('DELETE', '/v1/account/sessions', undefined, here)).statusCode).toBe(204)
    expect((await send('GET', '/v1/account', undefined, here)).statusCode).toBe(401)
  })

  it('of a disabled account is none, and its links are not good', async () => {
    const cookie = await added('lou')
    const { token } = service.context.access.issue({ account: 'lou' })
    const off = await send('PUT', '/v1/accounts/lou', { state: 'disabled' }, operator())
    expect(off.json().state).toBe('disabled')
    expect((await send('GET', '/v1/account', undefined, cookie)).statusCode).toBe(401)
    expect((await send('POST', '/v1/session', { token })).statusCode).toBe(401)
    expect((await signIn('lou', good)).statusCode).toBe(401)
  })

  it('has its account’s new role at once', async () => {
    const cookie = await added('mia')
    expect((await send('GET', '/v1/leads', undefined, cookie)).statusCode).toBe(403)
    await send('PUT', '/v1/accounts/mia', { role: 'counsel' }, operator())
    expect((await send('GET', '/v1/leads', undefined, cookie)).statusCode).toBe(200)
  })
})

describe('a token', () => {
  const make = async (name: string, scopes: string[], days = 30) =>
    (await send('POST', '/v1/tokens', { name, scopes, days }, operator())).json() as {
      token: string
      is: { id: string }
    }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  it('does what it is for and nothing else', async () => {
    const { token } = await make('reader', ['read'])
    expect((await send('GET', '/v1/queue', undefined, bearer(token))).statusCode).toBe(200)
    const denied = await send('PUT', '/v1/sensor/policy', { browser: false }, bearer(token))
    expect(denied.statusCode).toBe(403)
    expect(denied.json().detail).toContain('“configure”')
    expect((await send('POST', '/v1/observations', undefined, bearer(token))).statusCode).toBe(403)
    const ingest = await make('sender', ['ingest'])
    expect((await send('POST', '/v1/observations', undefined, bearer(ingest.token))).statusCode).toBe(415)
    expect((await send('GET', '/v1/queue', undefined, bearer(ingest.token))).statusCode).toBe(403)
  })

  it('makes no links, no accounts, no tokens, whatever it is for', async () => {
    const { token } = await make('everything', ['ingest', 'read', 'export', 'configure'])
    const wish = { name: 'more', scopes: ['read'], days: 1 }
    const tries = [
      send('POST', '/v1/sign-in-links', {}, bearer(token)),
      send('POST', '/v1/accounts', { id: 'own', name: 'Own', role: 'lead' }, bearer(token)),
      send('POST', '/v1/tokens', wish, bearer(token)),
      send('POST', '/v1/subjects/person:W-1/reveal', { because: 'to see who it is' }, bearer(token)),
    ]
    for (const reply of await Promise.all(tries)) expect(reply.statusCode).toBe(403)
  })

  it('is shown once, kept as a digest, and says when it was last used', async () => {
    const { token, is } = await make('shown-once', ['read'])
    const listed = async () => (await send('GET', '/v1/tokens', undefined, operator())).body
    expect(await listed()).not.toContain(token)
    expect(JSON.stringify(await service.store.accountRecords())).not.toContain(token)
    const find = async () => JSON.parse(await listed()).tokens.find((t: { id: string }) => t.id === is.id)
    expect((await find()).usedAt).toBeUndefined()
    await send('GET', '/v1/queue', undefined, bearer(token))
    expect((await find()).usedAt).toBeTypeOf('number')
  })

  it('ends by time or when it is revoked', async () => {
    const short = await make('short', ['read'], 1)
    const revoked = await make('revoked', ['read'])
    await send('DELETE', `/v1/tokens/${revoked.is.id}`, undefined, operator())
    expect((await send('GET', '/v1/queue', undefined, bearer(revoked.token))).statusCode).toBe(401)
    service.pass(24 * 3_600_000)
    expect((await send('GET', '/v1/queue', undefined, bearer(short.token))).statusCode).toBe(401)
  })
})

describe('administration', () => {
  it('is an administrator’s, who can’t lock themselves out', async () => {
    const admin = service.account('root.admin', 'administrator')
    const reply = await send('POST', '/v1/accounts', { id: 'new.one', name: 'New', role: 'analyst' }, admin)
    expect(reply.statusCode).toBe(201)
    for (const change of [{ state: 'disabled' }, { role: 'analyst' }])
      expect((await send('PUT', '/v1/accounts/root.admin', change, admin)).statusCode).toBe(409)
  })

  it.each([
    [{ id: 'local-lead', name: 'x', role: 'lead' }, 409],
    [{ id: 'Capital', name: 'x', role: 'lead' }, 409],
    [{ id: 'x y', name: 'x', role: 'lead' }, 409],
    [{ id: 'ana', name: 'x', role: 'lead' }, 409],
    [{ id: 'second', name: 'x', role: 'lead', person: 'operator' }, 409],
    [{ id: 'second', name: 'x', role: 'lead', person: 'nobody-here' }, 409],
    [{ id: 'second', name: 'x', role: 'lead', email: 'ana@example.com' }, 409],
    [{ id: 'second', name: 'x', role: 'owner' }, 400],
  ])('refuses %j', async (body, status) => {
    expect((await send('POST', '/v1/accounts', body, operator())).statusCode).toBe(status)
  })

  it('keeps two accounts of one person one person', async () => {
    await invite('ana-admin', 'administrator', { person: 'ana' })
    expect(service.context.accounts.get('ana-admin')).toMatchObject({
      person: 'ana',
      roles: ['administrator'],
    })
  })

  it('resets: nothing that was known before signs in', async () => {
    const cookie = await added('ned')
    await send('POST', '/v1/accounts/ned/reset', undefined, operator())
    expect((await send('GET', '/v1/account', undefined, cookie)).statusCode).toBe(401)
    expect((await signIn('ned', good)).statusCode).toBe(401)
  })

  it('is on record, without any secret', async () => {
    const told = JSON.stringify([
      ...(await audited('configuration.account-added')),
      ...(await audited('configuration.account-reset')),
      ...(await audited('configuration.token-added')),
      ...(await audited('configuration.token-revoked')),
      ...(await audited('sign-in.password-set')),
      ...(await audited('sign-in.succeeded')),
    ])
    expect(told).toContain('"by":"root.admin"')
    expect(told).toContain('"account":"ned"')
    expect(told).not.toContain(good)
    expect(told).not.toContain('telltale_')
  })
})

describe('a link made on this machine', () => {
  it('signs in as nobody in particular, who has no password', async () => {
    const cookie = service.as('lead')
    expect((await send('GET', '/v1/account', undefined, cookie)).json()).toMatchObject({
      id: 'local-lead',
      named: false,
    })
    expect((await send('PUT', '/v1/account/password', { password: good }, cookie)).statusCode).toBe(409)
  })

  it('signs in as an account where one is named', async () => {
    const reply = await send('POST', '/v1/sign-in-links', { account: 'ben' }, operator())
    const token = reply.json().link.split('#')[1]
    const cookie = cookieIn(await send('POST', '/v1/session', { token }))
    expect((await send('GET', '/v1/session', undefined, cookie)).json().account).toMatchObject({ id: 'ben' })
    expect((await send('POST', '/v1/sign-in-links', { account: 'nobody' }, operator())).statusCode).toBe(404)
  })
})
