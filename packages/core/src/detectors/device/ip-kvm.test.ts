import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, type Data, digest, drain, facts, plan, score } from '../../index.ts'
import { plugged, usbClass, usbId } from '../../signals/plugged.ts'
import type { Observation } from '../../types.ts'
import ipKvm from './ip-kvm.ts'

const at = 1_767_225_600_000
type Inventory = Data['inventory']

function observe(data: Inventory, i = 0): Observation<'inventory'> {
  const row = { kind: 'inventory', at: at + i, about: ['device:LT-1', 'person:W-1'], data }
  const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  return accepted.observation as Observation<'inventory'>
}

function drained(...snapshots: Inventory[]) {
  const out = drain(plan([ipKvm]), [snapshots.map(observe)])
  expect(out.faults).toEqual([])
  return out
}

function judge(...snapshots: Inventory[]) {
  const out = drained(...snapshots)
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

/** What an inventory weighs for hands elsewhere; undefined where nothing was accused. */
function accuses(data: Inventory): number | undefined {
  const { evidence } = judge(data)
  return evidence?.is === 'evidence' ? evidence.weights['hands-elsewhere'] : undefined
}

const office = { manufacturer: 'DEL', product: 'a1d2', name: 'DELL U2722D', serial: 'CN0H1J2K3L' }
const projector = { manufacturer: 'TSB', product: '0x8801', name: 'T749-fHD720' }
const gadget = { vid: '0x1d6b', pid: '0x0104' }

/** A base block of our own making, with its checksum. */
function edid(letters: string, product: number, name: string): string {
  const bytes = new Array<number>(128).fill(0)
  bytes.fill(255, 1, 7)
  const id = [...letters].reduce((n, letter) => n * 32 + letter.charCodeAt(0) - 64, 0)
  bytes.splice(8, 4, id >> 8, id & 255, product & 255, product >> 8)
  const text = [...name.slice(0, 13).padEnd(13, '\n')].map((c) => c.charCodeAt(0))
  bytes.splice(54, 18, 0, 0, 0, 0xfc, 0, ...text)
  bytes[127] = (256 - (bytes.reduce((a, b) => a + b, 0) % 256)) % 256
  return bytes.map((b) => b.toString(16).padStart(2, '0')).join('')
}

describe('device/ip-kvm', () => {
  it.each<[string, Inventory]>([
    ['NanoKVM by its own identity', { usb: [{ vid: '3346', pid: '1009' }] }],
    ['GL.iNet Comet, whatever its product id', { usb: [{ vid: '38EB', pid: '0107', classes: ['03'] }] }],
    ['PiKVM’s Pico bridge', { usb: [{ vid: '1209', pid: 'eda2', classes: ['HID'] }] }],
    ['PiKVM by the gadget’s serial', { usb: [{ ...gadget, serial: 'CAFEBABE' }] }],
    ['TinyPilot by the gadget’s serial', { usb: [{ ...gadget, serial: '6b65796d696d6570690' }] }],
    ['JetKVM by what it calls itself', { usb: [{ ...gadget, manufacturer: 'JetKVM' }] }],
    ['a renumbered PiKVM by what it calls itself', { usb: [{ vid: '1234', pid: '1', product: 'PiKVM V4' }] }],
    ['a PiKVM’s picture input', { displays: [{ edid: edid('LNX', 0x7773, 'V4') }] }],
    ['a TinyPilot’s picture input', { displays: [{ manufacturer: 'TSB', product: '9876' }] }],
    ['a JetKVM’s Asus', { displays: [{ name: 'PA248QV', serial: 'M1LMQS052157' }] }],
  ])('finds by itself: %s', (_, data) => {
    expect(accuses(data)).toBe(2)
  })

  it.each<[string, Inventory]>([
    ['a real Logitech receiver', { usb: [{ vid: '046d', pid: 'c52b', classes: ['03', '03', '03'] }] }],
    [
      'a real Logitech receiver as Windows’ driver calls it, with an instance number for a serial',
      {
        usb: [
          {
            vid: '046D',
            pid: 'C52B',
            manufacturer: 'Logitech (x64)',
            product: 'Logitech USB Input Device',
            serial: '6&2ab3c&0&3',
            classes: ['HIDClass'],
          },
        ],
      },
    ],
    ['a real Dell keyboard', { usb: [{ vid: '413c', pid: '2011', classes: ['03', '03'], interfaces: 2 }] }],
    ['a real Microsoft keyboard', { usb: [{ vid: '45e', pid: '5f', classes: ['3', '0x03'] }] }],
    ['any Linux gadget', { usb: [{ ...gadget, classes: ['02', '0a'], product: 'FunctionFS' }] }],
    ['a projector', { usb: [{ vid: '413c', pid: '2113', classes: ['03'] }], displays: [projector] }],
    ['a debug probe', { usb: [{ vid: '0d28', pid: '0204', classes: ['03', '08', '02'], serial: '0240' }] }],
    [
      'a stick and a keyboard beside each other',
      {
        usb: [
          { vid: '0781', pid: '5581', classes: ['08'] },
          { vid: '413c', pid: '2113', classes: ['03', '03'] },
        ],
      },
    ],
    [
      'a joke of a serial on a drive',
      { usb: [{ vid: '0781', pid: '5581', serial: 'CAFEBABE', classes: ['08'] }] },
    ],
    [
      'the real model of a monitor that JetKVM copies',
      { displays: [{ manufacturer: 'DEL', product: '2013', name: 'DELL D2721H', serial: '7KX91Z2' }] },
    ],
    [
      'a GL.iNet travel router',
      { usb: [{ vid: '413c', pid: '2113' }], gateway: { mac: '94:83:c4:01:02:03' } },
    ],
    [
      'the fallback display of Linux',
      { displays: [{ manufacturer: 'LNX', product: '0000', name: 'Linux FHD' }] },
    ],
  ])('does not accuse for %s', (_, data) => {
    const { evidence } = judge(data)
    expect(evidence?.is).toBe('clear')
    expect(evidence?.weights['hands-elsewhere'] ?? 0).toBeLessThanOrEqual(0)
  })

  it('sees through a disguise by what does not fit, more surely the less fits', () => {
    const receiver = (more: object) => accuses({ usb: [{ vid: '046d', pid: 'c52b', ...more }] })
    expect(receiver({ classes: ['03', '03'], interfaces: 2 })).toBeCloseTo(0.6)
    expect(receiver({ classes: ['03'], interfaces: 4, serial: '6f1e0c22' })).toBeCloseTo(1.2)
    expect(receiver({ classes: ['HID', 'Mass Storage'] })).toBe(1.5)
    const keyboard = { vid: '413c', pid: '2011' }
    expect(accuses({ usb: [{ ...keyboard, serial: '6f1e0c22' }] })).toBeUndefined()
    expect(accuses({ usb: [{ ...keyboard, serial: '6f1e0c22', interfaces: 3 }] })).toBeCloseTo(0.6)
  })

  it('finds a keyboard that is a drive under any vendor’s name, also where Windows lists its functions apart', () => {
    expect(accuses({ usb: [{ vid: 'beef', pid: '0001', classes: ['03', '03', '08'] }] })).toBe(1)
    const functions = ['HIDClass', 'USBSTOR'].map((name) => ({
      ...gadget,
      serial: '9&9f4&0&3',
      classes: [name],
    }))
    expect(accuses({ usb: functions })).toBe(1)
    expect(judge({ usb: functions.slice(0, 1) }, { usb: functions.slice(1) }).evidence?.weight).toBe(1)
  })

  it('takes two weak traces together: a gadget beside a projector’s identity', () => {
    expect(accuses({ usb: [gadget], displays: [office] })).toBeUndefined()
    expect(accuses({ usb: [gadget], displays: [projector] })).toBeCloseTo(0.8)
    const shipped = { ...gadget, manufacturer: 'JetKVM', product: 'USB Emulation Device' }
    expect(accuses({ usb: [shipped], displays: [projector] })).toBeCloseTo(2.3)
  })

  it('never passes its family’s cap, and opens no case by itself: a hobbyist’s PiKVM in IT', () => {
    const hobby: Inventory = {
      usb: [{ ...gadget, manufacturer: 'PiKVM', product: 'PiKVM Composite Device', serial: 'CAFEBABE' }],
      displays: [{ edid: edid('LNX', 0x7773, 'PiKVM V4 Plus') }],
      neighbours: [{ mac: 'b8:27:eb:00:00:01', name: 'pikvm.local' }],
    }
    const out = drained(hobby)
    expect(out.evidence[0]?.weight).toBe(2.5)
    expect(out.evidence[0]?.says).toContain('two other kinds of trace agree')
    expect(out.evidence[0]?.lists).toEqual({ 'ip-kvm': facts['ip-kvm'].version })
    const { listed, opens } = score(out.evidence)
    expect([listed, opens]).toEqual([true, false])
  })

  it('takes a box on the same network as a weak trace', () => {
    const usb = [{ vid: '413c', pid: '2113', classes: ['03'] }]
    expect(accuses({ usb, neighbours: [{ mac: '30-52-53-aa-bb-cc' }] })).toBe(0.5)
    expect(judge({ usb, neighbours: [{ name: 'glkvm' }] }).evidence?.says).toMatch(/weakly/)
  })

  it('abstains where nothing plugged in can be seen, and says which half is missing', () => {
    expect(judge({ processes: ['a'] }).because).toMatch(/no USB device and no display/)
    expect(judge({ usb: [], displays: [] }).because).toMatch(/no USB device and no display/)
    expect(judge({ displays: [{ edid: 'ff' }, {}] }).because).toMatch(/no USB device and no display/)
    expect(judge({ usb: [{ vid: 'none', pid: '???' }] }).because).toMatch(/no USB device/)
    const half = judge({ displays: [office] }).evidence
    expect([half?.is, half?.weight]).toEqual(['clear', 0])
    expect(half?.says).toMatch(/no USB device, so that half is not measured/)
    expect(judge({ usb: [{ vid: '413c', pid: '2113' }], displays: [office] }).evidence?.weight).toBe(0)
  })

  it('does not call a flood of devices clear, and still finds what it keeps', () => {
    const flood = Array.from({ length: 400 }, (_, i) => ({ vid: (i + 1).toString(16), pid: '1' }))
    expect(judge({ usb: flood }).because).toMatch(/were not looked at/)
    expect(accuses({ usb: [...flood, { vid: '0000', pid: '1', product: 'JetKVM' }] })).toBe(2)
  })
})

describe('signals/plugged', () => {
  it.each([
    ['3', '03'],
    ['0x08', '08'],
    ['03/01/01', '03'],
    ['08h', '08'],
    ['Human Interface Device', '03'],
    ['Mass Storage', '08'],
    ['AudioEndpoint', 'audioendpoint'],
    ['', ''],
  ])('reads the class %j as %j', (written, read) => {
    expect(usbClass(written)).toBe(read)
  })

  it('takes ids for 16-bit hexadecimal numbers only', () => {
    expect(['0x046D', '46d', ' 046d '].map(usbId)).toEqual(['046d', '046d', '046d'])
    expect(['', 'logitech', '1d6b0', '-1'].map(usbId)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('keeps no address and no name of other machines in a home', () => {
    const state = plugged.add(plugged.empty, [
      observe({
        gateway: { ip: '192.168.1.1', mac: '3c:84:6a:11:22:33' },
        neighbours: [{ ip: '192.168.1.9', mac: '3c:84:6a:44:55:66', name: 'Ruths-iPhone' }],
      }),
    ])
    expect(JSON.stringify(state)).not.toMatch(/iPhone|44:55|11:22|192\.168/i)
  })

  const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
  const anyInventory = fc.record({
    usb: fc.array(
      fc.record({
        vid: fc.constantFrom('046d', '1d6b', '0x413c'),
        pid: fc.constantFrom('c52b', '0104', '2011'),
        manufacturer: some('Dell', 'JetKVM'),
        product: some('', 'Keyboard'),
        serial: some('CAFEBABE', '5&1&2'),
        classes: some(['03'], ['HID', 'HID'], ['08']),
        interfaces: some(2, 3),
      }),
      { maxLength: 4 },
    ),
    displays: fc.array(fc.constantFrom(office, projector, {}), { maxLength: 2 }),
    neighbours: fc.array(
      fc.record({ mac: some('30:52:53:00:00:01', '94:83:c4:00:00:02'), name: some('pikvm', 'tv') }),
      { maxLength: 2 },
    ),
  })

  it('has the same state whatever the order, the splitting and the repetition of its batches', () => {
    fc.assert(
      fc.property(fc.array(anyInventory, { maxLength: 5 }), fc.nat(), (snapshots, cut) => {
        const all = snapshots.map(observe)
        const k = cut % (all.length + 1)
        const whole = plugged.add(plugged.empty, all)
        const reversed = [...all].reverse().reduce((s, row) => plugged.add(s, [row]), plugged.empty)
        const merged = plugged.merge(
          plugged.add(plugged.empty, all.slice(k)),
          plugged.add(plugged.empty, all.slice(0, k)),
        )
        expect(reversed).toEqual(whole)
        expect(merged).toEqual(whole)
        expect(plugged.merge(whole, whole)).toEqual(whole)
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })
})
