import type { Row } from './types.ts'

const perRequest = 50
const kept = 400
const worthIt = 2048
const longest = 60_000

/**
 * Rows on their way to the collector: sent in the background, again after a pause that doubles, thrown away from the
 * oldest when it can't be reached for long. Plain text, so that a page of another site needs no preflight.
 */
export function outbox(url: string, ticket: string, refused: () => void) {
  let rows: Row[] = []
  let [sent, dropped, pause, busy, over] = [0, 0, 1000, false, false]
  let timer: ReturnType<typeof setTimeout> | undefined
  const address = `${url}/v1/sensor/rows`
  const text = (batch: Row[]) => JSON.stringify({ ticket, rows: batch })

  async function send(): Promise<void> {
    if (busy || over || rows.length === 0) return
    busy = true
    const batch = rows.slice(0, perRequest)
    let status = 0
    try {
      const body = text(batch)
      const reply = await fetch(address, {
        method: 'POST',
        body: body.length > worthIt ? await gzip(body) : body,
        headers: { 'Content-Type': 'text/plain' },
        credentials: 'omit',
        mode: 'cors',
      })
      status = reply.status
    } catch {
      status = 0 // offline, or the collector is away
    }
    busy = false
    if (over) return
    const again = status === 0 || status === 429 || status >= 500
    if (!again) {
      rows = rows.filter((row) => !batch.includes(row))
      if (status === 202) sent += batch.length
      else dropped += batch.length
      pause = 1000
      // The ticket has expired or a person has switched this off.
      if (status === 401 || status === 403) return refused()
    } else pause = Math.min(longest, pause * 2)
    if (rows.length > 0) {
      clearTimeout(timer)
      timer = setTimeout(send, again ? pause : 0)
    }
  }

  return {
    add(row: Row) {
      rows.push(row)
      if (rows.length > kept) {
        rows.shift()
        dropped++
      }
    },
    send,
    /** The page goes: a beacon outlives it. What does not fit (64 kB) is lost, and the page's end is no time to wait. */
    beacon() {
      while (rows.length > 0 && !over) {
        const batch = rows.slice(0, perRequest)
        if (!navigator.sendBeacon(address, new Blob([text(batch)], { type: 'text/plain' }))) return
        rows = rows.slice(batch.length)
        sent += batch.length
      }
    },
    end() {
      over = true
      rows = []
      clearTimeout(timer)
    },
    sent: () => sent,
    dropped: () => dropped,
  }
}

async function gzip(text: string): Promise<Blob | string> {
  if (typeof CompressionStream === 'undefined') return text
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(stream).blob()
}
