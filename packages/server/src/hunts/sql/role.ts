import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Detector } from '@telltale/core'
import pg from 'pg'
import type { Connection } from '../../store/postgres.ts'
import { HuntProblem } from '../problem.ts'
import { identifier, literal, statements, viewsOf } from './views.ts'

/** How a hunt in SQL connects: as a role of its own that may read the views and nothing else. */
export interface Hunter {
  to: pg.ClientConfig
  /** The schema with the views. */
  schema: string
  role: string
}

/** What the role begins with: a login role of each store, since roles belong to a whole database server. */
export const rolePrefix = 'telltale_hunt_'

/** Four sessions: one that hunts, one that ends it, and two of a Telltale that was killed a moment ago. */
const sessions = 4

/**
 * Makes the views, and the role that may read them, where they are not there yet. Everything that the role gets is
 * listed here: the right to connect, to enter the schema of the views, and to select from each. Rejects with a
 * `HuntProblem` that says what to run where the database does not let us. `own` is a URL of a role that an
 * administrator has made.
 */
export async function prepareHunter(
  { to, where }: Connection,
  detectors: Iterable<Detector>,
  own?: string,
): Promise<Hunter> {
  const config = typeof to === 'string' ? { connectionString: to } : to
  const client = new pg.Client({ ...config, application_name: 'telltale' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string; database: string; me: string }>(
      'select current_schema() as schema, current_database() as database, current_user as me',
    )
    const { schema: tables, database, me } = rows[0]!
    const schema = schemaOf(tables)
    const given = own === undefined ? undefined : roleIn(own)
    const role =
      given ?? `${rolePrefix}${createHash('md5').update(`${database}.${schema}`).digest('hex').slice(0, 8)}`
    if (role === me)
      throw new HuntProblem(
        'TELLTALE_HUNT_DATABASE_URL names the role that Telltale itself uses: name one that may read the views only.',
      )
    // A password is needed where the server asks for one; the embedded one knows us by our user.
    const password =
      given !== undefined || isSocket(config) ? undefined : randomBytes(24).toString('base64url')
    await client.query('begin')
    await makeViews(client, tables, schema, detectors, me)
    if (given === undefined) await makeRole(client, role, password, where)
    await refuseStrong(client, role)
    await client.query(`grant usage on schema ${identifier(schema)} to ${identifier(role)}`)
    await client.query(`grant select on all tables in schema ${identifier(schema)} to ${identifier(role)}`)
    await client.query('commit')
    const base: pg.ClientConfig = own === undefined ? config : { connectionString: own }
    return { to: as(base, role, password), schema, role }
  } finally {
    await client.end().catch(() => {})
  }
}

/** `hunt` beside `public`; another schema's views are beside it under its name. */
export function schemaOf(tables: string): string {
  if (tables === 'public') return 'hunt'
  const name = `${tables}_hunt`
  return Buffer.byteLength(name) <= 63 ? name : `hunt_${createHash('md5').update(tables).digest('hex')}`
}

async function makeViews(
  client: pg.Client,
  tables: string,
  schema: string,
  detectors: Iterable<Detector>,
  me: string,
): Promise<void> {
  const { make, digest } = statements(viewsOf(tables, detectors), schema)
  const { rows } = await client.query<{ owner: string; said: string | null }>(
    `select pg_get_userbyid(nspowner) as owner, obj_description(oid, 'pg_namespace') as said
     from pg_namespace where nspname = $1`,
    [schema],
  )
  const found = rows[0]
  if (found && found.owner !== me)
    throw new HuntProblem(
      `The schema ${schema} belongs to ${found.owner}, and hunts keep their views in it: rename it, or run "alter schema ${schema} owner to ${me}".`,
    )
  if (found?.said === mark(digest)) return
  const { rows: kept } = await client.query<{ name: string; view: boolean }>(
    `select c.relname as name, c.relkind = 'v' as view
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind <> 'i'`,
    [schema],
  )
  // Views of ours are dropped and made anew; anything else there is somebody's.
  const ours = found?.said?.startsWith(marked)
  const foreign = kept.find((relation) => !relation.view || !ours)
  if (foreign)
    throw new HuntProblem(
      `The schema ${schema} holds ${foreign.name}, which hunts did not make: rename the schema.`,
    )
  if (!found) await makeSchema(client, schema, me)
  for (const { name } of kept)
    await client.query(`drop view if exists ${identifier(schema)}.${identifier(name)} cascade`)
  for (const statement of make) await client.query(statement)
  await client.query(`comment on schema ${identifier(schema)} is ${literal(mark(digest))}`)
}

