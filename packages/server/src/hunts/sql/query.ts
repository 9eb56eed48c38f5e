import type { HuntRows } from '@telltale/core'
import pg from 'pg'
import { HuntProblem } from '../problem.ts'
import type { Hunter } from './role.ts'

/** How much of an answer is taken: rows are for people to read. */
export const most = { rows: 1000, bytes: 8 << 20, sql: 20_000 }
const rowsAtOnce = 100

export interface Limits {
  signal: AbortSignal
  /** Milliseconds that one statement may take. */
  timeout: number
}

/**
 * Runs one SELECT as the hunter, in a session of its own that is thrown away, in a transaction that can't write and is
 * rolled back. Rejects with a `HuntProblem` for what the person who wrote it can correct. An abort, or an answer larger
 * than `most.bytes`, ends the session on the server too.
 */
export async function query(hunter: Hunter, sql: string, { signal, timeout }: Limits): Promise<HuntRows> {
  if (sql.trim() === '') throw new HuntProblem('The SQL is empty.')
  if (sql.length > most.sql)
    throw new HuntProblem(`The SQL has ${sql.length} characters; at most ${most.sql} are taken.`)
  if (sql.includes('\0')) throw new HuntProblem('The SQL holds a NUL character.')
  signal.throwIfAborted()
  const client = new pg.Client(config(hunter, timeout))
  let stopped: Error | undefined
  const stop = (because: Error) => {
    stopped ??= because
    void endSession(hunter, client)
  }
  const abort = () => stop(signal.reason as Error)
  client.on('error', () => {}) // a session that is ended under way; the query rejects by itself
  try {
    await client.connect()
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    let bytes = 0
    streamOf(client).on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most.bytes)
        stop(
          new HuntProblem(
            `The answer is larger than ${most.bytes >> 20} MB: select fewer columns or rows, or count them.`,
            'stopped',
          ),
        )
    })
    return await read(client, sql)
  } catch (error) {
    if (stopped) throw stopped
    throw asProblem(error, sql)
  } finally {
    signal.removeEventListener('abort', abort)
    // A session that was cut has nobody to say goodbye to.
    if (!stopped) await client.end().catch(() => {})
  }
}

/** What precedes the person's own text: kept on one line, so that its lines are theirs. */
const declare = 'declare hunt no scroll cursor for '

async function read(client: pg.Client, sql: string): Promise<HuntRows> {
  await client.query('begin transaction isolation level repeatable read, read only')
  // The extended protocol takes one statement only, and a cursor takes a SELECT only.
  await client.query({ text: declare + sql, queryMode: 'extended' } as pg.QueryConfig)
  const rows: HuntRows['rows'] = []
  for (;;) {
    const page = await client.query<pg.QueryResultRow[string][]>({
      text: `fetch ${rowsAtOnce} from hunt`,
      rowMode: 'array',
    })
    for (const row of page.rows) rows.push(row.map(cell))
    if (page.rows.length < rowsAtOnce || rows.length > most.rows) {
      await client.query('rollback')
      return {
        columns: page.fields.map((field) => ({
          name: field.name,
          type: typeNames[field.dataTypeID] ?? 'text',
        })),
        rows: rows.slice(0, most.rows),
        truncated: rows.length > most.rows,
      }
    }
  }
}

function config({ to, schema }: Hunter, timeout: number): pg.ClientConfig {
  const set = {
    search_path: `"${schema.replaceAll('"', '""')}"`,
    default_transaction_read_only: 'on',
    statement_timeout: String(Math.ceil(timeout)),
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    client_connection_check_interval: '2s',
    jit: 'off',
  }
  const options = Object.entries(set).map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`)
  return {
    ...to,
    options: options.join(' '),
    application_name: 'telltale hunt',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: () => (text: string) => text } as never,
  }
}

const builtins = pg.types.builtins
const numbers = new Set<number>([
  ...[builtins.INT2, builtins.INT4, builtins.INT8, builtins.FLOAT4, builtins.FLOAT8, builtins.NUMERIC],
  builtins.OID,
])
const typeNames: Record<number, string> = {
  ...Object.fromEntries([...numbers].map((oid) => [oid, 'number'])),
  [builtins.BOOL]: 'boolean',
  [builtins.TIMESTAMPTZ]: 'instant',
  [builtins.TIMESTAMP]: 'instant',
  [builtins.DATE]: 'day',
  [builtins.JSON]: 'json',
  [builtins.JSONB]: 'json',
}

function cell(text: unknown): string | null {
  return text === null || text === undefined ? null : String(text)
}

/** Numbers and booleans as what they are; a number that JavaScript can't hold stays the text that it is. */
export function typedRows({ columns, rows, truncated }: HuntRows): HuntRows {
  return {
    columns,
    truncated,
    rows: rows.map((row) =>
      row.map((value, i) => {
        if (typeof value !== 'string') return value
        if (columns[i]!.type === 'boolean') return value === 't'
        if (columns[i]!.type !== 'number') return value
        const number = Number(value)
        const held = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
        return held ? number : value
      }),
    ),
  }
}

/** Another session of the same role may end this one; no other right is needed for it. */
async function endSession(hunter: Hunter, client: pg.Client): Promise<void> {
  const pid = (client as unknown as { processID?: number }).processID
  streamOf(client).destroy()
  if (!pid) return
  const other = new pg.Client(config(hunter, 10_000))
  other.on('error', () => {})
  try {
    await other.connect()
    await other.query('select pg_terminate_backend($1::int)', [pid])
  } catch {
    // It ends by itself once it notices that nobody listens (client_connection_check_interval).
  } finally {
    await other.end().catch(() => {})
  }
}

function streamOf(client: pg.Client): NodeJS.ReadableStream & { destroy(): void } {
  return (client as unknown as { connection: { stream: NodeJS.ReadableStream & { destroy(): void } } })
    .connection.stream
}

/** What Postgres says of the person's SQL, with the line and column in it. */
function asProblem(error: unknown, sql: string): unknown {
  if (!(error instanceof pg.DatabaseError)) return error
  const { code, message, hint, position } = error
  if (code?.startsWith('28') || code === '3D000' || (code === '42501' && message.includes('database')))
    return new HuntProblem(
      `The role that hunts in SQL run as was not let in (${message}): correct the server's pg_hba.conf, or set TELLTALE_HUNT_DATABASE_URL.`,
    )
  const place = where(sql, position)
  if (code === '57014')
    return new HuntProblem(
      'The SQL took too long and was stopped: narrow it, or give it more minutes.',
      'stopped',
    )
  if (code === '42501')
    return new HuntProblem(
      `${sentence(message)} Hunts read the views of docs/hunts.md and nothing else (GET /v1/hunts lists them).`,
    )
  if (code === '42601' || message.includes('cannot insert multiple commands'))
    return new HuntProblem(
      `One SELECT is taken (WITH … SELECT, VALUES and TABLE too), and no other statement. Postgres says${place}: ${sentence(message)}`,
    )
  return new HuntProblem(`Postgres says${place}: ${sentence(message)}${hint ? ` ${sentence(hint)}` : ''}`)
}

function where(sql: string, position: string | undefined): string {
  const at = Number(position) - declare.length - 1
  if (!(at >= 0 && at <= sql.length)) return ''
  const before = sql.slice(0, at).split('\n')
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
