import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { transport } from './transport.ts'

const said = (env: Record<string, string>) => transport(readConfig(env)).map((f) => f.what)

describe('what goes over a network in clear', () => {
  it.each([
    {},
    { TELLTALE_HOST: '::1' },
    { TELLTALE_HOST: '0.0.0.0', TELLTALE_PROXIES: '10.0.0.9' },
    { DATABASE_URL: 'postgres://t:secret@localhost/t' },
    { DATABASE_URL: 'postgres:///t?host=/run/postgresql' },
    { DATABASE_URL: 'postgres://t:secret@db.example/t?sslmode=verify-full' },
  ])('is nothing with %j', (env) => {
    expect(said(env as Record<string, string>)).toEqual([])
  })

  it('is what people open, where no proxy ends TLS', () => {
    expect(said({ TELLTALE_HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('listens on 0.0.0.0 in clear'),
    ])
  })

  it.each(['', '?sslmode=disable', '?sslmode=prefer'])(
    'is the database under %j, and its password is not told',
    (query) => {
      const [what, ...more] = said({ DATABASE_URL: `postgres://t:secret@db.example/t${query}` })
      expect(what).toContain('db.example is spoken to without TLS')
      expect([what?.includes('secret'), more]).toEqual([false, []])
    },
  )
})
