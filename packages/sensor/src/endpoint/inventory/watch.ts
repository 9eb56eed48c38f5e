import { hash } from 'node:crypto'
import { fingerprint, type Inventory, inventory } from './inventory.ts'

const firstAfter = 2000
const lookEvery = 30_000
const allEvery = 3_600_000

/**
 * The inventory at the start, when something is plugged in or out or the network is another (looked for twice a
 * minute), and once an hour; after the first time only the parts that have changed.
 */
export function watchInventory(root: string, onInventory: (changed: Inventory) => void): () => void {
  const told = new Map<string, string>()
  let [mark, lookedAt, over] = ['', Number.NEGATIVE_INFINITY, false]
  const look = async () => {
    const now = fingerprint(root)
    if (now === mark && performance.now() - lookedAt < allEvery) return
    mark = now
    lookedAt = performance.now()
    const changed = Object.entries(await inventory(root)).filter(([name, part]) => {
      const digest = hash('sha256', JSON.stringify(part), 'base64url')
      if (told.get(name) === digest) return false
      told.set(name, digest)
      return true
    })
    if (!over && changed.length > 0) onInventory(Object.fromEntries(changed))
  }
  const quietly = () => void look().catch(() => {})
  const start = setTimeout(quietly, firstAfter)
  const timer = setInterval(quietly, lookEvery)
  return () => {
    over = true
    clearTimeout(start)
    clearInterval(timer)
  }
}
