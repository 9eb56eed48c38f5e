import { describe, expect, it } from 'vitest'
import { accept, digest } from '../index.ts'

/** What ties subjects, and what must not: a placeholder on 10,000 rows would glue them. */

const at = 1_767_225_600_000

function attributes(kind: string, data: object, type: string): string[] {
  const row = { kind, at, about: ['device:LT-1', 'person:W-1'], data }
  const accepted = accept(row, { source: 't', id: 'r', receivedAt: at }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation.derived.attributes.filter((a) => a.ref.startsWith(type)).map((a) => a.ref)
}
const shown = (kind: string, data: object, type: string) => {
  const row = { kind, at, about: ['device:LT-1'], data }
  const accepted = accept(row, { source: 't', id: 'r', receivedAt: at }, (t, v) => digest(t + v))
  return accepted.observation!.derived.attributes.filter((a) => a.ref.startsWith(type)).map((a) => a.shown)
}

describe('an authenticator', () => {
  const ids = (authenticator: string, factor?: string) =>
    attributes('signin', { authenticator, factor }, 'authenticator')

  it.each([
    ['an Okta device', 'guo4a5u7JHHhjXrMK0g4'],
    ['a Duo device key', 'DPFZRS9FB0D46QFTM899'],
    ['an Entra device', 'c1e9c2f1-8f5a-4a6d-9c1c-2f0d6f1e7a11'],
    ['a phone number', '+1 614 555 2368'],
    ['a token’s serial', 'SN-20391188'],
  ])('is %s', (_, value) => {
    expect(ids(value)).toHaveLength(1)
  })

  it('is the same phone however it is written', () => {
    expect(ids('+1 (614) 555-2368')).toEqual(ids('16145552368'))
  })

  it.each([
    ['a way of signing in', 'push'],
    ['a way in two words', 'Okta Verify 2'],
    ['nothing', ''],
    ['a phone model', 'iPhone14,3'],
    ['another model', 'SM-G991B'],
    ['a kind of key', 'FIDO2'],
    ['the model of a key (AAGUID)', 'fa2b99dc-9e39-4257-8f92-4a30d23c4118'],
    ['an AAGUID that says so', 'aaguid:12345678-9abc-4def-8123-456789abcdef'],
    ['an AAGUID of nothing', '00000000-0000-0000-0000-000000000000'],
    ['a placeholder', '1234567890'],
  ])('is not %s', (_, value) => {
    expect(ids(value)).toEqual([])
  })

  it('is not an unknown model’s id where the factor says passkey, and is a device’s where it says push', () => {
    const value = '7d1351a6-e097-4852-b8bf-c9ac5c9ce4a3'
    expect(ids(value, 'FIDO2 (WebAuthn)')).toEqual([])
    expect(ids(value, 'push')).toHaveLength(1)
  })
})

describe('a pay account', () => {
  const ids = (number: string) => attributes('account', { kind: 'bank', number }, 'account')

  it('is one however it is written', () => {
    expect(ids('0210 0002-1 77.00403')).toEqual(ids('0210000217700403'))
    expect(ids('DE89 3704 0044 0532 0130 00')).toHaveLength(1)
    expect(ids('pay@fastmail.com')).toHaveLength(1)
  })

  it.each([
    '0000',
    '000000000',
    '1234567',
    '123456789',
    '1111111',
    'N/A',
    'none',
    'test',
    'xxxxx1234',
    '****1234',
    '12',
  ])('is not %s', (number) => {
    expect(ids(number)).toEqual([])
  })
})

describe('a recipient', () => {
  const ids = (signedBy: string, shipTo?: string) => attributes('shipment', { signedBy, shipTo }, 'recipient')
  const home = '12 Oak Street, Columbus OH'

  it('is a name together with the address: in any order and case, and never kept', () => {
    expect(ids('Moss, SORREL', home)).toEqual(ids('sorrel moss', '12 Oak St., Columbus OH'))
    expect(ids('Sorrel Moss', home)).not.toEqual(ids('Sorrel Moss', '12 Oak Street, Dayton OH'))
    expect(shown('shipment', { signedBy: 'Sorrel Moss', shipTo: home }, 'recipient')).toEqual([
      'the signature M••• S•••',
    ])
    const row = {
      kind: 'shipment',
      at,
      about: ['device:LT-1'],
      data: { signedBy: 'Sorrel Moss', shipTo: home },
    }
    const accepted = accept(row, { source: 't', id: 'r', receivedAt: at }, (t, v) => digest(t + v))
    expect(JSON.stringify(accepted.observation)).not.toContain('orrel')
  })

  it.each(['Front desk', 'LEFT AT DOOR', 'signature not required', 'RECEPTION', 'N/A', 'Unit 4', 'XY'])(
    'is not %s',
    (name) => {
      expect(ids(name, home)).toEqual([])
    },
  )

  it('is nobody without an address', () => {
    expect(ids('Sorrel Moss')).toEqual([])
    expect(ids('Sorrel Moss', 'Columbus')).toEqual([])
  })
})

describe('a remote-control box on the network', () => {
  const ids = (data: object) => attributes('inventory', data, 'gadget')

  it('is known by its maker or its name, and is one however often it is seen', () => {
    const jet = { mac: '30-52-53-0A-1B-2C', ip: '192.168.1.40' }
    expect(ids({ neighbours: [jet, { ...jet, mac: '3052.530a.1b2c', name: 'jetkvm.local' }] })).toHaveLength(
      1,
    )
    expect(ids({ neighbours: [{ mac: 'b8:27:eb:01:02:03', name: 'pikvm.local' }] })).toHaveLength(1)
    expect(shown('inventory', { neighbours: [jet] }, 'gadget')).toEqual(['JetKVM 30:52:53:••:••:2c'])
  })

  it.each([
    ['a printer', { neighbours: [{ mac: 'b8:27:eb:01:02:03', name: 'printer' }] }],
    [
      'a router whose maker makes such boxes too',
      { gateway: { mac: '94:83:c4:01:02:03' }, neighbours: [{ mac: '94:83:c4:01:02:03' }] },
    ],
    ['a name without an address', { neighbours: [{ name: 'pikvm.local' }] }],
  ])('ties nobody where it is %s', (_, data) => {
    expect(ids(data)).toEqual([])
  })
})

describe('a relay', () => {
  const relays = (...processes: string[]) => shown('inventory', { processes }, 'relay')

  it.each([
    [
      'a ScreenConnect client’s parameters',
      '"C:\\Program Files (x86)\\ScreenConnect Client (1f2e)\\ScreenConnect.ClientService.exe" "?e=Access&y=Guest&h=relay.moss.example&p=8041&s=0a1b&k=BgIAAACk"',
      'the screenconnect relay relay.moss.example',
    ],
    [
      'RustDesk’s file name',
      'C:\\Users\\a\\rustdesk-host=hub.moss.example,key=abc=.exe',
      'the rustdesk relay hub.moss.example',
    ],
    [
      'the last part of RustDesk’s file name',
      'rustdesk-host=10.0.0.1,relay=hub.moss.example.exe',
      'the rustdesk relay hub.moss.example',
    ],
    ['RustDesk’s partner', '/usr/bin/rustdesk --connect 812345679', 'the rustdesk id •••679'],
    [
      'AnyDesk’s partner',
      '"C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe" 918 273 645 --with-password',
      'the anydesk id •••645',
    ],
    ['TeamViewer’s partner', 'TeamViewer.exe -i 918273645 --Password hunter2', 'the teamviewer id •••645'],
  ])('is read from %s', (_, line, expected) => {
    expect(relays(line)).toEqual([expected])
  })

  it('is read as an inventory states it, and meets what a command line says', () => {
    const stated = { remoteTools: [{ name: 'RustDesk 1.4', relay: 'https://HUB.moss.example:21117' }] }
    const seen = { processes: ['rustdesk-host=hub.moss.example,key=abc.exe'] }
    expect(attributes('inventory', stated, 'relay')).toEqual(attributes('inventory', seen, 'relay'))
  })

  it.each([
    ['the tools themselves', 'C:\\Program Files\\AnyDesk\\AnyDesk.exe --service'],
    ['a maker’s own relay', 'rustdesk-host=rs-ny.rustdesk.com,key=a.exe'],
    ['an address that every network has', 'rustdesk-host=192.168.1.5,key=a.exe'],
    ['an id that nobody has', 'anydesk.exe 123456789'],
    ['another program with such parameters', 'browser.exe https://shop.example/?h=relay.moss.example'],
  ])('is not in %s', (_, line) => {
    expect(relays(line)).toEqual([])
  })
})
