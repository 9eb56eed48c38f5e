import { describe, expect, it } from 'vitest'
import osquery from './osquery.ts'
import { rowsOf } from './rows-of.ts'

const base = { hostIdentifier: 'LT-1', unixTime: 1772443800, name: 'usb_devices', action: 'added' }
const usb = { vendor_id: '46d', model_id: '0xC52B', vendor: 'Example', model: 'Receiver' }
const read = (...logs: object[]) =>
  rowsOf(
    'osqueryd.results.log',
    [{ ...base, columns: usb }, ...logs].map((l) => JSON.stringify(l)).join('\n'),
  )
const data = (value: Record<string, unknown> | undefined) => value?.data as Record<string, unknown>

describe('osquery', () => {
  it('gives USB ids four lower-case digits', async () => {
    const found = await read()
    expect(data(found.values[0]).usb).toEqual([
      { vid: '046d', pid: 'c52b', manufacturer: 'Example', product: 'Receiver' },
    ])
  })

  it('decodes the PNP id and the serial of a display as EDID has them', async () => {
    const display = (vendor_id: string, serial_number = '0', product_id = '5b11') => ({
      ...base,
      name: 'pack/x/connected_displays',
      columns: { vendor_id, product_id, serial_number, name: 'X' },
    })
    const found = await read(display('1e6d', '1a2b3c'), display('10ac'), display('756e6b6e'), {
      ...display('1e6d'),
      columns: { vendor_id: '1e6d', product_id: '1', online: '0' },
    })
    expect(found.values.slice(1).map((v) => data(v).displays)).toEqual([
      [{ manufacturer: 'GSM', product: '5b11', serial: '1715004', name: 'X' }],
      [{ manufacturer: 'DEL', product: '5b11', serial: '0', name: 'X' }],
      [{ manufacturer: '756e6b6e', product: '5b11', serial: '0', name: 'X' }],
      [],
    ])
  })

  it('tells the table from the end of the query’s name and from its columns', async () => {
    const names = [
      'pack/it/usb_devices',
      'pack_it_usb_devices',
      'usb_devices_snapshot',
      'pack:it:usb_devices',
      'USB_Devices',
    ]
    const found = await read(
      ...names.map((name, i) => ({ ...base, name, unixTime: base.unixTime + i, columns: usb })),
    )
    expect(found.values).toHaveLength(1 + names.length)
    const other = await read(
      { ...base, name: 'xusb_devicesx', columns: usb },
      { ...base, name: 'pack/x/usb_devices', columns: { count: '4' } },
      { ...base, name: 'programs', columns: { version: '1' } },
    )
    expect(other.values).toHaveLength(1)
    expect(other.bad).toEqual([])
    expect(other.skipped).toEqual({
      'osquery table xusb_devicesx': 1,
      'osquery usb_devices without the column vendor_id': 1,
      'osquery programs without the column name': 1,
    })
  })

  it('reads the three forms alike', async () => {
    const found = await read(
      { ...base, action: 'snapshot', columns: undefined, snapshot: [usb, usb] },
      { ...base, action: undefined, columns: undefined, diffResults: { added: [usb], removed: [usb, usb] } },
      { ...base, action: undefined, columns: undefined, diffResults: { added: '', removed: [usb] } },
    )
    expect(found.values.map((v) => (data(v).usb as unknown[]).length)).toEqual([1, 2, 1])
    expect(found.skipped).toEqual({ 'osquery usb_devices: no rows': 1 })
  })

  it('of a command line passes on whom a remote-access tool answers to, and nothing else of it', async () => {
    const process = (name: string, cmdline: string) => ({
      ...base,
      name: 'pack/it/processes',
      columns: { name, path: `C:\\Program Files\\${name}`, cmdline },
    })
    const found = await read(
      process('TeamViewer.exe', 'TeamViewer.exe -i 918273645 --Password hunter2'),
      process('rustdesk.exe', '"C:\\rustdesk-host=hub.moss.example,key=c2VjcmV0.exe"'),
      process('node.exe', 'node server.js --token secret'),
    )
    const [teamviewer, rustdesk, node] = found.values.slice(1).map(data)
    expect(teamviewer).toEqual({
      processes: ['TeamViewer.exe'],
      remoteTools: [{ name: 'teamviewer', id: '918273645' }],
    })
    expect(rustdesk!.remoteTools).toEqual([{ name: 'rustdesk', relay: 'hub.moss.example' }])
    expect(node).toEqual({ processes: ['node.exe'] })
    expect(JSON.stringify(found.values)).not.toMatch(/hunter2|c2VjcmV0|secret/)
  })

  it('an arp cache without a flagged gateway has neighbours only', async () => {
    const found = await read({
      ...base,
      name: 'arp_cache',
      action: 'snapshot',
      snapshot: [{ address: '192.0.2.1', mac: '00:00:5e:00:53:01' }],
    })
    expect(data(found.values[1])).toEqual({ neighbours: [{ ip: '192.0.2.1', mac: '00:00:5e:00:53:01' }] })
  })

  it('needs a host and a time, and takes the calendar’s where the clock’s is missing', async () => {
    const found = await read(
      { ...base, hostIdentifier: '', columns: usb },
      { ...base, unixTime: 'soon', columns: usb },
      { ...base, unixTime: undefined, calendarTime: 'Tue Mar  3 09:30:00 2026 UTC', columns: usb },
    )
    expect(found.reasons).toEqual([
      '2 hostIdentifier: is missing: nothing says which device this is',
      '3 unixTime: is missing or not a number of seconds',
    ])
    expect(found.values[1]?.at).toBe(Date.UTC(2026, 2, 3, 9, 30))
  })

  it('is told by a snapshot of any length, and not by what another log has inside', () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({ pid: String(i), name: `example ${i}` }))
    const long = JSON.stringify({ snapshot: rows, ...base, name: 'processes' })
    expect(osquery.recognises({ name: 'x', head: long.slice(0, 65_536) })).toBe('certain')
    expect(
      osquery.recognises({ name: 'x', head: JSON.stringify({ rule: 'x', log: { ...base, columns: usb } }) }),
    ).toBe(false)
  })

  it('the same line gives the same id, another row of the same run another', async () => {
    const found = await read({ ...base, columns: usb }, { ...base, columns: { ...usb, model_id: '1' } })
    const [a, b, c] = found.values.map((v) => v.id)
    expect(a).toBe(b)
    expect(a).not.toBe(c)
  })

  it('a line that is not JSON costs itself', async () => {
    const found = await rowsOf(
      'r.log',
      `${JSON.stringify({ ...base, columns: usb })}\n{"name":\n${JSON.stringify({ ...base, columns: usb })}`,
    )
    expect(found.values).toHaveLength(2)
    expect(found.reasons).toEqual([expect.stringMatching(/^2 : is not JSON/)])
  })
})
