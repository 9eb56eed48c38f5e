import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type OwnAccount, ownAccount, send } from '../accounts/calls.ts'
import { makePasskey, noPasskey } from '../accounts/passkey.ts'
import { type ApiError, queryClient } from '../api.ts'
import { capital, date, moment } from '../format.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

const again = () => queryClient.invalidateQueries({ queryKey: ownAccount.queryKey })

/** One's own account: password, passkeys, and where one is signed in. */
export default function OwnPage() {
  const own = useQuery(ownAccount)
  return (
    <Page crumbs={<span>Your account</span>}>
      <div className="stack" style={{ maxWidth: 720 }}>
        {own.isPending && <Loading what="your account" rows={3} />}
        {own.isError && !own.data && (
          <Failed error={own.error as ApiError} what="account" retry={() => void own.refetch()} />
        )}
        {own.data && (
          <>
            <header className="row">
              <h1>{own.data.named ? own.data.name : capital(own.data.role)}</h1>
              <span className="small dim">
                {own.data.named
                  ? `${own.data.id}, ${own.data.role}`
                  : 'signed in with a link from Telltale’s own machine: no password and no passkey'}
              </span>
            </header>
            {own.data.named && <Passkeys own={own.data} />}
            {own.data.named && <Password own={own.data} />}
            <Sessions own={own.data} />
          </>
        )}
      </div>
    </Page>
  )
}

function Passkeys({ own }: { own: OwnAccount }) {
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => makePasskey('/v1/account/passkeys/options', '/v1/account/passkeys', { name }),
    onSuccess: async () => {
      setName('')
      await again()
    },
  })
  const remove = useMutation({
    mutationFn: (id: string) => send('DELETE', `/v1/account/passkeys/${encodeURIComponent(id)}`),
    onSuccess: again,
  })
  const error = (add.error ?? remove.error) as ApiError | null
  const why = noPasskey()
  return (
    <section className="card stack">
      <h2>Passkeys</h2>
      {own.passkeys.length === 0 && <p className="dim">None. A passkey can’t be guessed or phished.</p>}
      {own.passkeys.map((p) => (
        <div className="row middle" key={p.id}>
          <span className="semi">{p.name}</span>
          <span className="small dim">
            for {p.host}, {p.usedAt ? `used ${date(p.usedAt)}` : 'not used yet'}
          </span>
          <button type="button" className="plain-button push" onClick={() => remove.mutate(p.id)}>
            Remove
          </button>
        </div>
      ))}
      {error && (
        <p className="accuses" role="alert">
          {error.message}
        </p>
      )}
      {why ? (
        <p className="small dim">{why}</p>
      ) : (
        <form
          className="row middle"
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate()
          }}
        >
          <TextInput
            aria-label="What to call the new passkey"
            placeholder="This laptop"
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''} loading={add.isPending}>
            Add a passkey
          </Button>
        </form>
      )}
    </section>
  )
}

function Password({ own }: { own: OwnAccount }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => send('PUT', '/v1/account/password', { ...(own.password && { current }), password }),
    onSuccess: async () => {
      setCurrent('')
      setPassword('')
      await again()
    },
  })
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <h2>Password</h2>
      {own.password && (
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          value={current}
          onChange={(e) => setCurrent(e.currentTarget.value)}
        />
      )}
      <PasswordInput
        label="New password"
        description="12 characters or more. Setting it signs you out in every other browser."
        autoComplete="new-password"
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
      />
      {change.error && (
        <p className="accuses" role="alert">
          {(change.error as ApiError).message}
        </p>
      )}
      {change.isSuccess && <p className="clears">The password is set.</p>}
      <div className="row">
        <Button type="submit" variant="default" disabled={password === ''} loading={change.isPending}>
          {own.password ? 'Change it' : 'Set a password'}
        </Button>
      </div>
    </form>
  )
}

function Sessions({ own }: { own: OwnAccount }) {
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `/v1/account/sessions/${id}`),
    onSuccess: again,
  })
  const everywhere = useMutation({
    mutationFn: () => send('DELETE', '/v1/account/sessions'),
    onSuccess: () => location.assign('/sign-in'),
  })
  return (
    <section className="card stack">
      <header className="card-head">
        <h2>Signed in</h2>
        <Button
          variant="default"
          className="push"
          loading={everywhere.isPending}
          onClick={() => everywhere.mutate()}
        >
          Sign out everywhere
        </Button>
      </header>
      {own.sessions.map((s) => (
        <div className="row middle" key={s.id}>
          <span className="semi">{s.browser ?? 'A program'}</span>
          <span className="small dim">
            by {s.way}, since {moment(s.startedAt)}
            {s.here ? '; this one' : `, last used ${moment(s.seenAt)}`}
          </span>
          {!s.here && (
            <button type="button" className="plain-button push" onClick={() => end.mutate(s.id)}>
              Sign out there
            </button>
          )}
        </div>
      ))}
    </section>
  )
}
