/**
 * A collector at the far end of the path and a sensor's echo at the near one, for sessions that try a link rather than
 * hands (a satellite's). `collector.ts answer ADDRESS` measures with the server's own code and, when its standard
 * input closes, prints a line of JSON with canonical `rtt` and `transit` data; `collector.ts call ADDRESS` is the
 * device, whose WebSocket answers pings, compares clocks and tells when an event was made.
 */
import type { Socket } from 'node:net'
import { setInterval as every } from 'node:timers'
import { type WebSocket as Accepted, WebSocketServer } from 'ws'
import { measurement } from '../../packages/server/src/sensing/measurement.ts'
import { tcpTimes } from '../../packages/server/src/sensing/tcp-info.ts'
import { now } from '../clock.ts'

const [role, address] = process.argv.slice(2) as [string, string]
const port = 7020
if (role === 'answer') answer()
else call()

function answer(): void {
  const seen = measurement()
  const server = new WebSocketServer({ host: address, port }, () => process.stdout.write('listening\n'))
  server.on('connection', (socket: Accepted, { socket: tcp }: { socket: Socket }) => {
    const sent = new Map<string, number>()
    let count = 0
    socket.on('pong', (data) => {
      const at = sent.get(String(data))
      if (at !== undefined) seen.application(now() - at)
      sent.clear()
    })
    socket.on('message', (data) => {
      const t2 = now()
      const message = JSON.parse(String(data)) as { t1?: number; last?: unknown; e?: unknown }
      if (message.t1 !== undefined) socket.send(JSON.stringify({ t1: message.t1, t2, t3: now() }))
      seen.exchange(message.last)
      seen.events(message.e, t2)
    })
    const pinging = every(async () => {
      const times = await tcpTimes(tcp)
      if (times) seen.transport(times.rtt, times.via)
      sent.set(String(count), now())
      socket.ping(String(count++))
    }, 1000)
    socket.on('close', () => clearInterval(pinging))
    socket.on('error', () => socket.terminate())
  })
  process.stdin.on('end', () => {
    const { transport, application, exchanges, events } = seen.take(0)!
    process.stdout.write(
      `${JSON.stringify({ rtt: { transport, application }, transit: { exchanges, events } })}\n`,
    )
    process.exit(0)
  })
  process.stdin.resume()
}

/** The device's clock runs beside the collector's by an offset and a drift of 20 parts in a million. */
function call(): void {
  const began = now()
  const own = () => Math.round((now() * (1 + 20e-6) + 123_456) * 1000) / 1000
  const socket = new WebSocket(`ws://${address}:${port}`)
  let last: object | undefined
  socket.onopen = () =>
    every(() => {
      socket.send(JSON.stringify({ t1: own(), last }))
      socket.send(JSON.stringify({ e: [own()] }))
    }, 1000)
  socket.onmessage = ({ data }) => {
    last = { ...(JSON.parse(String(data)) as object), t4: own() }
  }
  socket.onerror = () => {
    process.stderr.write(`no collector after ${Math.round(now() - began)} ms\n`)
    process.exit(1)
  }
  process.stdin.on('end', () => process.exit(0)).resume()
}
