import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { severityOf } from '../event.ts'
import { counted, syslog } from '../syslog.ts'
import { reasonOf } from './http-sender.ts'
import { isOutOfReach, OutOfReach, reachable } from './reach.ts'
import { Refused, type Sender, TryLater } from './sender.ts'

export interface SyslogAddress {
  host: string
  port: number
  over: 'tcp' | 'tls'
  /** Authorities in PEM; the system's without. */
  ca?: string
}

const patience = 10_000
/** A connection that carries nothing is closed after this long. */
const idle = 60_000
/**
 * Syslog acknowledges nothing: what was written this shortly before a connection broke may never have been read, and is
 * written again. Receivers know it by its id.
 */
const doubtful = 5000

/** Messages over one connection, which is made again when it breaks. */
export function syslogSender(
  to: SyslogAddress,
  textOf: (event: Parameters<Sender['send']>[0]) => string,
): Sender {
  let socket: Socket | undefined
  let recent: { at: number; bytes: Buffer }[] = []
  let again: Buffer[] = []

  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      if (isOutOfReach(to.host)) return reject(new Refused(new OutOfReach().message))
      const fresh =
        to.over === 'tls'
          ? connectTls({
              host: to.host,
              port: to.port,
              ...(to.ca && { ca: to.ca }),
              servername: nameOf(to.host),
              lookup: reachable,
            })
          : connect({ host: to.host, port: to.port, lookup: reachable })
      const fail = (error: Error) => {
        fresh.destroy()
        reject(error instanceof OutOfReach ? new Refused(error.message) : new TryLater(reasonOf(error)))
      }
      fresh.setTimeout(patience, () => fail(Object.assign(new Error('timeout'), { name: 'TimeoutError' })))
      fresh.once('error', fail)
      fresh.once(to.over === 'tls' ? 'secureConnect' : 'connect', () => {
        fresh.off('error', fail)
        fresh.setTimeout(idle, () => {
          socket = undefined
          recent = []
          fresh.end()
        })
        fresh.on('error', () => {}) // "close" follows
        fresh.on('close', () => {
          if (socket !== fresh) return
          socket = undefined
          again = recent.filter((w) => Date.now() - w.at < doubtful).map((w) => w.bytes)
          recent = []
        })
        fresh.resume() // whatever a receiver says; its end is noticed that way
        resolve(fresh)
      })
    })

  const write = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const via = socket!
      const late = setTimeout(() => via.destroy(new Error('timeout')), patience)
      const gone = () => reject(new TryLater('the connection was cut'))
      via.once('close', gone)
      via.write(bytes, (error) => {
        clearTimeout(late)
        via.off('close', gone)
        if (error) reject(new TryLater(reasonOf(error)))
        else resolve()
      })
    })

  return {
    async send(event) {
      const text = syslog({ at: event.at, rank: severityOf(event), id: event.is, text: textOf(event) })
      socket ??= await open()
      while (again.length > 0) {
        await write(again[0]!)
        recent.push({ at: Date.now(), bytes: again.shift()! })
      }
      const bytes = counted(text)
      await write(bytes)
      recent = [...recent.filter((w) => Date.now() - w.at < doubtful), { at: Date.now(), bytes }]
    },
    async stop() {
      const last = socket
      socket = undefined
      await new Promise<void>((resolve) => {
        if (!last || last.destroyed) return resolve()
        last.once('close', () => resolve())
        last.end()
        setTimeout(() => last.destroy(), 1000).unref()
      })
    },
  }
}

/** An address is no server name: TLS takes names only. */
function nameOf(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host
}