async function makeSchema(client: pg.Client, schema: string, me: string): Promise<void> {
  try {
    await client.query(`create schema ${identifier(schema)}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new HuntProblem(
      `Telltale's user may not make a schema for the views of hunts. As an administrator of the database run: create schema ${identifier(schema)} authorization ${identifier(me)};`,
    )
  }
}

const marked = 'Views that hunts of Telltale read, made anew when they change'

function mark(digest: string): string {
  return `${marked} (${digest})`
}

async function makeRole(
  client: pg.Client,
  role: string,
  password: string | undefined,
  where: string,
): Promise<void> {
  const name = identifier(role)
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount === 0) await client.query(`create role ${name} login noinherit connection limit ${sessions}`)
    // The server is given what it would keep of the password, never the password: that could end up in its log.
    if (password) await client.query(`alter role ${name} password ${literal(verifier(password))}`)
    await client.query(`alter role ${name} set default_transaction_read_only = on`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new HuntProblem(
      `Telltale's user may not make the role that hunts in SQL run as (in ${where}). As an administrator of the database run: create role ${name} login noinherit connection limit ${sessions} password '…'; and set TELLTALE_HUNT_DATABASE_URL to a URL with that role and its password.`,
    )
  }
  // Only a superuser may bound the space that sorting takes on disk; on the embedded database we are one.
  await client.query('savepoint bounded')
  await client
    .query(`alter role ${name} set temp_file_limit = '1GB'`)
    .catch(() => client.query('rollback to savepoint bounded'))
}

/** A role that may do more than read the views is not hunted with, whoever made it so. */
async function refuseStrong(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ strong: boolean; member: string | null; owns: boolean }>(
    `select r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls as strong,
       (select pg_get_userbyid(m.roleid) from pg_auth_members m where m.member = r.oid limit 1) as member,
       exists (select from pg_class c where c.relowner = r.oid) or exists (select from pg_namespace n where n.nspowner = r.oid) as owns
     from pg_roles r where r.rolname = $1`,
    [role],
  )
  const [found] = rows
  const wrong = !found
    ? 'is not there'
    : found.strong
      ? 'may do more than read'
      : found.member
        ? `is a member of ${found.member}`
        : found.owns
          ? 'owns tables or schemas'
          : undefined
  if (wrong)
    throw new HuntProblem(
      `The role ${role} ${wrong}, so hunts in SQL are not run as it: it must be a plain login role without memberships.`,
    )
}

function as(config: pg.ClientConfig, role: string, password: string | undefined): pg.ClientConfig {
  const secret = password !== undefined && { password }
  if (!config.connectionString) return { ...config, user: role, ...secret }
  // What a URL says goes before everything else that `pg` is told.
  const url = new URL(config.connectionString)
  url.searchParams.delete('options')
  if (password !== undefined) {
    url.username = role
    url.password = password
    for (const name of ['user', 'password']) url.searchParams.delete(name)
  }
  return { ...config, connectionString: url.href }
}

function roleIn(url: string): string {
  try {
    const role = decodeURIComponent(new URL(url).username)
    if (role) return role
  } catch {}
  throw new HuntProblem(
    'TELLTALE_HUNT_DATABASE_URL is not a URL with a role: expected postgres://role:password@host:5432/database.',
  )
}

function isSocket({ host, connectionString }: pg.ClientConfig): boolean {
  return connectionString === undefined && host !== undefined && host.startsWith('/')
}

/** What Postgres stores of a password: RFC 5802, RFC 7677. */
function verifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`
}
