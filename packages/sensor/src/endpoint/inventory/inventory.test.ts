import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { kinds } from '@telltale/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ask, fingerprint, inventory } from './inventory.ts'

let root = ''
const put = (path: string, content: string | Buffer) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'telltale-inventory-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A machine of ours: a hub, a keyboard, a drive, one display, a gateway on the second of two routes. */
function machine(): void {
  const device = (
    name: string,
    vid: string,
    pid: string,
    kind: string,
    more: Record<string, string> = {},
  ) => {
    for (const [file, value] of Object.entries({
      idVendor: vid,
      idProduct: pid,
      bDeviceClass: kind,
      ...more,
    }))
      put(`sys/bus/usb/devices/${name}/${file}`, `${value}\n`)
  }
  device('usb1', '1d6b', '0002', '09')
  device('1-1', '05e3', '0608', '09')
  device('1-1.4', '1209', '0001', '00', { product: 'Invented Keyboard', serial: 'A-1' })
  put('sys/bus/usb/devices/1-1.4:1.0/bInterfaceClass', '03\n')
  put('sys/bus/usb/devices/1-1.4:1.1/bInterfaceClass', '03\n')
  device('1-1.40', '1209', '0002', '00')
  put('sys/bus/usb/devices/1-1.40:1.0/bInterfaceClass', '08\n')
  put('sys/class/drm/card0-HDMI-A-1/status', 'connected\n')
  put('sys/class/drm/card0-HDMI-A-1/edid', Buffer.from('00ffffffffffff00', 'hex'))
  put('sys/class/drm/card0-DP-1/status', 'disconnected\n')
  put('sys/class/drm/card0-DP-1/edid', '')
  put('sys/class/drm/card0/dev', '226:0\n')
  put(
    'proc/net/route',
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
      'wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n' +
      'eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n' +
      'eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n',
  )
  put(
    'proc/net/arp',
    'IP address       HW type     Flags       HW address            Mask     Device\n' +
      '192.0.2.1        0x1         0x2         02:00:5e:00:53:01     *        eth0\n' +
      '192.0.2.9        0x1         0x0         00:00:00:00:00:00     *        eth0\n' +
      '192.0.2.7        0x1         0x2         02:00:5e:00:53:07     *        eth0\n',
  )
  for (const [pid, comm, arguments_] of [
    ['10', 'sshd', '/usr/sbin/sshd --secret=hunter2'],
    ['11', 'kworker/0:1', ''],
  ])
    for (const [file, value] of [
      ['comm', comm],
      ['cmdline', arguments_],
    ])
      put(`proc/${pid}/${file}`, value!)
  put('proc/12/comm', 'renamed')
  symlinkSync('/opt/remote/anyviewer (deleted)', join(root, 'proc/12/exe'))
  put(
    'usr/share/applications/a.desktop',
    '[Desktop Entry]\nType=Application\nName=Text Editor\nName[de]=Texteditor\n\n[Desktop Action x]\nName=New Window\n',
  )
  put(
    'var/lib/dpkg/status',
    'Package: coreutils\nStatus: install ok installed\n\nPackage: gone\nStatus: deinstall ok config-files\n\n',
  )
}

const iw: Ask = async (program, ...args) => {
  const line = [program, ...args].join(' ')
  if (line === 'iw dev') return 'phy#0\n\tInterface wlan0\n\t\ttype managed\n'
  if (line === 'iw dev wlan0 scan dump')
    return 'BSS 02:00:5e:00:53:aa(on wlan0) -- associated\n\tSSID: my home\nBSS 02:00:5E:00:53:bb(on wlan0)\n\tSSID: next door\n'
  if (line === 'iw dev wlan0 link') return 'Connected to 02:00:5e:00:53:aa (on wlan0)\n'
  if (line === 'ip -6 neigh')
    return 'fe80::7 dev eth0 lladdr 02:00:5e:00:53:77 REACHABLE\nfe80::8 dev eth0 FAILED\n'
  return ''
}

describe('inventory', () => {
  it('tells what is plugged in, connected, near and running, and fits its kind', async () => {
    machine()
    const found = await inventory(root, iw)
    expect(found).toEqual({
      usb: [
        {
          vid: '1209',
          pid: '0001',
          product: 'Invented Keyboard',
          serial: 'A-1',
          classes: ['03', '03'],
          interfaces: 2,
        },
        { vid: '1209', pid: '0002', classes: ['08'], interfaces: 1 },
      ],
      displays: [{ edid: '00ffffffffffff00' }],
      gateway: { ip: '192.0.2.1', mac: '02:00:5e:00:53:01' },
      neighbours: [
        { ip: '192.0.2.7', mac: '02:00:5e:00:53:07' },
        { ip: 'fe80::7', mac: '02:00:5e:00:53:77' },
      ],
      bssids: ['02:00:5e:00:53:aa', '02:00:5e:00:53:bb'],
      processes: ['anyviewer', 'sshd'],
      programs: ['Text Editor', 'coreutils'],
    })
    const problems: object[] = []
    ;(kinds.inventory.schema as { check(v: unknown, f: string, p: object[]): void }).check(
      JSON.parse(JSON.stringify(found)),
      'data',
      problems,
    )
    expect(problems).toEqual([])
  })

  it('never holds the name of a network, an argument or an address of a process', async () => {
    machine()
    expect(JSON.stringify(await inventory(root, iw))).not.toMatch(/my home|next door|hunter2|\/opt/)
  })

  it('asks nmcli where there is no iw', async () => {
    const found = await inventory(root, async (program) =>
      program === 'nmcli' ? '02\\:00\\:5E\\:00\\:53\\:AA\n02\\:00\\:5E\\:00\\:53\\:AA\n' : '',
    )
    expect(found).toEqual({ bssids: ['02:00:5e:00:53:aa'] })
  })

  it('of a machine that tells nothing says nothing, rather than that nothing is there', async () => {
    expect(await inventory(root, async () => '')).toEqual({})
  })

  it('is told anew when something is plugged in or the gateway is another, not when a program starts', () => {
    machine()
    const before = fingerprint(root)
    put('proc/13/comm', 'xterm')
    expect(fingerprint(root)).toBe(before)
    put('sys/bus/usb/devices/1-2/idVendor', '1d6b\n')
    put('sys/bus/usb/devices/1-2/idProduct', '0104\n')
    const plugged = fingerprint(root)
    expect(plugged).not.toBe(before)
    put('proc/net/arp', '\n192.0.2.1        0x1         0x2         02:00:5e:00:53:02     *        eth0\n')
    expect(fingerprint(root)).not.toBe(plugged)
  })

  it('reads this machine', async () => {
    const found = await inventory()
    expect(found.processes?.length).toBeGreaterThan(0)
  })
})
