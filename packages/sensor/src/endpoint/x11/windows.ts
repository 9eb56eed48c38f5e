import type { Stimulus } from '../reactions.ts'
import { atom } from './devices.ts'
import type { Display, XEvent } from './display.ts'

const propertyNotify = 28
const mapNotify = 19
/** SubstructureNotify, so that menus are seen, and PropertyChange, so that the window manager's list is. */
const rootMask = 0x80000 | 0x400000
/** A menu is asked for; what pops up by itself (tool tips, notifications) came without a click or key. */
const asked = 1000

const types = {
  dialog: ['DIALOG'],
  menu: ['POPUP_MENU', 'DROPDOWN_MENU', 'MENU', 'COMBO'],
  window: ['NORMAL'],
} as const satisfies Partial<Record<Stimulus, string[]>>
const known = ['WINDOW_TYPE', ...Object.values(types).flat()]

/**
 * Windows, dialogs and menus that open. A window manager lists what it manages (_NET_CLIENT_LIST, Extended Window
 * Manager Hints 1.5): what is new in the list has opened, and its type and WM_TRANSIENT_FOR (ICCCM 4.1.2.6) say what
 * it is. Menus are windows that no window manager touches. Without such a list, a window that is mapped has opened.
 * `handled` is the time of the last key or click, on the clock of `event.at`. Titles are never asked for.
 */
export async function xWindows(
  display: Display,
  onShown: (stimulus: Stimulus, at: number) => void,
  handled: () => number,
): Promise<(event: XEvent) => void> {
  const names = await Promise.all(known.map((name) => atom(display, `_NET_WM_${kindOf(name)}`)))
  const typeProperty = names[0]!
  const stimulusOf = new Map<number, Stimulus>()
  for (const [stimulus, list] of Object.entries(types) as [Stimulus, readonly string[]][])
    for (const name of list) stimulusOf.set(names[known.indexOf(name)]!, stimulus)
  const clientList = await atom(display, '_NET_CLIENT_LIST')
  const checkWindow = await atom(display, '_NET_SUPPORTING_WM_CHECK')
  const transientFor = 68 // WM_TRANSIENT_FOR, a predefined atom

  const mask = Buffer.alloc(12)
  mask.writeUInt32LE(display.root, 0)
  mask.writeUInt32LE(0x800, 4) // CWEventMask
  mask.writeUInt32LE(rootMask, 8)
  display.send(2, 0, mask)

  let manager = (await words(display, display.root, checkWindow))[0]
  let listed = new Set(await words(display, display.root, clientList))

  /** What a window says it is; undefined for docks, tool tips, notifications and the like, and for one that has gone. */
  const typeOf = async (window: number, fallback: Stimulus): Promise<Stimulus | undefined> => {
    const [stated, leader] = await Promise.all([
      words(display, window, typeProperty),
      words(display, window, transientFor),
    ])
    if (stated.length > 0) {
      const first = stated.map((type) => stimulusOf.get(type)).find((type) => type !== undefined)
      return first === 'window' && fallback !== 'menu' && leader[0] ? 'dialog' : first
    }
    return fallback === 'window' && leader[0] ? 'dialog' : fallback
  }

  return (event) => {
    const { type, bytes, at } = event
    if (type === propertyNotify && bytes.readUInt32LE(8) === clientList) {
      words(display, display.root, clientList)
        .then(async (list) => {
          const fresh = list.filter((window) => !listed.has(window))
          listed = new Set(list)
          for (const window of fresh) {
            const stimulus = await typeOf(window, 'window')
            if (stimulus) onShown(stimulus, at)
          }
        })
        .catch(() => {}) // the server's end is told elsewhere
    } else if (type === propertyNotify && bytes.readUInt32LE(8) === checkWindow) {
      words(display, display.root, checkWindow)
        .then(([window]) => {
          manager = window
        })
        .catch(() => {})
    } else if (type === mapNotify) {
      const window = bytes.readUInt32LE(8)
      const unmanaged = bytes[12] === 1
      // A manager's frames are unmanaged windows of its own; and its list tells of the managed ones.
      if (manager !== undefined && (!unmanaged || sameClient(window, manager))) return
      if (unmanaged && at - handled() > asked) return
      typeOf(window, unmanaged ? 'menu' : 'window')
        .then((stimulus) => stimulus && onShown(stimulus, at))
        .catch(() => {})
    }
  }
}

function kindOf(name: string): string {
  return name === 'WINDOW_TYPE' ? name : `WINDOW_TYPE_${name}`
}

/** Ids of one client share their upper bits; servers give out at least 2^21 ids a client at 256 clients. */
function sameClient(a: number, b: number): boolean {
  return a >>> 21 === b >>> 21
}

/** A property's 32-bit values; empty where window or property is missing. */
export async function words(display: Display, window: number, property: number): Promise<number[]> {
  const body = Buffer.alloc(20)
  body.writeUInt32LE(window, 0)
  body.writeUInt32LE(property, 4)
  body.writeUInt32LE(1024, 16)
  const reply = await display.ask(20, 0, body).catch(() => undefined)
  if (reply?.[1] !== 32) return []
  return Array.from({ length: reply.readUInt32LE(16) }, (_, i) => reply.readUInt32LE(32 + 4 * i))
}
