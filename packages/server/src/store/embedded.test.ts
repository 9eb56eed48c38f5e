import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { accepted, world } from '../../../../test/world.ts'
import type { Batch } from '../engine/loop.ts'
import type { Inbox } from '../ingest/inbox.ts'
import { isAlive, lockFolder, startOf } from './folder-lock.ts'
import { type OpenedStore, openStore } from './open.ts'
import { unsuitable } from './postgres.ts'
import { StoreProblem } from './problem.ts'

const temporary: string[] = []
const opened: OpenedStore[] = []
const root = process.getuid?.() === 0
const rows = world({ people: 1, days: 1 }).map((r) => accepted(r))

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'telltale-'))
  temporary.push(made)
  return made
}

async function open(home: string): Promise<OpenedStore> {
  const store = await openStore({ home })
  opened.push(store)
  return store
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.stop()
  for (const made of temporary.splice(0)) rmSync(made, { recursive: true, force: true })
})

/** Reads micro-batches until `n` rows have come; `done` says whether they are acknowledged. */
async function read(inbox: Inbox, n: number, done: boolean): Promise<Batch[]> {
  const stop = new AbortController()
  const found: Batch[] = []
  let seen = 0
  for await (const batch of inbox.batches(stop.signal)) {
    found.push(batch)
    seen += batch.rows.length
    if (done) await batch.done()
    if (seen >= n || !done) break
  }
  return found
}

