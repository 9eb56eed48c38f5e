import { setTimeout as sleep } from 'node:timers/promises'
import { type Detector, detectors, plan } from '@telltale/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, world } from '../../../../../test/world.ts'
import sanctionsLead from '../../../../core/src/detectors/identity/sanctions-lead.ts'
import { startEngine, take } from '../../engine/loop.ts'
import type { Store } from '../../store/store.ts'
import { backends, storesOf } from '../../store/test-stores.ts'
import { type SqlHunts, sqlHunts } from './index.ts'
import { prepareHunter, schemaOf } from './role.ts'
import { tablesOf } from './views.ts'

/** What hunts in SQL may read, and everything that they may not, on real servers. */

const day = 86_400_000
const start = 1_767_225_600_000
const person = 'Marisol Ashgrove'

const rows = [
  ...world({ people: 5, days: 3 }),
  {
    ...{ id: 'who', kind: 'person', at: start, about: ['person:W-9'] },
    data: { name: person, emails: ['marisol@ashgrove.example'], phones: ['+1 614 555 2368'], startAt: 5 },
  },
  {
    ...{ id: 'application', kind: 'application', at: start, about: ['application:A-1'] },
    data: { name: person, email: 'marisol@ashgrove.example', phone: '+1 614 555 2368', appliedAt: start },
  },
  {
    ...{ id: 'decision', kind: 'disposition', at: start + day, about: ['person:W-0'] },
    data: {
      subject: 'person:W-0',
      outcome: 'cleared',
      because: `met ${person} \0 \ud800 in person`,
      by: person,
    },
  },
].map((row) => accepted(row))

async function fill(store: Store): Promise<void> {
  const engine = await startEngine(plan(detectors), store)
  await take(engine, { rows, quarantined: [] })
}

const real = backends().filter((backend) => backend.connection)

