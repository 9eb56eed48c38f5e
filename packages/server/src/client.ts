import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { addressOf, type Config } from './config.ts'

/** Telltale does not answer at its address. */
export class NotRunning extends Error {
  constructor(config: Config) {
    super(
      `Telltale does not run at ${addressOf(config)}: start it with "npm start", or set TELLTALE_PORT and TELLTALE_HOST to where it does.`,
    )
  }
}

/**
 * Asks the Telltale that runs with these settings, with its bearer token. Throws a sentence when it does not
 * run, when the token can't be read, or when it answers with a problem. Gives undefined for an empty reply.
 */
export async function ask<T>(
  config: Config,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const authorization = `Bearer ${config.token ?? tokenIn(config.home)}`
  let reply: Reply
  try {
    reply = await send(`${addressOf(config)}${path}`, method, authorization, body)
  } catch {
    throw new NotRunning(config)
  }
  const { text } = reply
  if (reply.status === 401)
    throw new Error(
      `The Telltale at ${addressOf(config)} has another token than ${config.token ? 'TELLTALE_TOKEN' : join(config.home, 'token')}: set TELLTALE_HOME or TELLTALE_TOKEN to its own.`,
    )
  const isJson = reply.type.includes('json')
  if (reply.status < 200 || reply.status > 299)
    throw new Error(
      isJson
        ? (JSON.parse(text) as { detail: string }).detail
        : `What listens at ${addressOf(config)} is not Telltale (it answered ${reply.status}).`,
    )
  return (isJson ? JSON.parse(text) : undefined) as T
}

/** Writes what the running Telltale answers to `out` as it comes. Throws as `ask` does. */
export async function download(config: Config, path: string, out: Writable): Promise<void> {
  const authorization = `Bearer ${config.token ?? tokenIn(config.home)}`
  const reply = await fetch(`${addressOf(config)}${path}`, { headers: { authorization } }).catch(() => {
    throw new NotRunning(config)
  })
  if (!reply.ok || !reply.body) {
    const problem = (await reply.json().catch(() => undefined)) as { detail?: string } | undefined
    throw new Error(problem?.detail ?? `Telltale answered ${reply.status}.`)
  }
  await pipeline(Readable.fromWeb(reply.body as never), out, { end: out !== process.stdout })
}

interface Reply {
  status: number
  type: string
  text: string
}

/** Without a limit of time, which `fetch` has: a hunt may take many minutes. */
function send(url: string, method: string, authorization: string, body: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const asked = request(url, { method, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('error', reject)
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          type: reply.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function tokenIn(home: string): string {
  const path = join(home, 'token')
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(
      missing
        ? `There is no token in ${path}: start Telltale once with "npm start", or set TELLTALE_HOME to its folder.`
        : `The token in ${path} can't be read (${(error as Error).message}): run this as the user who runs Telltale.`,
    )
  }
}
