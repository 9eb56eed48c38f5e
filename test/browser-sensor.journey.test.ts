import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { kinds } from '@telltale/core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../bench/machine.ts'
import { beyondSchema } from '../packages/server/src/sensing/closed.ts'
import { built } from './built.ts'
import { browserPath, flags } from './chromium.ts'
import { recordingProxy } from './recording-proxy.ts'
import { type ServerProcess, serverOn } from './server-process.ts'

/**
 * The browser sensor on real pages in a real Chromium against a real server: what it records, what it never does.
 */

type Sent = {
  ticket: string
  rows: { id: string; kind: 'keys' | 'pointer' | 'reaction'; at: number; data: Record<string, unknown> }[]
}

describe.skipIf(!browserPath)('the browser sensor', () => {
  const home = mkdtempSync(join(tmpdir(), 'telltale-sensor-'))
  let server: ServerProcess
  let pages: Server
  let proxy: Awaited<ReturnType<typeof recordingProxy>>
  let origin = ''
  let browser: Browser
  let page: Page
  let sent: Sent[] = []
  let html = ''

  beforeAll(async () => {
    await built('sensor')
    server = await serverOn(home)
    await server.start()
    await policy(true)
    proxy = await recordingProxy(server.url, (path, body) => {
      if (path === '/v1/sensor/rows' && body.length > 0)
        sent.push(JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString('utf8')))
    })
    pages = createServer((_, reply) => reply.setHeader('Content-Type', 'text/html; charset=utf-8').end(html))
    pages.listen(0, '127.0.0.1')
    await new Promise((done) => pages.once('listening', done))
    // Another origin than the collector's, as a company's portal is.
    origin = `http://localhost:${(pages.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath: browserPath, args: flags })
  }, 60_000)
  afterEach(async () => {
    await page?.context().close()
    sent = []
  })
  afterAll(async () => {
    await browser?.close()
    pages?.close()
    proxy?.close()
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const api = (path: string, body: unknown, method = 'POST') =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token()}` },
      body: JSON.stringify(body),
    }).then((r) => r.json() as Promise<Record<string, string>>)
  const policy = (browser: boolean) =>
    api('/v1/sensor/policy', { browser, endpoint: false, presence: false }, 'PUT')

  async function open(body: string, consent = 'data-consent="given"') {
    const { ticket } = await api('/v1/sensor/tickets', { about: ['person:W-1'] })
    html = `<!doctype html><meta charset="utf-8"><title>portal</title>${body}<script src="${proxy.url}/v1/sensor/telltale.js" data-ticket="${ticket}" ${consent}></script>`
    page = await (await browser.newContext()).newPage()
    const ready = page.waitForEvent('websocket', { timeout: 3000 }).catch(() => undefined)
    await page.goto(origin)
    return ready
  }
  const stop = async () => {
    await page.evaluate('telltale.stop()')
    await page.waitForTimeout(300)
  }
  const rows = (kind: string) => sent.flatMap((s) => s.rows).filter((r) => r.kind === kind)

  it('tells presses, releases and classes, and that a key was held', async () => {
    expect(await open('<textarea autofocus></textarea>')).toBeDefined()
    await page.keyboard.type('aB7 !', { delay: 40 })
    await page.keyboard.press('Enter')
    await page.keyboard.down('x')
    await page.keyboard.down('x')
    await page.keyboard.up('x')
    await stop()
    const data = rows('keys')[0]!.data as {
      class: string[]
      press: number[]
      release: number[]
      repeat: number[]
    }
    expect(data.class.slice(0, 2)).toEqual(['letter', 'letter'])
    expect(data.class).toEqual(expect.arrayContaining(['digit', 'space', 'symbol', 'enter']))
    expect(data.repeat.filter((r) => r === 1)).toHaveLength(1)
    const dwell = data.press.map((p, i) => data.release[i]! - p)
    expect(Math.min(...dwell)).toBeGreaterThanOrEqual(0)
    expect(Math.abs(data.press[0]! - Date.now())).toBeLessThan(60_000)
    expect(await page.evaluate('telltale.sent')).toBeGreaterThan(0)
  })

  it('times prompts and targets of the page, from the frame that shows them', async () => {
    await open('<button id="b" style="margin:200px">target</button>')
    await page.mouse.move(5, 5)
    await page.waitForTimeout(200)
    await page.evaluate('window.p = telltale.prompt(document.body)')
    await page.waitForTimeout(250)
    await page.keyboard.press('k')
    await page.evaluate("window.q = telltale.target(document.getElementById('b'))")
    await page.waitForTimeout(250)
    await page.mouse.move(210, 210, { steps: 5 })
    await page.mouse.click(215, 210)
    await stop()
    const events = rows('reaction').flatMap(
      (r) => r.data.events as { stimulus: string; by: string; shownAt: number; respondedAt: number }[],
    )
    expect(events.map((e) => [e.stimulus, e.by])).toEqual([
      ['prompt', 'key'],
      ['target', 'motion'],
      ['target', 'click'],
    ])
    for (const e of events.slice(0, 2)) {
      expect(e.respondedAt - e.shownAt).toBeGreaterThan(150)
      expect(e.respondedAt - e.shownAt).toBeLessThan(1500)
    }
    const moves = rows('pointer').flatMap((r) => r.data.t as number[])
    expect(moves.length).toBeGreaterThan(3)
  })

  it('does nothing at all without consent, and begins when it comes', async () => {
    expect(await open('<input autofocus>', '')).toBeUndefined()
    await page.keyboard.type('before')
    await page.evaluate("document.dispatchEvent(new Event('telltale-consent'))")
    await page.waitForTimeout(500)
    await page.keyboard.type('after')
    await stop()
    expect(rows('keys').flatMap((r) => r.data.press as number[])).toHaveLength('after'.length)
  })

  it('obeys the kill switch while it runs, and sends nothing afterwards', async () => {
    await open('<input autofocus>')
    await page.waitForTimeout(300)
    await policy(false)
    await page.waitForTimeout(500)
    await page.keyboard.type('late')
    await stop()
    await policy(true)
    expect(rows('keys')).toEqual([])
  })

  it('outlives the page: what was typed last comes by beacon', async () => {
    await open('<input autofocus>')
    await page.waitForTimeout(300)
    await page.keyboard.type('bye')
    await page.goto('about:blank')
    await page.waitForTimeout(500)
    expect(rows('keys').flatMap((r) => r.data.press as number[])).toHaveLength(3)
  })

  it('never attaches to passwords, codes, payment, or what the page marks', async () => {
    const fields = [
      '<input type="password">',
      '<input autocomplete="one-time-code">',
      '<input inputmode="numeric" maxlength="6">',
      '<input autocomplete="cc-number">',
      '<input autocomplete="section-a billing cc-csc">',
      '<input name="cvc">',
      '<div data-telltale-ignore><input></div>',
      '<input maxlength="1">',
    ]
    await open(`${fields.join('')}<input id="shown" type="password"><input id="open">`)
    await page.waitForTimeout(300)
    for (const field of await page.locator('input:not(#open)').all()) {
      await field.focus()
      await page.keyboard.type('s3cret')
    }
    await page.locator('#shown').evaluate((e) => {
      e.setAttribute('type', 'text') // "show password"
    })
    await page.locator('#shown').focus()
    await page.keyboard.type('s3cret')
    await stop()
    expect(rows('keys')).toEqual([])
  })

  it('lets no typed character into anything it sends, whatever the page and the text', async () => {
    const random = seeded(20261123)
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
    const word = () =>
      Array.from({ length: 5 + Math.floor(random() * 8) }, () =>
        pick([...'abcdefghijklmnopqrstuvwxyzäßж語QWERTZ0123456789!@#']),
      ).join('')
    for (let round = 0; round < 6; round++) {
      const parts = Array.from({ length: 5 }, (_, i) =>
        pick([
          `<input id="f${i}" name="${word()}" placeholder="${word()}">`,
          `<textarea id="f${i}" title="${word()}"></textarea>`,
          `<div id="f${i}" contenteditable>${word()}</div>`,
          `<select id="f${i}"><option>${word()}<option>${word()}</select>`,
          `<input id="f${i}" type="search" value="${word()}">`,
          `<dialog open><input id="f${i}"></dialog>`,
          `<p id="f${i}" tabindex="0">${word()}</p>`,
        ]),
      )
      await open(parts.join(''))
      await page.waitForTimeout(200)
      const typed: string[] = []
      for (let i = 0; i < 5; i++) {
        const text = word()
        typed.push(text)
        await page.locator(`#f${i}`).focus()
        if (random() < 0.3) await page.keyboard.insertText(text)
        else await page.keyboard.type(text)
        await page.mouse.move(random() * 800, random() * 500)
        if (random() < 0.3) await page.mouse.click(random() * 800, random() * 500)
        if (random() < 0.3) await page.evaluate(`telltale.prompt(document.getElementById('f${i}'))`)
      }
      await stop()
      const seen = sent.flatMap((s) => s.rows)
      expect(seen.length).toBeGreaterThan(0)
      for (const row of seen) {
        expect(Object.keys(row).sort()).toEqual(['at', 'data', 'id', 'kind'])
        const problems: { field: string }[] = []
        ;(kinds[row.kind].schema as { check(v: unknown, f: string, p: object[]): void }).check(
          row.data,
          'data',
          problems,
        )
        expect(problems).toEqual([])
        expect(beyondSchema(row.kind, row.data)).toBeUndefined()
        for (const text of strings(row.data)) expect(allowed).toContain(text)
        const order = JSON.stringify(row.data)
        for (const text of typed) expect(order).not.toContain(text)
      }
      await page.context().close()
      sent = []
    }
  })
})

/** Every string that a sensor may send: the words of the schema. */
const allowed = [
  ...['browser', 'letter', 'digit', 'symbol', 'space', 'backspace', 'enter', 'modifier', 'navigation'],
  ...['prompt', 'target', 'dialog', 'window', 'key', 'motion', 'click'],
]

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(strings)
}
