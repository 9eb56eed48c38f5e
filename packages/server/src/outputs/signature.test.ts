import { describe, expect, it } from 'vitest'
import { isSecret, newSecret, signed, verifySignature } from './signature.ts'

describe('signed webhooks', () => {
  // The worked example of the Standard Webhooks specification.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const body = '{"test": 2432232314}'
  const at = 1_614_265_330_000

  it('agree with the example of the specification', () => {
    expect(signed('msg_p5jXN8AQM9LWM0D4loKWxJek', body, secret, at)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('are taken with the secret and within five minutes, and by no other way', () => {
    const headers = signed('M-1', body, secret, at)
    expect(verifySignature(headers, body, secret, at + 299_000)).toBe(true)
    expect(verifySignature(headers, body, secret, at + 301_000)).toMatch(/five minutes/)
    expect(verifySignature(headers, body, secret, at - 301_000)).toMatch(/five minutes/)
    expect(verifySignature(headers, `${body} `, secret, at)).toMatch(/not signed/)
    expect(verifySignature(headers, body, newSecret(), at)).toMatch(/not signed/)
    expect(verifySignature({ ...headers, 'webhook-id': 'M-2' }, body, secret, at)).toMatch(/not signed/)
    expect(verifySignature({}, body, secret, at)).toMatch(/five minutes/)
    const two = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }
    expect(verifySignature(two, body, secret, at)).toBe(true)
  })

  it('take secrets of 24 to 64 bytes', () => {
    expect(isSecret(newSecret())).toBe(true)
    expect(isSecret(secret)).toBe(true)
    for (const bad of ['', 'hunter2', 'whsec_', 'whsec_AAAA', secret.slice(6)])
      expect(isSecret(bad)).toBe(false)
  })
})
