import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '../api/problem.ts'

const inflate = promisify(gunzip)

/** A small body that may be gzip; told by its first bytes, because a beacon can't say so in a header. */
export async function inflated(body: unknown, limit: number): Promise<Buffer> {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new Problem(400, 'The request has no body: send the rows as JSON.')
  if (body[0] !== 0x1f || body[1] !== 0x8b) {
    if (body.length > limit) throw tooLarge(limit)
    return body
  }
  try {
    return await inflate(body, { maxOutputLength: limit })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit)
    throw new Problem(400, 'The body begins like gzip and is not: send it again.')
  }
}

function tooLarge(limit: number): Problem {
  return new Problem(413, `The body is larger than ${limit / 1024} kB once inflated: send it in several.`)
}
