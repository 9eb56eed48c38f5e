import { z } from 'zod'
import type { Store } from '../store/store.ts'

/** Which sensors may measure. All off until a person switches one on; off again stops running sensors. */
export const policySchema = z
  .object({
    browser: z.boolean().describe('the script for sign-in pages, portals, interview and coding pages'),
    endpoint: z.boolean().describe('telltale-sensor on the company’s own laptops'),
    presence: z.boolean().describe('presence checks: links that a person is sent'),
  })
  .meta({ id: 'SensorPolicy' })
export type Policy = z.infer<typeof policySchema>

const name = 'sensor-policy'
const off: Policy = { browser: false, endpoint: false, presence: false }

export interface Policies {
  get(): Promise<Policy>
  set(policy: Policy): Promise<void>
  /** Told after each change, so that open sockets of a sensor that was switched off end at once. */
  onChange(tell: (policy: Policy) => void): () => void
}

/** The stored policy. A value that an older version wrote is read with what it lacks switched off. */
export function policies(store: Store): Policies {
  const listeners = new Set<(policy: Policy) => void>()
  return {
    async get() {
      const stored = (await store.setting(name)) as Partial<Policy> | undefined
      return policySchema.parse({ ...off, ...stored })
    },
    async set(policy) {
      await store.putSetting(name, policy)
      for (const tell of listeners) tell(policy)
    },
    onChange(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
  }
}
