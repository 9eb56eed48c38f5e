import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { WaysIn } from '../accounts/ways-in.tsx'
import { type ApiError, queryClient, session, signIn } from '../api.ts'
import { Mark } from '../parts/icons.tsx'

/** Takes the one-time token out of the address before anything else, so that it stays in no history. */
function takeToken(): string {
  const token = decodeURIComponent(window.location.hash.slice(1))
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}

/** What an identity provider’s refusal means to the person. */
const problems: Record<string, string | undefined> = {
  expired: 'That took too long, or began in another browser: try again.',
  refused: 'Your identity provider did not vouch for you: try again, or ask who runs Telltale.',
  unreachable: 'Your identity provider does not answer: try again, or sign in otherwise.',
  'no-account': 'You have no account here: ask who runs Telltale to add one with your mail address.',
  'no-role': 'Your identity provider gives you no role here: ask who runs Telltale.',
}

/** The sign-in page: password, passkey and identity provider where there are accounts; uses the link's token, or says where a link comes from. */
export default function SignIn() {
  const navigate = useNavigate()
  const path = useRouterState({ select: (s) => s.location.pathname })
  const started = useRef(false)
  const { data } = useQuery(session)
  const inside = async () => {
    await queryClient.resetQueries()
    void navigate({ to: '/', replace: true })
  }
  const attempt = useMutation({ mutationFn: signIn, onSuccess: inside })
  const refused = problems[new URLSearchParams(location.search).get('problem') ?? '']
  const ways = data?.ways
  const otherWays = ways && (ways.accounts || ways.oidc)
  useEffect(() => {
    if (started.current || path !== '/sign-in') return
    started.current = true
    const token = takeToken()
    if (token) attempt.mutate(token)
  }, [path, attempt])
  // Another link in the same tab changes no more than the fragment.
  useEffect(() => {
    const change = () => {
      const token = takeToken()
      if (token) attempt.mutate(token)
    }
    addEventListener('hashchange', change)
    return () => removeEventListener('hashchange', change)
  }, [attempt])
  const error = attempt.error as ApiError | null
  return (
    <main className="alone">
      <div className="row middle" style={{ fontWeight: 600 }}>
        <Mark /> Telltale
      </div>
      <section className="card stack" aria-live="polite">
        {attempt.isPending ? (
          <p>Signing in…</p>
        ) : otherWays && !error ? (
          <>
            <h1>Sign in</h1>
            {refused && (
              <p className="accuses" role="alert">
                {refused}
              </p>
            )}
            <WaysIn ways={ways} done={() => void inside()} />
            <p className="small dim">
              Or open a link: <code>npx telltale sign-in</code> prints one where Telltale runs.
            </p>
          </>
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
                Nobody has an account here yet. A link signs in once, within 15 minutes; the first one is
                printed where <code>npm start</code> runs. <code>npx telltale account add</code> adds people.
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
