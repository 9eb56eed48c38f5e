import type { FastifyReply } from 'fastify'
import { Problem } from '../api/problem.ts'
import { HuntProblem } from '../hunts/problem.ts'

/** Does work that reads all of history, and ends it when the caller hangs up. */
export async function untilHungUp<T>(
  reply: FastifyReply,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const hungUp = new AbortController()
  const left = () => {
    if (!reply.raw.writableEnded) hungUp.abort(new Problem(408, 'Nobody waits for it any more.'))
  }
  reply.raw.on('close', left)
  try {
    return await work(hungUp.signal)
  } catch (error) {
    if (error instanceof HuntProblem) throw new Problem(408, error.message)
    throw error
  } finally {
    reply.raw.off('close', left)
  }
}
