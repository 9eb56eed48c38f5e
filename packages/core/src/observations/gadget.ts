import ipKvm from '../facts/ip-kvm.ts'
import { mac } from './normalise.ts'

/** A remote-control box that stands on the same network as a device. */
export interface Gadget {
  /** Absent where only a name was seen. */
  mac?: string
  /** The product, as the list calls it. */
  of: string
  /** False where its maker makes ordinary routers as well. */
  alone: boolean
}

interface Surroundings {
  gateway?: { mac?: string }
  neighbours?: { mac?: string; name?: string }[]
}

/**
 * Boxes among the machines that a device sees on its network, by the maker's prefix of the hardware address or by name. The
 * gateway counts as one only where its maker makes nothing else. In order of address and name; each once.
 */
export function gadgetsNear({ gateway, neighbours = [] }: Surroundings): Gadget[] {
  const found = new Map<string, Gadget>()
  const router = gateway?.mac ? mac(gateway.mac) : undefined
  for (const { mac: stated, name = '' } of [...neighbours, { mac: router }]) {
    const address = stated ? mac(stated) : undefined
    const words = (name ?? '').trim().toLowerCase()
    const named = words === '' ? undefined : ipKvm.data.names.find(({ word }) => words.includes(word))
    const made = ipKvm.data.prefixes.find(({ oui }) => address?.startsWith(oui))
    if (!named && (!made || (address === router && !made.alone))) continue
    const alone = named !== undefined || made!.alone
    const key = address ?? `name ${words}`
    const before = found.get(key)
    if (before && (before.alone || !alone)) continue
    found.set(key, { ...(address && { mac: address }), of: named?.of ?? made!.of, alone })
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gadget]) => gadget)
}
