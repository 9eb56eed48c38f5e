import { useEffect, useRef } from 'react'

/** Runs the handler of a single key, unless somebody is typing or holds a modifier. `?` needs no shift check. */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(handlers)
  latest.current = handlers
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return
      // Enter on a link or button is theirs.
      if (event.key === 'Enter' && target.closest('a, button, summary, [role="button"]')) return
      const handler = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!handler) return
      event.preventDefault()
      handler(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
