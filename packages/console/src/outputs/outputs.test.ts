import { describe, expect, it } from 'vitest'
import { newTarget, type ShownTarget, settable, standing } from './calls.ts'

const shown: ShownTarget = {
  ...{ id: 'siem', name: 'SIEM', on: true, tells: ['listed'], sealed: false, simulated: false, is: 'syslog' },
  ...{ host: 'siem.example', port: 6514, over: 'tls', format: 'cef', secretSet: false },
  state: {
    waiting: 2,
    dead: 1,
    withheld: 0,
    lost: 0,
    lastFailure: { at: 1, because: 'nothing listens there' },
  },
} as ShownTarget
const form = { id: 'a', name: 'A', where: '', format: 'cef', ca: '' }

describe('outputs', () => {
  it('are set without what only the server knows', () => {
    expect(settable(shown)).not.toHaveProperty('state')
    expect(settable(shown)).toMatchObject({ id: 'siem', port: 6514 })
  })

  it('say how delivery stands, and nothing when all is well', () => {
    expect(standing(shown)).toEqual(['2 waiting', '1 given up on', 'last failure: nothing listens there'])
    expect(standing({ ...shown, state: { waiting: 0, dead: 0, withheld: 0, lost: 0 } })).toEqual([])
    expect(standing({ ...shown, is: 'slack', on: false } as ShownTarget)).toContain(
      'its secret has not been set',
    )
  })

  it('take host and port for syslog, and TLS by its port or an authority', () => {
    expect(newTarget('syslog', { ...form, where: 'siem.example' })).toMatch(/host and port/)
    expect(newTarget('syslog', { ...form, where: 'siem.example:6514' })).toMatchObject({ over: 'tls' })
    expect(newTarget('syslog', { ...form, where: 'siem.example:514' })).toMatchObject({ over: 'tcp' })
    expect(newTarget('syslog', { ...form, where: '[::1]:601', ca: 'PEM' })).toMatchObject({
      over: 'tls',
      ca: 'PEM',
    })
  })

  it('keep a channel’s address as its secret, and tell a channel less', () => {
    const channel = newTarget('slack', { ...form, where: 'https://hooks.example/x' })
    expect(channel).toMatchObject({ secret: 'https://hooks.example/x', detail: false })
    expect((channel as { tells: string[] }).tells).not.toContain('evidence')
  })
})
