import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Role } from '@telltale/core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserPath, flags } from './chromium.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Names a folder for pictures of the running product. */
const pictures = process.env.TELLTALE_SCREENSHOTS

/** `npm start` as a newcomer has it, with the demo company, on a free port; and a browser. */
export interface DemoCompany {
  origin: string
  /** Where its store, key and token are. */
  home: string
  /** All that it printed until it could be signed in to. */
  printed: string
  browser: Browser
  /** What went wrong in a page since: errors of scripts, and replies from 400 on. */
  problems: string[]
  /** The first sign-in link, once. */
  link: string
  /** A page in a browser context of its own, signed in by a fresh link for that role, or for an account. */
  signIn(as: Role | { account: string }, width?: number): Promise<Page>
  /** A call with the bearer token of this machine; throws on any answer but 2xx. */
  ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>
  /** Notes in `problems` what goes wrong in the page; replies below `from` are no problem. */
  watch(page: Page, from?: number): void
  stop(): Promise<void>
}

export async function demoCompany(): Promise<DemoCompany> {
  const home = mkdtempSync(join(tmpdir(), 'telltale-journey-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, TELLTALE_HOME: home, TELLTALE_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk
      const found = /http:\/\/\S+\/sign-in#\S+/.exec(printed)
      if (found) resolve(found[0])
    }
    server.stdout!.on('data', read)
    server.stderr!.on('data', read)
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)))
  })
  const browser = await chromium.launch({ executablePath: browserPath, args: flags })
  const problems: string[] = []
  const watch = (page: Page, from = 400) => {
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('response', (r) => {
      if (r.status() >= from) problems.push(`${r.status()} ${r.request().method()} ${r.url()}`)
    })
  }
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const reply = await fetch(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${readFileSync(join(home, 'token'), 'utf8').trim()}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }
  return {
    ...{ origin, home, printed, browser, problems, link, watch, ask },
    async signIn(as, width = 1440) {
      const { link: own } = await ask<{ link: string }>(
        'POST',
        '/v1/sign-in-links',
        typeof as === 'string' ? { as } : as,
      )
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      const page = await context.newPage()
      watch(page)
      await page.goto(own)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      return page
    },
    async stop() {
      await browser.close()
      if (server.exitCode === null) {
        const ended = new Promise((resolve) => server.once('exit', resolve))
        server.kill('SIGTERM')
        await ended
      }
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Fails where the page is wider than its window; takes a picture in light and dark where pictures are asked for. */
export async function pictured(page: Page, name: string): Promise<void> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  expect(wider, `${name} is wider than the window`).toBeLessThanOrEqual(0)
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