/** A process that opens the store, appends one delivery, says so, and waits to be killed. */
async function another(home: string): Promise<{ pid: number; database: number; kill(): Promise<void> }> {
  const program = `
    import { openStore } from ${JSON.stringify(new URL('./open.ts', import.meta.url).href)}
    const { store, pid } = await openStore({ home: ${JSON.stringify(home)} })
    await store.inbox.append({ rows: ${JSON.stringify(rows.slice(0, 1))}, quarantined: [] })
    console.log(pid)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    pid: child.pid!,
    database: Number(String(line)),
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

describe('the embedded Postgres', () => {
  it('keeps what was appended over a stop, hands it out in order, and again until it is done', async () => {
    const home = folder()
    const first = await open(home)
    expect(statSync(join(home, 'postgres')).mode & 0o077).toBe(0)
    await Promise.all(rows.map((row) => first.store.inbox.append({ rows: [row], quarantined: [] })))
    expect(await first.store.inbox.depth()).toBe(rows.length)
    await opened.pop()!.stop()
    expect(isAlive(first.pid!)).toBe(false)
    expect(existsSync(join(home, 'lock'))).toBe(false)

    const { store } = await open(home)
    const unfinished = await read(store.inbox, rows.length, false)
    expect(unfinished[0]!.rows).toEqual(rows)
    const again = await read(store.inbox, rows.length, true)
    expect(again.flatMap((b) => b.rows)).toEqual(rows)
    expect(await store.inbox.depth()).toBe(0)
    const bad = { source: 's', row: 7, field: 'at', reason: 'is missing', receivedAt: 5 }
    const waiting = read(store.inbox, 1, true) // an idle reader is woken by what arrives
    await store.inbox.append({ rows: rows.slice(0, 1), quarantined: [bad] })
    expect((await waiting)[0]).toMatchObject({ rows: [rows[0]], quarantined: [bad] })
  })

  it('makes micro-batches of at most 100 deliveries, and ends when told', async () => {
    const { store } = await open(folder())
    await Promise.all(
      Array.from({ length: 230 }, () => store.inbox.append({ rows: rows.slice(0, 1), quarantined: [] })),
    )
    const sizes = (await read(store.inbox, 230, true)).map((b) => b.rows.length)
    expect(sizes).toEqual([100, 100, 30])
    const stop = new AbortController()
    const idle = store.inbox.batches(stop.signal)[Symbol.asyncIterator]().next()
    stop.abort()
    expect((await idle).done).toBe(true)
  })

  it('says who uses the folder, and leaves that one alone', async () => {
    const home = folder()
    const other = await another(home)
    const refused = openStore({ home })
    await expect(refused).rejects.toThrow(StoreProblem)
    await expect(refused).rejects.toThrow(`process ${other.pid}) is using ${home}`)
    expect(isAlive(other.database)).toBe(true)
    await other.kill()
    const { store } = await open(home) // its database was still running
    expect(isAlive(other.database)).toBe(false)
    expect(await store.inbox.depth()).toBe(1)
  })

  it('recovers when process and database were both killed, and when their numbers were given to others', async () => {
    const home = folder()
    const other = await another(home)
    process.kill(other.database, 'SIGKILL')
    await other.kill()
    const pidFile = join(home, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.ppid)))
    writeFileSync(join(home, 'lock'), JSON.stringify({ pid: process.pid, started: 'at another time' }))
    mkdirSync(join(home, 'postgres.new'))
    const { store } = await open(home)
    expect(await store.inbox.depth()).toBe(1)
  })

  it('does not touch a store that a newer version has written', async () => {
    const home = folder()
    const { store } = await open(home)
    await store.inbox.append({ rows: rows.slice(0, 1), quarantined: [] })
    const client = new pg.Client({
      host: join(home, 'run'),
      user: 'telltale',
      database: 'postgres',
      ssl: false,
    })
    await client.connect()
    await client.query(`insert into telltale_migration values ('9999-from-the-future', now())`)
    await client.end()
    await opened.pop()!.stop()
    const refused = openStore({ home })
    await expect(refused).rejects.toThrow(StoreProblem)
    await expect(refused).rejects.toThrow(/newer Telltale \(it has 9999-from-the-future.*nothing was changed/)
  })

  it('says in one sentence why a folder can’t be used', async (test) => {
    const made = folder()
    writeFileSync(join(made, 'file'), '')
    await expect(openStore({ home: join(made, 'file') })).rejects.toThrow(/file is not a folder/)
    if (root) {
      mkdirSync(join(made, 'closed', 'home'), { recursive: true, mode: 0o700 })
      await expect(openStore({ home: join(made, 'closed', 'home') })).rejects.toThrow(
        new RegExp(`may not enter ${made}.*TELLTALE_HOME`),
      )
    } else {
      chmodSync(made, 0o500)
      await expect(openStore({ home: made })).rejects.toThrow(/can't be written by this user/)
      chmodSync(made, 0o700)
    }
    if (!root) test.skip('mounting a read-only and a full disk takes root')
    for (const [options, says] of [
      ['ro,mode=755', /read-only disk/],
      ['size=8m,mode=755', /is full: free some space/],
    ] as const) {
      const mount = folder()
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mount], { stdio: 'ignore' })
      } catch {
        test.skip('this machine does not let root mount a disk')
      }
      try {
        const refused = openStore({ home: mount })
        await expect(refused).rejects.toThrow(StoreProblem)
        await expect(refused).rejects.toThrow(says)
      } finally {
        execFileSync('umount', [mount])
      }
    }
  })
})

describe('another database', () => {
  it('is named without its password when it can’t be reached or is no Postgres', async () => {
    const home = folder()
    const closed = openStore({ home, databaseUrl: 'postgres://me:secret@127.0.0.1:1/telltale' })
    await expect(closed).rejects.toThrow(
      "postgres://127.0.0.1:1/telltale can't be used: nothing listens there",
    )
    await expect(openStore({ home, databaseUrl: 'mysql://me:secret@h/x' })).rejects.toThrow(
      /begins with mysql:\/\//,
    )
    await expect(openStore({ home, databaseUrl: 'secret' })).rejects.toThrow(
      /^DATABASE_URL is not a URL: expected/,
    )
    expect(existsSync(join(home, 'postgres'))).toBe(false)
  })

  it('must be Postgres 15 or newer, in UTF-8', () => {
    const utf8 = { encoding: 'UTF8' }
    expect(unsuitable({ major: 14, version: '14.11', ...utf8 }, 'x')).toMatch(
      /Postgres 14\.11; Telltale needs 15/,
    )
    expect(unsuitable({ major: 16, version: '16.2', encoding: 'SQL_ASCII' }, 'x')).toMatch(/SQL_ASCII/)
    expect(unsuitable({ major: 15, version: '15.0', ...utf8 }, 'x')).toBeUndefined()
  })
})

describe('the lock of a folder', () => {
  it('is held until it is given back', () => {
    const made = folder()
    const unlock = lockFolder(made)
    expect(() => lockFolder(made)).toThrow(`process ${process.pid}`)
    unlock()
    lockFolder(made)()
    expect(existsSync(join(made, 'lock'))).toBe(false)
  })

  it.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: 'x' })],
    ['of a process whose number was given out again', JSON.stringify({ pid: process.ppid, started: 'x' })],
    ['that a crash left unreadable', '{"pid":'],
  ])('%s is taken over', (_, left) => {
    const made = folder()
    writeFileSync(join(made, 'lock'), left)
    lockFolder(made)()
    expect(existsSync(join(made, 'lock'))).toBe(false)
  })

  it('knows a process by when it started', () => {
    expect(startOf(process.pid)).toBe(startOf(process.pid))
    expect(startOf(process.pid)).not.toBe('')
    expect(startOf(process.pid)).not.toBe(startOf(1))
    expect(startOf(2 ** 22 + 1)).toBe('')
  })
})
