import { ListProblem } from './parts.ts'

/** Long enough for 100 MB over a slow line; nobody waits for it but a scheduled job. */
const timeout = 120_000
const mostRedirects = 5

/** What `fetch` gives, as far as it is used; tests put a local server behind it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Fetches one file over https; redirects are followed to https addresses only. `limit` is its largest size in
 * bytes. Throws a `ListProblem` that names the address and what went wrong.
 */
export async function download(address: string, limit: number, fetch: Fetch): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeout)
  let url = secure(address, address)
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const reply = await fetch(url.href, { redirect: 'manual', signal, headers: { accept: '*/*' } })
      const location = reply.headers.get('location')
      if (reply.status >= 300 && reply.status < 400 && location) {
        await reply.body?.cancel()
        url = secure(new URL(location, url).href, address)
        continue
      }
      if (reply.status !== 200) {
        await reply.body?.cancel()
        throw new ListProblem(
          `${address} answered ${reply.status}: check the address in sources.json, or load the file by hand.`,
        )
      }
      return await bodyOf(reply, limit, address)
    }
  } catch (error) {
    if (error instanceof ListProblem) throw error
    const { name, message, cause } = error as Error
    const why =
      name === 'TimeoutError'
        ? `nothing came for ${timeout / 1000} seconds`
        : ((cause as Error)?.message ?? message)
    throw new ListProblem(`${address} could not be fetched (${why}): the list that is there stays.`)
  }
  throw new ListProblem(`${address} leads on more than ${mostRedirects} times: check the address.`)
}

/** Throws unless `address` is an https one without a name and password in it. */
function secure(address: string, asked: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url
  const leads = address === asked ? 'is not' : `leads to ${address}, which is not`
  throw new ListProblem(`${asked} ${leads} a plain https address: lists are fetched over https only.`)
}

async function bodyOf(reply: Response, limit: number, address: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const stated = Number(reply.headers.get('content-length') ?? Number.NaN)
  const packed = reply.headers.get('content-encoding')
  for await (const chunk of reply.body ?? []) {
    size += chunk.length
    if (size > limit)
      throw new ListProblem(`${address} is larger than ${limit / 1e6} MB: nothing of it was taken.`)
    chunks.push(Buffer.from(chunk))
  }
  if (!packed && Number.isFinite(stated) && stated !== size)
    throw new ListProblem(
      `${address} broke off after ${size} of ${stated} bytes: the list that is there stays.`,
    )
  if (size === 0) throw new ListProblem(`${address} is empty: the list that is there stays.`)
  return Buffer.concat(chunks)
}
