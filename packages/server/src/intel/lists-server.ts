import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fetch } from './download.ts'

/** How the server answers a path. */
export type Answer =
  | string
  | Buffer
  | { status: number; location?: string }
  /** Says that it sends all of this, and hangs up in the middle. */
  | { breaksOff: string }
  /** Sends a part and then nothing more. */
  | { stalls: string }

export interface ListsServer {
  /** By path; a test sets what it needs. */
  answers: Record<string, Answer>
  port: number
  /** Fetches `https://lists.test/…` from here; any other address fails as it would without a network. */
  fetch: Fetch
  /** Paths in order of their being asked for. */
  asked: string[]
  close(): Promise<void>
}

/** For tests: a publisher of lists. It is a real HTTP server; only https is put in front of it by name. */
export async function listsServer(): Promise<ListsServer> {
  const answers: Record<string, Answer> = {}
  const asked: string[] = []
  const server: Server = createServer((request, reply) => {
    const path = request.url!.slice(1)
    asked.push(path)
    const answer = answers[path]
    if (answer === undefined) reply.writeHead(404).end('no such list')
    else if (typeof answer === 'string' || Buffer.isBuffer(answer)) reply.end(answer)
    else if ('status' in answer)
      reply.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
    else if ('stalls' in answer) reply.writeHead(200).write(answer.stalls)
    else {
      reply.writeHead(200, { 'content-length': answer.breaksOff.length })
      reply.write(answer.breaksOff.slice(0, answer.breaksOff.length / 2), () => request.socket.destroy())
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    answers,
    port,
    asked,
    fetch: (url, init) => {
      if (!url.startsWith('https://lists.test/')) return Promise.reject(new TypeError('fetch failed'))
      return fetch(url.replace('https://lists.test/', `http://127.0.0.1:${port}/`), init)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
