import { Button, CopyButton, Modal, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type Role, roles } from '@telltale/core'
import { useState } from 'react'
import { AddAccount } from '../accounts/add-account.tsx'
import { AddToken } from '../accounts/add-token.tsx'
import { again, invitationSays, type Once, titleOf } from '../accounts/adding.ts'
import { type AccountRow, apiTokens, people, send, type TokenRow } from '../accounts/calls.ts'
import { type ApiError, session } from '../api.ts'
import { date } from '../format.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/** Who may sign in, and what programs may do. Administrators change it, auditors look. */
export default function People() {
  const { data: mine } = useQuery(session)
  const accounts = useQuery(people)
  const tokens = useQuery(apiTokens)
  const [once, setOnce] = useState<Once>()
  const [adding, setAdding] = useState<'account' | 'token'>()
  const may = mine?.role === 'administrator'
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; state?: string; role?: Role }) =>
      send('PUT', `/v1/accounts/${encodeURIComponent(id)}`, body),
    onSuccess: again,
  })
  const reset = useMutation({
    mutationFn: (id: string) =>
      send<{ link: string }>('POST', `/v1/accounts/${encodeURIComponent(id)}/reset`),
    onSuccess: async ({ link }, id) => {
      setOnce({ title: `Invitation for ${id}`, says: invitationSays, value: link })
      await again()
    },
  })
  const revoke = useMutation({
    mutationFn: (id: string) => send('DELETE', `/v1/tokens/${id}`),
    onSuccess: again,
  })
  const error = (change.error ?? reset.error ?? revoke.error) as ApiError | null
  return (
    <Page crumbs={<span>People</span>}>
      <div className="stack">
        <header className="row">
          <h1>People</h1>
          <span className="small dim">who may sign in, and what programs may do</span>
        </header>
        {error && (
          <Failed
            error={error}
            what="change"
            retry={() => {
              for (const m of [change, reset, revoke]) m.reset()
            }}
          />
        )}
        <section className="card stack">
          <header className="card-head">
            <h2>Accounts</h2>
            {may && (
              <Button className="push" onClick={() => setAdding('account')}>
                Add an account
              </Button>
            )}
          </header>
          {accounts.isPending && <Loading what="accounts" rows={3} />}
          {accounts.isError && !accounts.data && (
            <Failed
              error={accounts.error as ApiError}
              what="accounts"
              retry={() => void accounts.refetch()}
            />
          )}
          {accounts.data?.length === 0 && <p className="dim">Nobody has an account yet.</p>}
          {accounts.data && accounts.data.length > 0 && (
            <div className="scroll-x">
              <table className="data">
                <thead>
                  <tr>
                    <th scope="col">Account</th>
                    <th scope="col">Name</th>
                    <th scope="col">Role</th>
                    <th scope="col">Signs in by</th>
                    <th scope="col">Last seen</th>
                    {may && <th scope="col" aria-label="What can be done" />}
                  </tr>
                </thead>
                <tbody>
                  {accounts.data.map((a) => (
                    <tr key={a.id}>
                      <td className="mono">{a.id}</td>
                      <td>
                        {a.name}
                        {a.simulated && <span className="small dim"> · simulated</span>}
                        {a.person !== a.id && (
                          <span className="small dim"> · the same person as {a.person}</span>
                        )}
                      </td>
                      <td>
                        {may && a.id !== mine?.account?.id ? (
                          <Select
                            aria-label={`Role of ${a.id}`}
                            data={roles.map((r) => ({ value: r, label: titleOf(r) }))}
                            value={a.role}
                            allowDeselect={false}
                            onChange={(role) => role && change.mutate({ id: a.id, role: role as Role })}
                          />
                        ) : (
                          titleOf(a.role)
                        )}
                        {a.requisitions && <div className="small dim">of {a.requisitions.join(', ')}</div>}
                      </td>
                      <td>{standing(a)}</td>
                      <td className="dim">{a.seenAt ? date(a.seenAt) : '–'}</td>
                      {may && (
                        <td className="right nowrap">
                          {a.id !== mine?.account?.id && (
                            <>
                              {a.state === 'active' && (
                                <button
                                  type="button"
                                  className="plain-button"
                                  onClick={() => reset.mutate(a.id)}
                                >
                                  Invite anew
                                </button>
                              )}{' '}
                              <button
                                type="button"
                                className="plain-button"
                                onClick={() =>
                                  change.mutate({
                                    id: a.id,
                                    state: a.state === 'active' ? 'disabled' : 'active',
                                  })
                                }
                              >
                                {a.state === 'active' ? 'Disable' : 'Let in again'}
                              </button>
                            </>
                          )}
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        <section className="card stack">
          <header className="card-head">
            <h2>Tokens of programs</h2>
            {may && (
              <Button variant="default" className="push" onClick={() => setAdding('token')}>
                Make a token
              </Button>
            )}
          </header>
          {tokens.data?.length === 0 && (
            <p className="dim">No program has a token{may ? '.' : '; an administrator makes one.'}</p>
          )}
          {tokens.data?.map((t) => (
            <div className="row middle" key={t.id}>
              <span className="mono">{t.name}</span>
              <span>{t.scopes.join(', ')}</span>
              <span className="small dim">{tokenSays(t)}</span>
              {may && t.good && (
                <button type="button" className="plain-button push" onClick={() => revoke.mutate(t.id)}>
                  Revoke
                </button>
              )}
            </div>
          ))}
        </section>
      </div>
      <AddAccount opened={adding === 'account'} close={() => setAdding(undefined)} told={setOnce} />
      <AddToken opened={adding === 'token'} close={() => setAdding(undefined)} told={setOnce} />
      <Modal opened={once !== undefined} onClose={() => setOnce(undefined)} title={once?.title}>
        <div className="stack">
          <p>{once?.says}</p>
          <pre className="mono snippet" style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}>
            {once?.value}
          </pre>
          <CopyButton value={once?.value ?? ''}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
          </CopyButton>
        </div>
      </Modal>
    </Page>
  )
}

function standing({ state, ways, invitedUntil }: AccountRow): string {
  if (state === 'disabled') return 'disabled'
  if (ways.length > 0) return ways.map((w) => (w === 'oidc' ? 'identity provider' : w)).join(', ')
  return invitedUntil ? `invited until ${date(invitedUntil)}` : 'not invited'
}

function tokenSays({ revokedAt, good, expiresAt, usedAt, createdBy }: TokenRow): string {
  const state = revokedAt ? `revoked ${date(revokedAt)}` : `${good ? 'until' : 'expired'} ${date(expiresAt)}`
  return `${state}, ${usedAt ? `used ${date(usedAt)}` : 'never used'}, made by ${createdBy}`
}
