import { describe, expect, it } from 'vitest'
import { post } from './http-sender.ts'
import { isOutOfReach, OutOfReach, reachable } from './reach.ts'
import { Refused, TryLater } from './sender.ts'
import { httpReceiver } from './test-receivers.ts'

describe('where nothing is sent', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '[fe80::1]',
    'fe80::1%eth0',
    'febf::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
  ])('is %s', (address) => {
    expect(isOutOfReach(address)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '::1',
    '10.0.0.5',
    '192.168.1.4',
    '172.16.0.9',
    '100.64.0.1',
    '203.0.113.9',
    'fd00::5',
    '2001:db8::1',
    '169.253.255.255',
    'siem.example',
    '169.254.169.254.example',
  ])('is not %s', (address) => {
    expect(isOutOfReach(address)).toBe(false)
  })

  it('is looked at where the name leads, too', async () => {
    const found = (host: string) =>
      new Promise((resolve) => {
        reachable(host, { all: true }, (error, addresses) => resolve(error ?? addresses))
      })
    // The system's resolver reads these as the address that they write.
    expect(await found('2852039166')).toBeInstanceOf(OutOfReach)
    expect(await found('0xa9fea9fe')).toBeInstanceOf(OutOfReach)
    expect(await found('localhost')).toEqual(expect.arrayContaining([expect.objectContaining({ address: expect.stringMatching(/^127\.|^::1$/) })])) // biome-ignore format: one line
  })
})

describe('a message to a webhook', () => {
  it('is not sent on to where a redirect leads', async () => {
    const elsewhere = await httpReceiver()
    const hook = await httpReceiver()
    hook.answer(() => ({ status: 307, headers: { location: elsewhere.url } }))
    await expect(post(hook.url, '{}', {})).rejects.toThrow(/was answered with 307/)
    expect([hook.got.length, elsewhere.got.length]).toEqual([1, 0])
    await Promise.all([hook.stop(), elsewhere.stop()])
  })

  it('is given up where the address is out of reach, and tried again where nobody listens', async () => {
    await expect(post('https://169.254.169.254/', '{}', {})).rejects.toBeInstanceOf(Refused)
    const gone = await httpReceiver()
    await gone.stop()
    await expect(post(gone.url, '{}', {})).rejects.toBeInstanceOf(TryLater)
  })
})
