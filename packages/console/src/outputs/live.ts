import { useEffect } from 'react'
import { queryClient } from '../api.ts'

/** What is drawn is asked for again at most this often, whatever the server tells. */
const atMost = 300
/** Settings and models don't change by what is found. */
const slow = new Set(['session', 'detectors', 'model', 'evidence', 'observations'])

/** Asks again for what is drawn as soon as the server says that something changed; pages go on asking by themselves. */
export function useLive(on: boolean): void {
  useEffect(() => {
    if (!on || typeof EventSource === 'undefined') return
    const source = new EventSource('/v1/events')
    let due: ReturnType<typeof setTimeout> | undefined
    source.addEventListener('changed', () => {
      due ??= setTimeout(() => {
        due = undefined
        void queryClient.invalidateQueries({ predicate: (q) => !slow.has(String(q.queryKey[0])) })
      }, atMost)
    })
    return () => {
      clearTimeout(due)
      source.close()
    }
  }, [on])
}
