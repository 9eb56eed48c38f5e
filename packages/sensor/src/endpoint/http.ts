import { request as plain } from 'node:http'
import { request as secure } from 'node:https'

/** What came of a request: 0 where nobody answered. `says` is one sentence for a person. */
export interface Answer {
  status: number
  says: string
  body: string
}

export type Post = (path: string, body: Buffer, headers: Record<string, string>) => Promise<Answer>

const patience = 20_000

/** One request to the collector; never rejects. Without a body it is a GET. */
export function call(
  url: string,
  path: string,
  options: { body?: Buffer; headers?: Record<string, string>; method?: string } = {},
): Promise<Answer> {
  return new Promise((done) => {
    const to = new URL(`${url.replace(/\/$/, '')}${path}`)
    const failed = (why: string) =>
      done({ status: 0, says: `${to.origin} can’t be reached: ${why}.`, body: '' })
    const asked = (to.protocol === 'https:' ? secure : plain)(
      to,
      {
        method: options.method ?? (options.body ? 'POST' : 'GET'),
        headers: { ...options.headers, ...(options.body && { 'content-length': options.body.length }) },
        timeout: patience,
      },
      (reply) => {
        let body = ''
        reply.setEncoding('utf8')
        reply.on('data', (chunk: string) => {
          if (body.length < 65_536) body += chunk
        })
        reply.on('error', (error) => failed(error.message))
        reply.on('end', () => {
          const status = reply.statusCode ?? 0
          done({ status, says: `${to.origin} answered ${status}${detail(body)}.`, body })
        })
      },
    )
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${patience / 1000} s`)))
    asked.on('error', (error) => failed(error.message || 'refused'))
    asked.end(options.body)
  })
}

/** The sentence of an RFC 9457 problem. */
function detail(body: string): string {
  try {
    const { detail, title } = JSON.parse(body) as { detail?: string; title?: string }
    const text = detail ?? title
    return text ? `: ${text.replace(/[.\s]+$/, '').slice(0, 300)}` : ''
  } catch {
    return ''
  }
}
