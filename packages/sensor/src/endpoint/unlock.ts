import { busSocket, listenToBus, type Signal } from './dbus.ts'

/**
 * A desktop's lock says when it goes up and down: GNOME, KDE, Xfce, MATE and Cinnamon by the signal `ActiveChanged` of
 * their screen saver on the session's bus; logind (systemd 230 and later) by the property LockedHint on the system's.
 */
const rules = {
  session: ["type='signal',member='ActiveChanged'"],
  system: [
    "type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',path_namespace='/org/freedesktop/login1/session'",
  ],
}
const savers = /^org\.(?:gnome|freedesktop|kde|xfce|mate|cinnamon)\.ScreenSaver$/
const systemSocket = '/run/dbus/system_bus_socket'
/** Desktops tell both ways within this. */
const once = 2000
const again = 60_000

/** Whether a signal says that the screen was unlocked. */
export function isUnlock({ interface: from, member, signature, body }: Signal): boolean {
  if (member === 'ActiveChanged')
    return savers.test(from) && signature === 'b' && body.length >= 4 && body.readUInt32LE(0) === 0
  if (member !== 'PropertiesChanged' || signature !== 'sa{sv}as') return false
  // …, "LockedHint", variant of signature "b", padding, value: the name and its signature are followed by the word.
  const name = body.indexOf('LockedHint\0\x01b\0', 0, 'latin1')
  if (name < 0) return false
  const value = (name + 'LockedHint\0\x01b\0'.length + 3) & ~3
  return value + 4 <= body.length && body.readUInt32LE(value) === 0
}

/** Tells of unlocks at `performance.now()`. A bus that is missing or ends is asked again once a minute. */
export function listenForUnlock(
  onUnlock: (at: number) => void,
  session = busSocket(process.env.DBUS_SESSION_BUS_ADDRESS),
  system: string | undefined = systemSocket,
): () => void {
  let last = Number.NEGATIVE_INFINITY
  let over = false
  const ends = new Map<string, () => void>()
  const timers = new Set<NodeJS.Timeout>()
  const hear = (signal: Signal) => {
    const at = performance.now()
    if (!isUnlock(signal) || at - last < once) return
    last = at
    onUnlock(at)
  }
  const listen = (path: string, which: keyof typeof rules) => {
    if (over) return
    ends.set(
      path,
      listenToBus(path, rules[which], hear, () => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          listen(path, which)
        }, again)
        timers.add(timer.unref())
      }),
    )
  }
  if (session) listen(session, 'session')
  if (system) listen(system, 'system')
  return () => {
    over = true
    for (const end of ends.values()) end()
    for (const timer of timers) clearTimeout(timer)
  }
}
