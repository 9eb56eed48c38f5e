import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Detector, detectors, type Role, timingKinds } from '@telltale/core'
import { sessionCookie } from '../api/access.ts'
import { ndjson, noon, rtt } from '../api/test-service.ts'
import { readConfig } from '../config.ts'
import { memoryInbox } from '../ingest/memory-inbox.ts'
import { type Service, startService } from '../service.ts'
import type { Store } from '../store/store.ts'

/** The service on a given store, for tests of what people set and of what a restart keeps of it. */
export interface TunedService extends Service {
  /** Calls as somebody who is signed in; the reply's body, and its status. */
  call(
    as: Role,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: object,
    // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  ): Promise<{ status: number; body: any }>
  /** Sends rows and waits until they are judged. */
  send(...rows: object[]): Promise<void>
  /** Who is in the queue, with their case. */
  queue(): Promise<Record<string, string>>
  /** Moves the clock on, and lets what has ended by then end. */
  pass(ms: number): Promise<void>
  end(): Promise<void>
}

export const start = noon
export const day = 86_400_000

export async function tunedService(
  store: Store,
  { at = noon, known = detectors }: { at?: number; known?: readonly Detector[] } = {},
): Promise<TunedService> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-tuning-'))
  const service = await startService({
    config: readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent' }),
    ...{ store, inbox: memoryInbox(), detectors: known, now: () => at, token: 'a-token-for-the-tests-only' },
  })
  const { app, context } = service
  // Timing is off until a policy covers it: these tests are not about that.
  await context.timing.put({
    ...{ entity: '*', place: '*', kinds: [...timingKinds], because: 'tests' },
    ...{ acknowledgedBy: 'nobody is timed', setBy: 'test', setAt: at },
  })
  const cookies = new Map<Role, string>()
  const cookieOf = (as: Role) => {
    const cookie =
      cookies.get(as) ?? `${sessionCookie}=${context.access.exchange(context.access.issue(as).token)}`
    cookies.set(as, cookie)
    return cookie
  }
  const call: TunedService['call'] = async (as, method, url, body) => {
    const headers = { cookie: cookieOf(as) }
    const reply = await app.inject({ method, url, headers, ...(body && { payload: body }) })
    return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() }
  }
  return {
    ...service,
    call,
    async send(...rows) {
      if (rows.length === 0) return
      const headers = { 'content-type': 'application/x-ndjson' }
      const sent = await app.inject({
        method: 'POST',
        url: '/v1/observations',
        headers,
        payload: ndjson(...rows),
      })
      if (sent.statusCode !== 202) throw new Error(sent.body)
      await app.inject({ method: 'POST', url: '/v1/drain' })
    },
    async queue() {
      const { body } = await call('analyst', 'GET', '/v1/queue')
      return Object.fromEntries(
        body.items.map((q: { subject: string; case?: string }) => [q.subject, q.case ? 'case' : 'listed']),
      )
    },
    async pass(ms) {
      at += ms
      cookies.clear() // sessions end too
      await context.tuner.tick()
    },
    async end() {
      await context.tuner.applied()
      await service.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A laptop behind a relay for four days before noon: listed, without a case. */
export function relayed(n: number, over: Record<string, unknown> = {}): object[] {
  const person = `person:W-${n}`
  const device = `device:LT-${n}`
  const role = { role: 'Engineer', employer: n % 2 === 0 ? 'Northgate' : 'Larch', ...over }
  return [
    { id: `p${n}`, kind: 'person', at: noon - 20 * day, about: [person], data: role },
    { id: `d${n}`, kind: 'device', at: noon - 20 * day, about: [device], data: { assignedTo: person } },
    ...[0, 1, 2, 3].map((d) => rtt(`r${n}-${d}`, 190, { at: noon - d * day, about: [device, person] })),
  ]
}
