import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

/** A real way to the server that keeps what passes: a page's beacon can be read nowhere else. */
export async function recordingProxy(to: string, seen: (path: string, body: Buffer) => void) {
  const target = new URL(to)
  const proxy = createServer(async (request, reply) => {
    const body = await whole(request)
    seen(request.url!, body)
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
    const answer = await fetch(new URL(request.url!, to), {
      method: request.method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    }).catch(() => undefined)
    if (!answer) return reply.writeHead(502).end()
    for (const [name, value] of answer.headers)
      if (
        !['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'].includes(
          name,
        )
      )
        reply.setHeader(name, value)
    reply.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()))
  })
  proxy.on('upgrade', (request, socket, head) => {
    const onward = connect(Number(target.port), target.hostname, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`]
      for (let i = 0; i < request.rawHeaders.length; i += 2)
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`)
      onward.write(`${lines.join('\r\n')}\r\n\r\n`)
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await new Promise((done) => proxy.once('listening', done))
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}

async function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