describe.each(real)('hunts in SQL, $name', (backend) => {
  const stores = storesOf(backend)
  const { fresh } = stores
  const made: string[] = []
  let hunts: SqlHunts
  let tables: string
  let store: Store
  const limits = () => ({ signal: new AbortController().signal, timeout: 20_000 })
  const run = (sql: string, some: readonly Detector[] = detectors) => hunts.run(sql, some, limits())

  // Each test gets a store of its own: stores are closed after each.
  const opened = async () => {
    store = (await fresh()).store
    await fill(store)
    tables = stores.schema()
    hunts = sqlHunts(stores.connection())
    made.push(tables)
  }

  afterAll(async () => {
    for (const schema of made) {
      await stores.query(`drop schema if exists ${schemaOf(schema)} cascade`)
      const { rows } = await stores.query<{ role: string }>(
        `select 'telltale_hunt_' || left(md5(current_database() || '.' || $1), 8) as role`,
        [schemaOf(schema)],
      )
      await stores.query(`drop role if exists ${rows[0]!.role}`)
    }
  })

  it('read every documented view and column, and agree with the store', async () => {
    await opened()
    for (const { name, columns } of tablesOf()) {
      const all = await run(`select * from ${name}`)
      expect([name, all.columns.map((c) => c.name)]).toEqual([name, columns.map((c) => c.name)])
      expect([name, all.rows.length > 0]).toEqual([
        name,
        name !== 'queue' || (await store.queue()).length > 0,
      ])
    }
    const evidence = await store.evidence({ limit: 100_000 })
    const { rows: found } = await run(
      'select id, weight, device_elsewhere, shadow, final from evidence order by id',
    )
    expect(found).toEqual(
      evidence
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((e) => [e.id, e.weight, e.weights['device-elsewhere'] ?? 0, e.shadow, e.status === 'final']),
    )
    expect((await run('select subject, outcome, at from dispositions')).rows).toEqual([
      ['person:W-0', 'cleared', '2026-01-02 00:00:00+00'],
    ])
    expect((await run(`select facts from observations where kind = 'application'`)).rows[0]![0]).toContain(
      '"appliedAt":1767225600000',
    )
    const shares = await run(
      `select subject, holder, day from shares where type = 'network' order by subject, day`,
    )
    expect(shares.rows[0]).toEqual(['device:LT-0', 'person:W-0', '2026-01-01'])
    // Joins, windows and common table expressions are what hunting is made of.
    const joined = await run(`
      with relayed as (select unnest(weighs_on) as subject, max(weight) as weight from evidence
        where detector = 'network/layer-gap' and accuses group by 1)
      select r.subject, r.weight, q.case_id from relayed r left join queue q using (subject) order by 1`)
    expect(joined.rows.map((row) => row[0])).toContain('person:W-0')
  })

  it('hold no names, contacts or free text, in any cell of any view', async () => {
    await opened()
    for (const { name } of tablesOf()) {
      const text = JSON.stringify(await run(`select t::text from ${name} t`))
      expect([name, /marisol|ashgrove|614|555|met |in person/i.exec(text)?.[0]]).toEqual([name, undefined])
    }
  })

  it('hold nothing that is for counsel alone, not even through an error message', async () => {
    await opened()
    const lead = {
      ...(await store.evidence({ limit: 1 }))[0]!,
      ...{
        id: 'counsel',
        detector: sanctionsLead.id,
        weights: {},
        weight: 0,
        subject: 'application:A-1' as const,
      },
    }
    const gone = { ...lead, id: 'unknown', detector: 'private/forgotten' }
    await store.commitLinks(
      {
        ...{ evidence: [lead, gone], withdrawn: [], answered: [], faults: [], attributes: [] },
        abstentions: [
          {
            ...{ detector: sanctionsLead.id, subject: 'application:A-1', weighsOn: ['application:A-1'] },
            ...{ from: start, because: 'no list' },
          },
        ],
      },
      [],
    )
    expect((await run(`select * from evidence where id in ('counsel', 'unknown')`)).rows).toEqual([])
    expect((await run(`select * from abstentions where detector like '%sanctions%'`)).rows).toEqual([])
    // A cast that fails tells what it was given: the barrier keeps hidden rows from being given to it.
    for (const view of ['evidence', 'abstentions'])
      await run(`select * from ${view} where detector::int = 1`).then(
        () => expect.unreachable(),
        (error: Error) => expect(error.message).not.toMatch(/sanctions|forgotten/),
      )
  })

  it('write nothing, and reach no table, file, program or other role', async () => {
    await opened()
    await run('select 1')
    const { rows: before } = await stores.query(`select count(*)::int as n from ${tables}.observations`)
    const attacks = [
      `select * from ${tables}.observations`,
      `select * from ${tables}.settings`,
      'select * from pg_authid',
      'select * from pg_shadow',
      'select * from pg_largeobject',
      `insert into ${tables}.settings values ('x', '1')`,
      `with w as (delete from ${tables}.evidence returning 1) select * from w`,
      `with w as (insert into queue select * from queue returning 1) select * from w`,
      'create table t (a int)',
      'create temp table t (a int)',
      'select 1 into t',
      `drop table ${tables}.evidence`,
      'select * from evidence for update',
      `select 1; drop table ${tables}.evidence`,
      'select 1; commit; create table t (a int)',
      'commit',
      'set role postgres',
      'reset role',
      'set session authorization default',
      `do $$ begin perform 1; end $$`,
      `copy (select 1) to program 'touch /tmp/telltale-was-here'`,
      `copy (select 1) to '/tmp/telltale-was-here'`,
      'vacuum',
      `notify x`,
      'lock evidence',
      `select set_config('role', (select nspowner::regrole::text from pg_namespace where nspname = '${tables}'), false)`,
      `select set_config('session_authorization', (select nspowner::regrole::text from pg_namespace where nspname = '${tables}'), false)`,
      `select set_config('transaction_read_only', 'off', true)`,
      `select set_config('log_statement', 'all', false)`,
      `select set_config('temp_file_limit', '-1', false)`,
      `select query_to_xml('select * from ${tables}.observations', true, true, '')`,
      `select query_to_xml('insert into ${tables}.settings values (''x'', ''1'')', true, true, '')`,
      `select query_to_xml('create table t (a int)', true, true, '')`,
      `select query_to_xml('create temp table t (a int)', true, true, '')`,
      `select query_to_xml('set role postgres', true, true, '')`,
      `select table_to_xml('${tables}.observations', true, true, '')`,
      `select cursor_to_xml('hunt', 1, true, true, '') from query_to_xml('commit', true, true, '')`,
      `select * from ts_stat('select body::text::tsvector from ${tables}.evidence')`,
      `select pg_read_file('/etc/passwd')`,
      `select pg_read_binary_file('postgresql.conf')`,
      `select pg_ls_dir('.')`,
      `select * from pg_stat_file('postgresql.conf')`,
      `select lo_import('/etc/passwd')`,
      `select lo_export(1, '/tmp/telltale-was-here')`,
      `select lo_get(1)`,
      `select * from dblink('dbname=postgres', 'select 1') as t (a int)`,
      `select pg_reload_conf()`,
      `select pg_switch_wal()`,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'telltale'`,
      `select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'telltale'`,
      `select nextval('${tables}.marks')`,
      `select setval('${tables}.marks', 1)`,
      `select currval('${tables}.marks')`,
      `select has_table_privilege('${tables}.nothing', 'select')`,
    ]
    for (const sql of attacks)
      await run(sql).then(
        ({ rows }) => expect.unreachable(`${sql} gave ${JSON.stringify(rows)}`),
        (error: Error) => expect([sql, error.name]).toEqual([sql, 'HuntProblem']),
      )
    const { rows: after } = await stores.query(`select count(*)::int as n from ${tables}.observations`)
    expect(after).toEqual(before)
    expect((await store.counts()).evidence).toBeGreaterThan(0)
    // A large object in a transaction that may not be committed leaves nothing, where making one is not refused at once.
    await run(`select lo_from_bytea(0, 'x')`).catch(() => {})
    await run(`select lo_create(0)`).catch(() => {})
    const { rows: large } = await stores.query<{ n: number }>(
      'select count(*)::int as n from pg_largeobject_metadata m join pg_roles r on r.oid = m.lomowner where r.rolname like $1',
      ['telltale_hunt_%'],
    )
    expect(large[0]!.n).toBe(0)
  })

  it('run as a role with no right but to select from the views', async () => {
    await opened()
    const { role } = await prepareHunter(stores.connection(), detectors)
    const { rows: tablesOpen } = await stores.query<{ name: string; schema: string }>(
      `select c.relname as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema') and c.relkind in ('r', 'v', 'm', 'p', 'f', 'S')
         and case when c.relkind = 'S' then has_sequence_privilege($1, c.oid, 'usage, select, update')
           else has_table_privilege($1, c.oid, 'select, insert, update, delete, truncate, references, trigger') end
         and has_schema_privilege($1, n.oid, 'usage')`,
      [role],
    )
    expect(tablesOpen.map((t) => t.name).sort()).toEqual(
      tablesOf()
        .map((t) => t.name)
        .sort(),
    )
    expect(new Set(tablesOpen.map((t) => t.schema))).toEqual(new Set([schemaOf(tables)]))
    const { rows: writable } = await stores.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $2 and has_table_privilege($1, c.oid, 'insert, update, delete, truncate')`,
      [role, schemaOf(tables)],
    )
    expect(writable).toEqual([])
    const { rows: created } = await stores.query(
      `select nspname from pg_namespace where has_schema_privilege($1, oid, 'create')`,
      [role],
    )
    expect(created).toEqual([])
    // Made twice, it is the same.
    expect((await prepareHunter(stores.connection(), detectors)).role).toBe(role)
  })

  it('give at most a thousand rows and eight megabytes', async () => {
    await opened()
    const many = await run('select n from generate_series(1, 5000) n')
    expect([many.rows.length, many.truncated, many.rows[999]]).toEqual([1000, true, [1000]])
    const all = await run('select n from generate_series(1, 1000) n')
    expect([all.rows.length, all.truncated]).toEqual([1000, false])
    await expect(run(`select repeat('x', 100000000)`)).rejects.toThrow('larger than 8 MB')
    await expect(run(`select repeat('x', 100000) from generate_series(1, 900)`)).rejects.toThrow(
      'larger than 8 MB',
    )
    expect((await run('select 1 where false')).rows).toEqual([])
  })

  it('give numbers, flags and nothing as what they are', async () => {
    await opened()
    const { columns, rows } = await run(
      `select 1 as a, 2.5::numeric as b, 9007199254740993 as c, true as d, null as e, 'NaN'::float8 as f, '{x,"y z"}'::text[] as g, 'é\u{1F426}' as h`,
    )
    expect(rows).toEqual([[1, 2.5, '9007199254740993', true, null, 'NaN', '{x,"y z"}', 'é\u{1F426}']])
    expect(columns.map((c) => c.type)).toEqual([
      'number',
      'number',
      'number',
      'boolean',
      'text',
      'number',
      'text',
      'text',
    ])
  })

  it('are stopped on the server when they are aborted, or take too long', async () => {
    await opened()
    await run('select 1')
    const going = async () => {
      const { rows } = await stores.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where application_name = 'telltale hunt' and state = 'active'`,
      )
      return rows[0]!.n
    }
    const until = async (n: number) => {
      while ((await going()) !== n) await sleep(20)
    }
    const slow = `select set_config('statement_timeout', '0', false), pg_sleep(300)`
    const stop = new AbortController()
    const asked = hunts.run(slow, detectors, { signal: stop.signal, timeout: 300_000 })
    asked.catch(() => {})
    await until(1)
    stop.abort(new Error('nobody listens any more'))
    await expect(asked).rejects.toThrow('nobody listens')
    await until(0)
    await expect(
      hunts.run('select pg_sleep(300)', detectors, { signal: new AbortController().signal, timeout: 50 }),
    ).rejects.toThrow('took too long')
    await until(0)
    expect((await run('select 1')).rows).toEqual([[1]])
  })

  it('say where the SQL is wrong', async () => {
    await opened()
    await expect(run('select nothing\nfrom evidence')).rejects.toThrow(
      'Postgres says at line 1, column 8: column "nothing" does not exist.',
    )
    await expect(run('select *\nfrom evidences')).rejects.toThrow('at line 2, column 6: relation "evidences"')
    await expect(run('  \n')).rejects.toThrow('empty')
    await expect(run('select 1; select 2')).rejects.toThrow('One SELECT is taken')
    await expect(run(`select 'a\0b'`)).rejects.toThrow('NUL')
    await expect(run(`select * from ${tables}.observations`)).rejects.toThrow('views of docs/hunts.md')
    expect((await run('select 1;')).rows).toEqual([[1]])
    expect((await run('select 1 -- a remark')).rows).toEqual([[1]])
  })

  it('leave a schema alone that holds what hunts did not make', async () => {
    await opened()
    const schema = schemaOf(tables)
    await stores.query(`create schema ${schema}`)
    await stores.query(`create view ${schema}.theirs as select 1 as a`)
    await expect(run('select 1')).rejects.toThrow(`${schema} holds theirs, which hunts did not make`)
    await stores.query(`drop view ${schema}.theirs; create table ${schema}.evidence (a int)`)
    await expect(run('select 1')).rejects.toThrow('holds evidence')
    await stores.query(`drop table ${schema}.evidence`)
    expect((await run('select 1')).rows).toEqual([[1]])
    await stores.query(`alter schema ${schema} owner to pg_database_owner`)
    await expect(sqlHunts(stores.connection()).run('select 1', detectors, limits())).rejects.toThrow(
      `${schema} belongs to pg_database_owner`,
    )
  })

  it('follow the detectors: a view is made anew when they change', async () => {
    await opened()
    expect((await run('select count(*) from evidence')).rows[0]![0]).toBeGreaterThan(0)
    const fewer = sqlHunts(stores.connection())
    expect((await fewer.run('select count(*) from evidence', [], limits())).rows).toEqual([[0]])
  })

  describe('where the database does not let us', () => {
    const weak = `telltale_test_weak_${process.pid}`
    const hunter = `telltale_test_hunter_${process.pid}`
    let url: ((role: string) => pg.ClientConfig) | undefined

    beforeAll(async () => {
      const to = (await backend.connection!()).to
      // Roles with a password can be tried where the server takes passwords over TCP.
      if (typeof to === 'string')
        url = (role) => {
          const at = new URL(to)
          at.username = role
          at.password = 'for-this-test-only'
          return { connectionString: at.href }
        }
      if (!url) return
      await stores.query(`create role ${weak} login password 'for-this-test-only'`)
      await stores.query(`create role ${hunter} login noinherit password 'for-this-test-only'`)
    })
    afterAll(async () => {
      if (!url) return
      for (const role of [weak, hunter]) {
        await stores.query(`drop owned by ${role} cascade`)
        await stores.query(`drop role ${role}`)
      }
    })

    it('says what an administrator has to run, and works once that was done', async (context) => {
      if (!url) return context.skip()
      const schema = `${weak}_store`
      await stores.query(`create schema ${schema} authorization ${weak}`)
      const to = { ...url(weak), options: `-c search_path=${schema}` }
      const client = new pg.Client(to)
      await client.connect()
      const { postgresStore } = await import('../../store/postgres.ts')
      const own = await postgresStore({ to, where: 'the test database' })
      try {
        await fill(own)
        const connection = { to, where: 'the test database' }
        const limited = { signal: new AbortController().signal, timeout: 5000 }
        const refused = await sqlHunts(connection)
          .run('select 1', detectors, limited)
          .catch((e: Error) => e)
        expect((refused as Error).message).toMatch(/administrator.*create schema/)
        await stores.query(/create schema [^;]+/.exec((refused as Error).message)![0])
        const role = await sqlHunts(connection)
          .run('select 1', detectors, limited)
          .catch((e: Error) => e)
        expect((role as Error).message).toMatch(/create role .* login .*TELLTALE_HUNT_DATABASE_URL/)
        const given = url(hunter).connectionString!
        expect(
          (await sqlHunts(connection, given).run('select count(*) from evidence', detectors, limited)).rows,
        ).not.toEqual([[0]])
        // A role that Telltale itself uses, or one with more rights, is refused.
        const same = sqlHunts(connection, url(weak).connectionString)
        await expect(same.run('select 1', detectors, limited)).rejects.toThrow('Telltale itself uses')
        await stores.query(`alter role ${hunter} createdb`)
        await expect(sqlHunts(connection, given).run('select 1', detectors, limited)).rejects.toThrow(
          'may do more than read',
        )
        await stores.query(`alter role ${hunter} nocreatedb`)
        await stores.query(`grant ${weak} to ${hunter}`)
        await expect(sqlHunts(connection, given).run('select 1', detectors, limited)).rejects.toThrow(
          'is a member of',
        )
        await stores.query(`revoke ${weak} from ${hunter}`)
      } finally {
        await client.end()
        await own.close()
      }
    })
  })
})
