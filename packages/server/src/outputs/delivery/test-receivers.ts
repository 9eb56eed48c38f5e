import 'reflect-metadata' // the next but one asks for it
import { webcrypto } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import * as x509 from '@peculiar/x509'

/** Receivers on this machine, for tests and benches: what other systems would be. */

export interface Got {
  headers: IncomingHttpHeaders
  body: string
  at: number
}

export interface HttpReceiver {
  url: string
  got: Got[]
  /** What it answers from now on, by the number of requests before; 204 without. */
  answer(with_: (n: number) => number | { status: number; headers: OutgoingHttpHeaders }): void
  /** Resolves once so many requests have come. */
  until(n: number): Promise<Got[]>
  stop(): Promise<void>
}

export async function httpReceiver(port = 0): Promise<HttpReceiver> {
  const got: Got[] = []
  let answer: Parameters<HttpReceiver['answer']>[0] = () => 204
  const waiting = waitingFor(got)
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const reply = answer(got.length)
      got.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8'), at: Date.now() })
      const { status, headers } = typeof reply === 'number' ? { status: reply, headers: {} } : reply
      response.writeHead(status, headers).end()
      waiting.look()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=of-the-channel`,
    got,
    answer: (with_) => {
      answer = with_
    },
    until: waiting.until,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export interface SyslogReceiver {
  port: number
  /** Messages without their length, in order of arrival. */
  got: string[]
  until(n: number): Promise<string[]>
  /** Cuts every connection, and listens on. */
  cut(): void
  stop(): Promise<void>
}

/** Reads messages by their length in octets (RFC 6587), over TCP or, with a certificate, TLS. */
export async function syslogReceiver(
  options: { port?: number; tls?: { key: string; cert: string } } = {},
): Promise<SyslogReceiver> {
  const got: string[] = []
  const waiting = waitingFor(got)
  const sockets = new Set<Socket>()
  const take = (socket: Socket) => {
    sockets.add(socket)
    let rest = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (part: Buffer) => {
      rest = Buffer.concat([rest, part])
      for (;;) {
        const space = rest.indexOf(0x20)
        if (space < 1) break
        const length = Number(rest.subarray(0, space).toString('ascii'))
        if (!Number.isInteger(length)) throw new Error(`no length: ${rest.subarray(0, 40)}`)
        if (rest.length < space + 1 + length) break
        got.push(rest.subarray(space + 1, space + 1 + length).toString('utf8'))
        rest = rest.subarray(space + 1 + length)
      }
      waiting.look()
    })
  }
  const server: Server = options.tls ? createTls(options.tls, take) : createTcp(take)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    got,
    until: waiting.until,
    cut,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}

function waitingFor<T>(got: T[]) {
  let waiters: { n: number; done(got: T[]): void }[] = []
  return {
    look() {
      for (const w of waiters) if (got.length >= w.n) w.done(got)
      waiters = waiters.filter((w) => got.length < w.n)
    },
    until: (n: number) =>
      new Promise<T[]>((done) => {
        if (got.length >= n) done(got)
        else waiters.push({ n, done })
      }),
  }
}

/** A certificate for this machine, signed by itself, good for a day. */
export async function ownCertificate(name = 'localhost'): Promise<{ key: string; cert: string }> {
  x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0])
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
      new x509.BasicConstraintsExtension(true, undefined, true),
    ],
  })
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    cert: cert.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  }
}
