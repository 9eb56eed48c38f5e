import { type OpenLists, openLists } from './open.ts'
import { changedAt } from './shelf.ts'

export interface Watched {
  /** The lists as of the last look. */
  current(): OpenLists
  /** Looks now. True when they had changed. */
  reload(): boolean
  stop(): void
}

const minute = 60_000

/**
 * Keeps the lists of a home folder open in a server that runs, and opens them anew when `telltale intel` has changed
 * them: within a minute, or at once by `reload`. `changed` is told the new ones; what it throws goes to `failed`.
 */
export function watchLists(
  home: string,
  changed: (lists: OpenLists) => void,
  failed: (error: Error) => void,
  every = minute,
): Watched {
  let at = changedAt(home)
  let open = openLists(home)
  const reload = () => {
    const now = changedAt(home)
    if (now === at) return false
    const fresh = openLists(home)
    changed(fresh)
    open = fresh
    at = now
    return true
  }
  const timer = setInterval(() => {
    try {
      reload()
    } catch (error) {
      failed(error as Error)
    }
  }, every)
  timer.unref()
  return { current: () => open, reload, stop: () => clearInterval(timer) }
}
