import type { Account } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { openAccounts } from '../accounts/accounts.ts'
import { noRecords } from './accounts.ts'
import { backends, storesOf } from './test-stores.ts'

/** One suite over every store: who may sign in, over a restart. */

const account = (id: string): Account => ({
  ...{ id, person: id, name: 'Ana \0 “A”', roles: ['lead'], state: 'active', createdAt: 1 },
})

describe.each(backends())('accounts, $name', (backend) => {
  const { fresh } = storesOf(backend)

  it('are kept, replaced and forgotten, all changes or none', async () => {
    const { store, again } = await fresh()
    expect(await store.accountRecords()).toEqual(noRecords())
    const link = { id: 'digest', account: 'ana', is: 'invitation', until: 5 } as const
    await store.keepAccountRecords([
      { kind: 'account', id: 'ana', is: account('ana') },
      { kind: 'link', id: 'digest', is: link },
      { kind: 'account', id: 'ana', is: { ...account('ana'), state: 'disabled' } },
    ])
    const reopened = await again()
    expect(await reopened.accountRecords()).toEqual({
      ...noRecords(),
      account: [{ ...account('ana'), state: 'disabled' }],
      link: [link],
    })
    await reopened.keepAccountRecords([{ kind: 'link', id: 'digest', is: null }])
    expect((await reopened.accountRecords()).link).toEqual([])
  })

  it('of the demo company go away with it, and with them their sessions', async () => {
    const { store } = await fresh()
    const accounts = await openAccounts(store, () => 1000)
    accounts.add({ id: 'real', name: 'Real', role: 'lead' })
    accounts.add({ id: 'planted', name: 'Planted', role: 'lead', simulated: true })
    const [theirs, ours] = [
      accounts.sessions.begin('planted', 'link'),
      accounts.sessions.begin('real', 'link'),
    ]
    await accounts.written()
    await store.removeSimulated()
    await accounts.book.reload()
    expect(accounts.all().map((a) => a.id)).toEqual(['real'])
    expect(accounts.sessions.find(theirs)).toBeUndefined()
    expect(accounts.sessions.find(ours)?.account.id).toBe('real')
  })

  it('stay signed in over a restart; what was ended or revoked before it stays so', async () => {
    const { store, again } = await fresh()
    const before = await openAccounts(store, () => 1000)
    before.add({ id: 'ana', name: 'Ana', role: 'lead' })
    const [kept, ended] = [before.sessions.begin('ana', 'password'), before.sessions.begin('ana', 'password')]
    const token = before.tokens.add({ name: 'good', scopes: ['read'], days: 1, by: 'ana' })!.token
    const revoked = before.tokens.add({ name: 'bad', scopes: ['read'], days: 1, by: 'ana' })!.token
    before.sessions.end(ended)
    before.tokens.revoke('bad')
    await before.written()
    const after = await openAccounts(await again(), () => 2000)
    expect(after.sessions.find(kept)?.account.id).toBe('ana')
    expect(after.sessions.find(ended)).toBeUndefined()
    expect(after.tokens.find(token)?.name).toBe('good')
    expect(after.tokens.find(revoked)).toBeUndefined()
  })
})
