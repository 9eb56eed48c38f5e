import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type ApiError, queryClient, signIn } from '../api.ts'
import { Mark } from '../parts/icons.tsx'

/** Takes the one-time token out of the address before anything else, so that it stays in no history. */
function takeToken(): string {
  const token = decodeURIComponent(window.location.hash.slice(1))
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}

/** The sign-in page: uses the link's token, or says where a link comes from. */
export default function SignIn() {
  const navigate = useNavigate()
  const path = useRouterState({ select: (s) => s.location.pathname })
  const started = useRef(false)
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      await queryClient.resetQueries()
      void navigate({ to: '/', replace: true })
    },
  })
  useEffect(() => {
    if (started.current || path !== '/sign-in') return
    started.current = true
    const token = takeToken()
    if (token) attempt.mutate(token)
  }, [path, attempt])
  const error = attempt.error as ApiError | null
  return (
    <main className="alone">
      <div className="row middle" style={{ fontWeight: 600 }}>
        <Mark /> Telltale
      </div>
      <section className="card stack" aria-live="polite">
        {attempt.isPending ? (
          <p>Signing in…</p>
        ) : (
          <>
            <h1>{error ? 'This link does not sign in' : 'Sign in with a link'}</h1>
            {error ? (
              <p className="dim">
                {error.status === 0 || error.status >= 500
                  ? error.message
                  : 'Each link signs in once, within 15 minutes. This one was used before, is older, or was cut off when it was copied.'}
              </p>
            ) : (
              <p className="dim">
                Telltale has no passwords. A link signs in once, within 15 minutes; the first one is printed
                where <code>npm start</code> runs.
              </p>
            )}
            <ol className="steps">
              <li>
                On the machine where Telltale runs, in its folder: <code>npx telltale sign-in</code> prints a
                new link.
              </li>
              <li>
                Open the line that ends in <code>/sign-in#…</code>, whole, in this browser.
              </li>
            </ol>
          </>
        )}
      </section>
    </main>
  )
}
