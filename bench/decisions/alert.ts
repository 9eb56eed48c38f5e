import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectors, timingKinds } from '@telltale/core'
import { readConfig } from '../../packages/server/src/config.ts'
import { httpReceiver } from '../../packages/server/src/outputs/delivery/test-receivers.ts'
import { dataKeys } from '../../packages/server/src/privacy/data-key.ts'
import { startService } from '../../packages/server/src/service.ts'
import { openStore } from '../../packages/server/src/store/open.ts'
import type { Bench, Section, Target } from '../section.ts'

const alerts = Number(process.env.TELLTALE_BENCH_ALERTS ?? 200)
/** What else comes in meanwhile: people about whom nothing is found. */
const beside = 20
const aim = 5000
const token = 'a-token-for-the-bench-only'

/** From the request that brings the deciding observation to what receivers get, through the whole running server. */
export default {
  title: 'Alerts',
  async run(): Promise<Section[]> {
    const home = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
    const config = readConfig({ TELLTALE_HOME: home, TELLTALE_LOG: 'error', TELLTALE_PORT: '0' })
    const keys = dataKeys(home, undefined)
    const opened = await openStore({ home, cipher: keys })
    const hook = await httpReceiver()
    const channel = await httpReceiver()
    const { store } = opened
    const service = await startService({ config, store, inbox: store.inbox, detectors, token, keys })
    try {
      await service.context.timing.put({
        ...{ entity: '*', place: '*', kinds: [...timingKinds], because: 'bench' },
        ...{ acknowledgedBy: 'nobody is timed', setBy: 'bench', setAt: Date.now() },
      })
      const any = { name: 'A receiver', on: true, sealed: false, simulated: false }
      await service.context.outputs.set({
        address: '',
        targets: [
          { ...any, id: 'hook', is: 'webhook', url: hook.url, format: 'telltale', tells: ['listed'] },
          { ...any, id: 'chat', is: 'slack', detail: false, secret: channel.url, tells: ['listed'] },
        ],
      })
      await service.app.listen({ host: '127.0.0.1', port: 0 })
      const base = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`
      const page = await openConsole(`${base}/v1/events`)
      const waits: Record<'webhook' | 'channel' | 'console', number[]> = {
        webhook: [],
        channel: [],
        console: [],
      }
      for (let n = 0; n < alerts; n++) {
        const others = Array.from({ length: beside }, (_, i) => rtt(`b-${n}-${i}`, `B-${n}-${i}`, 0))
        const began = Date.now()
        const heard = page.next()
        const rows = [...others, rtt(`a-${n}`, `A-${n}`, 190)]
        const reply = await fetch(`${base}/v1/observations`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
          body: rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
        })
        if (reply.status !== 202) throw new Error(`${reply.status} ${await reply.text()}`)
        waits.webhook.push((await hook.until(n + 1))[n]!.at - began)
        waits.channel.push((await channel.until(n + 1))[n]!.at - began)
        waits.console.push((await heard) - began)
      }
      page.end()
      const n = `${alerts} alerts, each in a delivery of ${beside + 1} observations, one after another`
      const target = (what: string, values: number[]): Target => {
        const [half, most] = [at(values, 0.5), at(values, 0.99)]
        return {
          what,
          aim: `p99 < ${aim / 1000} s`,
          measured: `p50 ${half} ms, p99 ${most} ms`,
          met: most < aim,
          n,
        }
      }
      return [
        {
          title: 'From the request with the deciding observation to its receiver',
          targets: [
            target('A signed webhook', waits.webhook),
            target('A message in a channel', waits.channel),
            target('An open console hears that it should ask again', waits.console),
          ],
          notes: [
            'The whole server on the embedded Postgres, over HTTP, everything on its disk before it is answered; receivers on the same machine. A network and the receiver’s own time come on top.',
            'Timed from before the request is sent, so that the time until it was accepted counts too.',
            'What asks the console again is told at most four times a second; without it, pages ask every five seconds.',
          ],
        },
      ]
    } finally {
      await service.stop()
      await opened.stop()
      await hook.stop()
      await channel.stop()
      rmSync(home, { recursive: true, force: true })
    }
  },
} satisfies Bench

function rtt(id: string, who: string, gap: number) {
  return {
    ...{ id, kind: 'rtt', at: Date.now(), about: [`device:${who}`, `person:${who}`] },
    data: {
      collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
      ip: '198.51.100.7',
      transport: Array.from({ length: 12 }, (_, i) => 20 + (i % 3)),
      application: Array.from({ length: 12 }, (_, i) => 20 + gap + (i % 3)),
    },
  }
}

/** Reads the event stream as a browser does; `next` gives when the next event came. */
async function openConsole(url: string) {
  const stop = new AbortController()
  const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal })
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  let waiting: ((at: number) => void)[] = []
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (!value.includes('event: changed')) continue
      for (const tell of waiting) tell(Date.now())
      waiting = []
    }
  })().catch(() => {})
  return {
    next: () => new Promise<number>((resolve) => waiting.push(resolve)),
    end: () => stop.abort(),
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}
