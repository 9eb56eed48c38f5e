import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, type Role, timingKinds } from '@telltale/core'
import type { NewAccount } from '../accounts/accounts.ts'
import { readConfig } from '../config.ts'
import type { Inbox } from '../ingest/inbox.ts'
import { memoryInbox } from '../ingest/memory-inbox.ts'
import { type Service, startService } from '../service.ts'
import { memoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import { sessionCookie } from './access.ts'

/** 2026-03-02, a Monday, at noon. */
export const noon = 1_772_452_800_000

export interface TestService extends Service {
  store: Store
  inbox: Inbox
  token: string
  /** Moves the service's clock on. */
  pass(ms: number): void
  /** Headers of whoever opens links on this machine, in a role. All of these are one human, so that they sit once. */
  as(role: Role): { cookie: string }
  /** Headers of an account of its own, which is added where it is not there yet; a person of their own, unless given. */
  account(id: string, role: Role, more?: Partial<NewAccount>): { cookie: string }
  end(): Promise<void>
}

/** The whole service on stores in memory, with a clock of its own and a folder that goes away with it. */
export async function testService(env: Record<string, string> = {}, given?: Inbox): Promise<TestService> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-api-'))
  const store = memoryStore()
  const inbox = given ?? memoryInbox()
  const token = 'a-token-for-the-tests-only'
  let at = noon
  const service = await startService({
    config: { ...readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'silent', ...env }) },
    store,
    inbox,
    detectors,
    now: () => at,
    token,
  })
  await timeEverybody(service)
  return {
    ...service,
    store,
    inbox,
    token,
    pass: (ms) => {
      at += ms
    },
    as: (role) => {
      const { access } = service.context
      return { cookie: `${sessionCookie}=${access.exchange(access.issue(role).token)}` }
    },
    account: (id, role, more) => {
      const { accounts } = service.context
      if (!accounts.get(id)) accounts.add({ id, name: id, role, ...more })
      return { cookie: `${sessionCookie}=${accounts.sessions.begin(id, 'password')}` }
    },
    async end() {
      await service.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Timing is off until a policy covers it: most tests are not about that. */
export async function timeEverybody({ context }: Service): Promise<void> {
  await context.timing.put({
    ...{ entity: '*', place: '*', kinds: [...timingKinds], because: 'tests' },
    ...{ acknowledgedBy: 'nobody is timed', setBy: 'test', setAt: noon },
  })
}

/** A connection whose echoes take `gap` ms longer than TCP itself: above 15, layer-gap finds a relay. */
export function rtt(id: string, gap: number, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    kind: 'rtt',
    at: noon,
    about: ['device:LT-1', 'person:W-1'],
    data: {
      collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
      ip: '198.51.100.7',
      transport: Array.from({ length: 12 }, (_, i) => 20 + (i % 3)),
      application: Array.from({ length: 12 }, (_, i) => 20 + gap + (i % 3)),
    },
    ...over,
  }
}

export function ndjson(...rows: unknown[]): string {
  return rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
}
