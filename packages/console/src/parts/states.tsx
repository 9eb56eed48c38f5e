import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ApiError } from '../api.ts'

/** Loading: the shape of what comes after 0.3 s, a word after 1 s; no spinner. */
export function Loading({ what, rows = 3 }: { what: string; rows?: number }) {
  return (
    <div className="card stack" role="status" aria-live="polite">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical outlines have no identity.
        <div key={i} className="skeleton" style={{ width: `${[62, 84, 46, 71, 55][i % 5]}%` }} />
      ))}
      <p className="small faint after-1s">Reading {what}…</p>
    </div>
  )
}

/** Empty: why, and the one action. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="card stack tight">
      <p className="semi">{title}</p>
      <div className="small dim">{children}</div>
    </div>
  )
}

/** Error: what happened, in the server's words, and what to do. */
export function Failed({ error, what, retry }: { error: ApiError; what: string; retry?: () => void }) {
  return (
    <div className="card stack tight" role="alert">
      <div className="row">
        <p className="semi">{error.title}</p>
        <span className="tag caution push">△ {what}</span>
      </div>
      <p className="small dim">{error.message}</p>
      {error.status === 404 ? (
        <p className="small">
          It may have been removed, or the address is mistyped. <Link to="/">Go to Today</Link>
        </p>
      ) : (
        retry && (
          <p>
            <button type="button" className="plain-button" onClick={retry}>
              Try again
            </button>
          </p>
        )
      )}
    </div>
  )
}

/** △ over data that is older than the last attempt to read it. */
export function Stale({ error, since }: { error: ApiError | null; since: number }) {
  if (!error || !since) return null
  return (
    <p className="small caution" role="status">
      △ Shown as of {new Date(since).toISOString().slice(11, 19)} UTC: {error.message}
    </p>
  )
}
