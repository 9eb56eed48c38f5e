import { randomBytes } from 'node:crypto'
import type { SubjectRef } from '@telltale/core'
import type { FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { App, Context } from '../api/context.ts'
import { addressOfClient, transport } from './client.ts'
import { deliver } from './deliver.ts'
import { type Devices, signatureHolds, signed, signedBy } from './enrolled.ts'
import { type Measured, measurement } from './measurement.ts'
import { type Peers, peers } from './peers.ts'
import type { Policies, Policy } from './policy.ts'
import type { CheckLines } from './presence/index.ts'
import { kindsOfEchoes } from './sensors.ts'
import type { Tickets } from './tickets.ts'

/** Twelve echoes in three seconds are enough for the layer gap; afterwards one now and then keeps the minimum true. */
const quick = { count: 12, every: 250 }
const slowly = 10_000
const patience = 5000
const flushEvery = 60_000
const wrongTicket = 4401
const switchedOff = 4403

/** Who is at the other end of an echo socket. */
interface Caller {
  about: SubjectRef[]
  source: string
  session: string
  /** Measurements are mirrored to the page. */
  mirror: boolean
  allowed(policy: Policy): boolean
  /** Told how to end it when it is no longer trusted. */
  until?(end: () => void): () => void
  /** Takes what was measured; absent where it is stored nowhere. */
  keep?(rows: readonly Record<string, unknown>[]): Promise<unknown> | undefined
  /** Told how to get what has been measured so far. */
  listen?(hand: () => void): () => void
}

/** The browser's network stack answers the pings (RFC 6455, 5.5.3), so a page's own work does not slow them. */
export function echoRoutes(
  app: App,
  context: Context,
  policy: Policies,
  known: Tickets,
  checks: CheckLines,
  devices: Devices,
): void {
  const neighbours = peers(context.store)
  app.get(
    '/v1/sensor/echo',
    {
      websocket: true,
      config: { access: 'open', crossSite: true, rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: { hide: true },
    },
    (socket, request) => {
      const impatient = setTimeout(() => socket.close(wrongTicket, 'no ticket came'), patience)
      // What comes while the caller is looked up waits its turn.
      const early: string[] = []
      const wait = (data: unknown) => early.length < 100 && early.push(String(data))
      socket.once('message', async (first) => {
        clearTimeout(impatient)
        socket.on('message', wait)
        try {
          const caller = await callerOf(context, known, checks, devices, request, String(first))
          if (!caller) socket.close(wrongTicket, 'the ticket is not good or has expired')
          else if (!caller.allowed(await policy.get()) || !(await covered(context, caller)))
            socket.close(switchedOff, 'switched off by policy')
          else {
            socket.off('message', wait)
            const take = measure(context, policy, neighbours, socket, request, caller)
            for (const message of early) take(message)
          }
        } catch (error) {
          request.log.error({ err: error }, 'an echo socket could not be opened')
          socket.close(1011)
        }
      })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => clearTimeout(impatient))
    },
  )
}

/** Whether a timing policy covers whom it is about; what is stored nowhere needs none. */
async function covered({ timing }: Context, { about, keep }: Caller): Promise<boolean> {
  return !keep || (await timing.refusal(about, kindsOfEchoes)) === undefined
}

async function callerOf(
  context: Context,
  known: Tickets,
  checks: CheckLines,
  devices: Devices,
  request: FastifyRequest,
  first: string,
): Promise<Caller | undefined> {
  const message = parsed(first)
  const stored = (source: string) => (rows: readonly Record<string, unknown>[]) =>
    deliver(
      context,
      source,
      rows.map((value, i) => ({ row: i + 1, value })),
    )
  if (typeof message?.device === 'string') {
    const { device, sequence, signature } = message
    const holds =
      typeof sequence === 'number' &&
      (await devices.inTurn(device, async () => {
        const found = await devices.of(device)
        const enrolled =
          found && signedBy(found, (key) => signatureHolds(key, signed(device, sequence, 'echo'), signature))
        if (!enrolled || enrolled.revoked) return false
        if (enrolled !== found) await devices.put(device, enrolled)
        return true
      }))
    return holds
      ? {
          about: [`device:${device}`],
          source: `sensor:endpoint:${device}`,
          session: randomBytes(9).toString('base64url'),
          mirror: false,
          allowed: (policy) => policy.endpoint,
          until: (end) => devices.onRevoked((gone) => gone === device && end()),
          keep: stored(`sensor:endpoint:${device}`),
        }
      : undefined
  }
  const ticket = known.read(message?.ticket)
  if (!ticket) return undefined
  const { origin } = request.headers
  if (ticket.origins.length > 0 && (origin === undefined || !ticket.origins.includes(origin)))
    return undefined
  const { about, check } = ticket
  const source = `sensor:browser:${ticket.nonce}`
  const session = randomBytes(9).toString('base64url')
  if (ticket.try) return { about, source, session, mirror: true, allowed: () => true }
  if (check === undefined)
    return {
      ...{ about, source, session },
      mirror: false,
      allowed: (policy) => policy.browser,
      keep: stored(source),
    }
  if (!(await checks.admits(check, request))) return undefined
  return {
    ...{ about, source, session },
    mirror: true,
    allowed: (policy) => policy.presence,
    keep: (rows) => {
      checks.hold(check, rows)
      return undefined
    },
    listen: (hand) => checks.listen(check, hand),
  }
}

function measure(
  context: Context,
  policy: Policies,
  neighbours: ReturnType<typeof peers>,
  socket: WebSocket,
  request: FastifyRequest,
  caller: Caller,
): (text: string) => void {
  const { config, now } = context
  const clock = () => performance.timeOrigin + performance.now()
  const seen = measurement()
  const pending = new Map<string, number>()
  let sent = 0
  let row = 0
  let timer: NodeJS.Timeout

  const ping = () => {
    const id = String(sent++)
    // The kernel's round trip is taken first: the look itself must not be part of the echo.
    transport(request, config)
      .then((t) => {
        if (t) seen.transport(t.ms, t.via)
      })
      .finally(() => {
        if (socket.readyState !== socket.OPEN) return
        pending.clear() // an answer that is later than the next question says nothing
        pending.set(id, performance.now())
        socket.ping(id)
      })
    timer = setTimeout(ping, sent < quick.count ? quick.every : slowly)
  }
  socket.on('pong', (data) => {
    const at = pending.get(String(data))
    if (at === undefined) return
    pending.delete(String(data))
    seen.application(performance.now() - at)
    if (caller.mirror && socket.readyState === socket.OPEN)
      socket.send(JSON.stringify({ rtt: { ...seen.rtt(), via: seen.via() }, collector: config.collector }))
  })
  const take = (text: string) => {
    const t2 = clock()
    const message = parsed(text)
    if (!message || socket.readyState !== socket.OPEN) return
    if (typeof message.t1 === 'number') socket.send(JSON.stringify({ t1: message.t1, t2, t3: clock() }))
    seen.exchange(message.last)
    seen.events(message.e, t2)
  }
  socket.on('message', (data) => take(String(data)))

  /** What others on the client's network need; a comparison that can't be had costs no measurement. */
  const theirs = async ({ transport: times }: Measured): Promise<Peers | undefined> => {
    const subject = caller.about.find((s) => s.startsWith('device:')) ?? caller.about[0]
    if (times.length === 0 || subject === undefined) return undefined
    try {
      const least = Math.min(...times)
      return await neighbours.note(config.collector.name, addressOfClient(request), subject, least, now())
    } catch (error) {
      request.log.error({ err: error }, 'neighbours on the network could not be looked up')
      return undefined
    }
  }
  const flush = async (measured: Measured) => {
    if (!caller.keep) return
    const others = await theirs(measured)
    const rows = [
      measured.transport.length + measured.application.length > 0 && {
        kind: 'rtt',
        data: {
          collector: config.collector,
          ip: addressOfClient(request),
          transport: measured.transport,
          application: measured.application,
          ...(others && { peers: others }),
          ...(measured.via && { via: measured.via }),
        },
      },
      measured.exchanges.length + measured.events.length > 0 && {
        kind: 'transit',
        data: { collector: config.collector, exchanges: measured.exchanges, events: measured.events },
      },
    ].filter((r) => r !== false)
    const whole = rows.map((r) => ({
      id: `${caller.session}-${row++}`,
      at: now(),
      about: caller.about,
      ...r,
    }))
    try {
      await caller.keep(whole)
    } catch (error) {
      request.log.error({ err: error }, 'round trips could not be stored')
    }
  }
  const rest = () => {
    const measured = seen.take(1)
    if (measured) void flush(measured)
  }
  const deaf = caller.listen?.(rest)
  const flushing = setInterval(() => {
    const measured = seen.take(10)
    if (measured) void flush(measured)
  }, flushEvery)
  const end = () => {
    socket.send('{"stop":true}')
    socket.close(switchedOff, 'switched off by policy')
  }
  const unsubscribe = policy.onChange((changed) => {
    if (!caller.allowed(changed)) end()
  })
  const untrusted = caller.until?.(end)
  const uncovered = context.timing.onChange(() => {
    covered(context, caller).then(
      (still) => still || end(),
      (error: Error) => request.log.error({ err: error }, 'a timing policy could not be looked up'),
    )
  })
  socket.on('close', () => {
    clearTimeout(timer)
    clearInterval(flushing)
    unsubscribe()
    uncovered()
    untrusted?.()
    rest()
    deaf?.()
  })
  ping()
  return take
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
