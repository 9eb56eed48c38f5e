import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rowsIn, rowsOf } from './rows-of.ts'

const plain =
  'Bus 002 Device 001: ID 1d6b:0003 Linux Foundation 3.0 root hub\nBus 001 Device 004: ID f00d:0001 Invented Stick\n'
const usb = (value: Record<string, unknown> | undefined) =>
  (value?.data as { usb: Record<string, unknown>[] } | undefined)?.usb ?? []

describe('lsusb', () => {
  it('reads the list without -v too: ids, and nothing made up', async () => {
    const read = await rowsOf('LT-7.txt', plain)
    expect(usb(read.values[0])).toEqual([
      { vid: '1d6b', pid: '0003' },
      { vid: 'f00d', pid: '0001' },
    ])
    expect(read.values[0]?.about).toEqual(['device:LT-7'])
  })

  it('takes the time from the file’s name, else from its first line, else from when it was written', async () => {
    const at = async (name: string, text: string) => (await rowsOf(name, text)).values[0]?.at
    expect(await at('LT-7_2026-03-02T0930.txt', `# 2026-01-01\n${plain}`)).toBe(Date.UTC(2026, 2, 2, 9, 30))
    expect(await at('LT-7.txt', `# 2026-03-02T09:30:00Z\n${plain}`)).toBe(Date.UTC(2026, 2, 2, 9, 30))
    expect(await at('LT-7.txt', plain)).toBeGreaterThan(Date.UTC(2026, 0, 1))
  })

  it('is told from a page with many blank lines before one at once', async () => {
    expect((await rowsOf('LT-7.txt', `${'\n'.repeat(500)}${plain}`)).unrecognised).toBeUndefined()
    expect((await rowsOf('LT-7.txt', `${'\n'.repeat(500)}A word\n${plain}`)).unrecognised).toBe(true)
  })

  it('a page that only mentions lsusb is left alone', async () => {
    expect((await rowsOf('howto.md', `# How to\n\nRun lsusb:\n\n${plain}`)).unrecognised).toBe(true)
  })

  const dumps = `${process.env.TELLTALE_DATA ?? new URL('../../../../../shared/data', import.meta.url).pathname}/remote-tools/ipkvm-device-dumps`
  it.skipIf(!existsSync(dumps))('reads the dumps of two real IP-KVMs', async () => {
    const comet = await rowsIn(`${dumps}/comet_lsusb`, 'comet_lsusb')
    expect(usb(comet.values[0])).toEqual([
      expect.objectContaining({
        vid: '1d6b',
        pid: '0104',
        manufacturer: 'GLKVM',
        serial: 'CAFEBABE',
        interfaces: 6,
        classes: ['e0', '0a', '03', '08'],
      }),
    ])
    const jetkvm = await rowsIn(`${dumps}/jetkvm_lsusb`, 'jetkvm_lsusb')
    expect(usb(jetkvm.values[0])).toEqual([
      expect.objectContaining({
        vid: '1d6b',
        pid: '0104',
        manufacturer: 'JetKVM',
        product: 'USB Emulation Device',
        interfaces: 4,
        classes: ['03', '08'],
      }),
    ])
    expect(usb(jetkvm.values[0])[0]?.serial).toBeUndefined()
  })
})
