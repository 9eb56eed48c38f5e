/**
 * What the script in a page costs the page: how long an event waits for the page's own handler, and how much script
 * time an event takes, with the sensor and without it, in turns, each in a fresh browser. Real Chromium, real
 * collector; keys and moves come over the DevTools protocol.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { built } from '../../test/built.ts'
import { browserPath, flags } from '../../test/chromium.ts'
import { serverOn } from '../../test/server-process.ts'
import { machine } from '../machine.ts'

const rounds = 3
const events = { keys: 600, moves: 1500 }

interface Cost {
  /** From the event's own time to the page's handler, milliseconds. */
  waitMedian: number
  wait99: number
  /** Script time of the whole run by event, microseconds. */
  script: number
}

const portal = (script: string) => `<!doctype html><meta charset="utf-8"><title>portal</title>
<textarea autofocus style="width:90vw;height:80vh"></textarea>${script}
<script>
  const waits = []
  for (const name of ['keydown', 'pointermove'])
    addEventListener(name, (event) => waits.push(performance.now() - event.timeStamp), { passive: true })
</script>`

async function cost(url: string): Promise<Cost> {
  const browser = await chromium.launch({ executablePath: browserPath, args: flags })
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(url)
    await page.waitForTimeout(1500)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    const scriptTime = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'ScriptDuration')!.value
    }
    const before = await scriptTime()
    await page.locator('textarea').click()
    await page.evaluate('waits.length = 0')
    for (let i = 0; i < events.keys; i++) await page.keyboard.press('abcdefgh'[i % 8]!)
    for (let i = 0; i < events.moves; i++) await page.mouse.move(100 + (i % 500), 100 + ((i * 7) % 300))
    await page.waitForTimeout(12_000) // one batch is compressed and sent in this time
    const script = (await scriptTime()) - before
    const waits = ((await page.evaluate('waits')) as number[]).sort((a, b) => a - b)
    const at = (q: number) => waits[Math.min(waits.length - 1, Math.floor(q * waits.length))]!
    return {
      waitMedian: at(0.5),
      wait99: at(0.99),
      script: (1e6 * script) / (2 * events.keys + events.moves),
    }
  } finally {
    await browser.close()
  }
}

export async function run(): Promise<string> {
  if (!browserPath) throw new Error('Chromium is not installed: nothing can be measured.')
  await built('sensor')
  const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
  const server = await serverOn(home)
  await server.start()
  const api = async (path: string, method: string, body: object) => {
    const reply = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token()}` },
      body: JSON.stringify(body),
    })
    return (await reply.json()) as { ticket: string }
  }
  await api('/v1/sensor/policy', 'PUT', { browser: true, endpoint: false, presence: false })
  const { ticket } = await api('/v1/sensor/tickets', 'POST', { about: ['person:W-1'] })
  const tag = `<script src="${server.url}/v1/sensor/telltale.js" data-ticket="${ticket}" data-consent="given"></script>`
  const pages = createServer((request, reply) =>
    reply
      .setHeader('Content-Type', 'text/html; charset=utf-8')
      .end(portal(request.url === '/with' ? tag : '')),
  )
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done))
  const origin = `http://localhost:${(pages.address() as AddressInfo).port}`
  const load = loadavg()[0]!
  const costs: Record<'with' | 'without', Cost[]> = { with: [], without: [] }
  try {
    for (let i = 0; i < rounds; i++)
      for (const way of i % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const)) {
        const one = await cost(`${origin}/${way}`)
        costs[way].push(one)
        process.stdout.write(
          `${way}: waits ${one.waitMedian.toFixed(2)} ms, script ${one.script.toFixed(0)} µs\n`,
        )
      }
  } finally {
    pages.close()
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
  return page(costs, load)
}

function page(costs: Record<'with' | 'without', Cost[]>, load: number): string {
  const row = (what: string, of: (cost: Cost) => number, digits: number) => {
    const told = (list: readonly Cost[]) => {
      const sorted = list.map(of).sort((a, b) => a - b)
      return `${sorted[sorted.length >> 1]!.toFixed(digits)} (${sorted[0]!.toFixed(digits)}–${sorted.at(-1)!.toFixed(digits)})`
    }
    return `| ${what} | ${told(costs.without)} | ${told(costs.with)} |`
  }
  return [
    '# What the browser sensor costs a page',
    '',
    `Machine: ${machine()}, load ${load.toFixed(1)} when it began. Median (smallest–largest) of ${rounds} fresh browsers each, in turns; ${events.keys} keys and ${events.moves} moves as fast as the protocol hands them over, then 12 s in which a batch is sent.`,
    '',
    '| | without | with |',
    '|---|---|---|',
    row('an event waits for the page’s handler, median, ms', (c) => c.waitMedian, 2),
    row('… 99th percentile, ms', (c) => c.wait99, 2),
    row('script time an event, µs', (c) => c.script, 1),
    '',
    'The sensor’s listeners are passive, come before the page’s own and do a fixed amount of work. Headless Chromium draws no real frames here; the events of a busy page are handed over in the same way.',
  ].join('\n')
}
