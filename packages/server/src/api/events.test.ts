import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ndjson, rtt, type TestService, testService } from './test-service.ts'

let service: TestService
let url: string
beforeAll(async () => {
  service = await testService()
  await service.app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}/v1/events`
})
afterAll(() => service.end())

/** Reads the stream until it has seen so many events. */
async function listen(headers: Record<string, string>) {
  const stop = new AbortController()
  const reply = await fetch(url, { headers, signal: stop.signal })
  let text = ''
  const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
  const until = async (n: number) => {
    while (text.split('event: changed').length - 1 < n) {
      const { done, value } = await reader.read()
      if (done) break
      text += value
    }
    return text
  }
  return { status: reply.status, type: reply.headers.get('content-type'), until, end: () => stop.abort() }
}

describe('the event stream', () => {
  it('tells whoever is signed in that something changed, and nothing of what', async () => {
    const page = await listen({ authorization: `Bearer ${service.token}` })
    expect([page.status, page.type]).toEqual([200, 'text/event-stream; charset=utf-8'])
    await page.until(1)
    await service.app.inject({
      ...{ method: 'POST', url: '/v1/observations', headers: { 'content-type': 'application/x-ndjson' } },
      payload: ndjson(rtt('a', 190)),
    })
    const text = await page.until(2)
    expect(text).not.toMatch(/LT-1|W-1|layer/)
    page.end()
  })

  it('is closed to everybody else', async () => {
    expect((await fetch(url)).status).toBe(401)
    const recruiter = service.account('rec', 'recruiter')
    expect((await fetch(url, { headers: recruiter })).status).toBe(403)
  })

  it('ends with the server, so that it can stop', async () => {
    const other = await testService()
    await other.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = other.app.server.address() as AddressInfo
    const reply = await fetch(`http://127.0.0.1:${port}/v1/events`, {
      headers: { authorization: `Bearer ${other.token}` },
    })
    const rest = reply.text()
    await other.end()
    expect(await rest).toContain('event: changed')
  })
})
