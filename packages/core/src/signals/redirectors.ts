import { defineAccumulator } from '../types.ts'

/**
 * Programs that carry a security key or another USB device over a network, or that run while the screen is driven
 * from elsewhere by a client that can answer WebAuthn requests on its own side. With one of them running, a touch
 * may have happened at the other end.
 */
export interface RedirectorsState {
  /** Inventories that list processes. */
  inventories: number
  /** Names of such programs that were running, sorted. */
  seen: string[]
}

/**
 * By the name of the process, without path and ending: Remote Desktop's clipboard helper runs in each session of it
 * and WebAuthn redirection is on by default there; the others are the service names that their makers document.
 */
const names: Readonly<Record<string, string>> = {
  rdpclip: 'Remote Desktop session',
  usbip: 'USB/IP',
  usbipd: 'USB/IP',
  vhclient: 'VirtualHere',
  vhui64: 'VirtualHere',
  vhusbdwin64: 'VirtualHere',
  flexihub: 'FlexiHub',
  'usb-network-gate': 'USB Network Gate',
  dcvagent: 'Amazon DCV session',
  wfica32: 'Citrix session',
  ctxsession: 'Citrix session',
  vdagent: 'Horizon session',
}

export const redirectors = defineAccumulator({
  id: 'signals/redirectors',
  version: 1,
  reads: ['inventory'],
  empty: { inventories: 0, seen: [] } as RedirectorsState,
  add(state, batch) {
    let { inventories } = state
    const seen = new Set(state.seen)
    for (const { data } of batch) {
      if (!data.processes) continue
      inventories++
      for (const process of data.processes) {
        const name = process
          .toLowerCase()
          .replace(/^.*[\\/]/, '')
          .replace(/\.exe$/, '')
        if (Object.hasOwn(names, name)) seen.add(names[name]!)
      }
    }
    return { inventories, seen: [...seen].sort() }
  },
  merge: (a, b) => ({
    inventories: a.inventories + b.inventories,
    seen: [...new Set([...a.seen, ...b.seen])].sort(),
  }),
})
