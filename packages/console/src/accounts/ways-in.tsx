import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError, Session } from '../api.ts'
import { send } from './calls.ts'
import { noPasskey, signInByPasskey } from './passkey.ts'

/** Password, passkey and the identity provider: whatever there is here. `done` is called once somebody is signed in. */
export function WaysIn({ ways, done }: { ways: Session['ways']; done: () => void }) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const byPassword = useMutation({
    mutationFn: () => send('POST', '/v1/session/password', { account, password }),
    onSuccess: done,
  })
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: done })
  const byProvider = useMutation({
    mutationFn: () => send<{ url: string }>('POST', '/v1/session/oidc', {}),
    onSuccess: ({ url }) => location.assign(url),
  })
  const error = (byPassword.error ?? byPasskey.error ?? byProvider.error) as ApiError | null
  const forget = () => {
    for (const m of [byPassword, byPasskey, byProvider]) m.reset()
  }
  const why = noPasskey()
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        forget()
        byPassword.mutate()
      }}
    >
      {ways.oidc && (
        <Button fullWidth loading={byProvider.isPending} onClick={() => byProvider.mutate()}>
          Sign in with {ways.oidc}
        </Button>
      )}
      {ways.accounts && (
        <>
          <TextInput
            label="Account or mail address"
            autoComplete="username webauthn"
            value={account}
            onChange={(e) => setAccount(e.currentTarget.value)}
            required
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
            required
          />
        </>
      )}
      {error && (
        <p className="accuses" role="alert">
          {error.message}
        </p>
      )}
      {ways.accounts && (
        <>
          <Button type="submit" variant={ways.oidc ? 'default' : 'filled'} loading={byPassword.isPending}>
            Sign in
          </Button>
          <Button
            variant="default"
            disabled={why !== undefined}
            loading={byPasskey.isPending}
            onClick={() => {
              forget()
              byPasskey.mutate()
            }}
          >
            Use a passkey
          </Button>
          {why && <p className="small dim">{why}</p>}
        </>
      )}
    </form>
  )
}
