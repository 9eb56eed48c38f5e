import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from './http.ts'
import { writePrivate } from './identity.ts'

const every = 60_000
/** While the collector can't be reached, what it said last holds for so long. */
const holds = 7 * 86_400_000

/**
 * Whether the company's policy has endpoint sensors on, for whoever holds this device, asked once a minute. `onChange` is told at first and then
 * when it is another. Off until the collector has said otherwise; what it said is kept over restarts, so that a laptop
 * that starts without a network goes on for a week and no longer.
 */
export function watchPolicy(url: string, home: string, device: string, onChange: (on: boolean) => void) {
  const file = join(home, 'policy.json')
  let on: boolean | undefined
  let over = false
  let timer: NodeJS.Timeout | undefined
  let kept: { endpoint: boolean; at: number } = { endpoint: false, at: 0 }
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // never heard
  }
  const is = (now: boolean) => {
    if (over || now === on) return
    on = now
    onChange(now)
  }
  const heard = (endpoint: boolean) => {
    kept = { endpoint, at: Date.now() }
    writePrivate(file, `${JSON.stringify(kept)}\n`)
    is(endpoint)
  }
  const ask = async () => {
    clearTimeout(timer)
    const { status, body } = await call(url, `/v1/sensor/policy?device=${encodeURIComponent(device)}`)
    if (over) return
    try {
      const { endpoint } = JSON.parse(body) as { endpoint?: unknown }
      if (status !== 200 || typeof endpoint !== 'boolean') throw new Error()
      heard(endpoint)
    } catch {
      is(kept.endpoint && Date.now() - kept.at < holds)
    }
    timer = setTimeout(ask, every)
  }
  void ask()
  return {
    /** The collector has said so on another way. */
    off: () => heard(false),
    end() {
      over = true
      clearTimeout(timer)
    },
  }
}
