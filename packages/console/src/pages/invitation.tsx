import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../accounts/calls.ts'
import { makePasskey, noPasskey } from '../accounts/passkey.ts'
import { type ApiError, queryClient } from '../api.ts'
import { Mark } from '../parts/icons.tsx'
import { Loading } from '../parts/states.tsx'

/** Taken out of the address once, so that it stays in no history. */
let taken: string | undefined
function takeToken(): string {
  const token = decodeURIComponent(window.location.hash.slice(1))
  if (token) window.history.replaceState(window.history.state, '', window.location.pathname)
  taken = token || taken
  return taken ?? ''
}

/** Where somebody invited sets a passkey or a password, once. */
export default function Invitation() {
  const navigate = useNavigate()
  const [token] = useState(takeToken)
  const [password, setPassword] = useState('')
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () =>
      send<{ account: string; name: string; role: string }>('POST', '/v1/invitations/look', {
        token: token || 'none',
      }),
    retry: false,
  })
  const done = async () => {
    await queryClient.resetQueries({ queryKey: ['session'] })
    void navigate({ to: '/', replace: true })
  }
  const byPassword = useMutation({
    mutationFn: () => send('POST', '/v1/invitations/password', { token, password }),
    onSuccess: done,
  })
  const byPasskey = useMutation({
    mutationFn: () => makePasskey('/v1/invitations/passkey/options', '/v1/invitations/passkey', { token }),
    onSuccess: done,
  })
  const error = (byPassword.error ?? byPasskey.error) as ApiError | null
  const why = noPasskey()
  return (
    <main className="alone">
      <div className="row middle" style={{ fontWeight: 600 }}>
        <Mark /> Telltale
      </div>
      <section className="card stack" aria-live="polite">
        {look.isPending && <Loading what="the invitation" rows={2} />}
        {look.isError && (
          <>
            <h1>This invitation is not good</h1>
            <p className="dim">{(look.error as ApiError).message}</p>
          </>
        )}
        {look.data && (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault()
              byPassword.mutate()
            }}
          >
            <h1>Welcome, {look.data.name}</h1>
            <p className="dim">
              Your account is <b>{look.data.account}</b>, your role {look.data.role}. Choose how you sign in;
              you can add the other later.
            </p>
            <Button
              disabled={why !== undefined}
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
            >
              Make a passkey
            </Button>
            {why && <p className="small dim">{why}</p>}
            <input type="text" autoComplete="username" value={look.data.account} readOnly hidden />
            <PasswordInput
              label="Or a password"
              description="12 characters or more; several words that have nothing to do with each other do well"
              autoComplete="new-password"
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            {error && (
              <p className="accuses" role="alert">
                {error.message}
              </p>
            )}
            <Button type="submit" variant="default" disabled={password === ''} loading={byPassword.isPending}>
              Set the password
            </Button>
          </form>
        )}
      </section>
    </main>
  )
}
