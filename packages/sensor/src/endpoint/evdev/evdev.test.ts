import { execFileSync } from 'node:child_process'
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  type WriteStream,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Clock } from '../clock.ts'
import type { Input } from '../input.ts'
import { decoder } from './decode.ts'
import { type EvDevice, evDevices } from './devices.ts'
import { evInput } from './input.ts'
import { records } from './records.ts'

/** As the kernel writes /proc/bus/input/devices; names, numbers and bitmaps invented after its format. */
const proc = `I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
P: Phys=isa0060/serio0/input0
S: Sysfs=/devices/platform/i8042/serio0/input/input3
U: Uniq=
H: Handlers=sysrq kbd event3 leds
B: PROP=0
B: EV=120013
B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe

I: Bus=0003 Vendor=1234 Product=0002 Version=0110
N: Name="Invented Wireless Mouse"
H: Handlers=mouse0 event5
B: PROP=0
B: EV=17
B: KEY=ff0000 0 0 0 0
B: REL=1943

I: Bus=0018 Vendor=1234 Product=0003 Version=0100
N: Name="Invented Touchpad"
H: Handlers=mouse1 event7
B: PROP=5
B: EV=1b
B: KEY=e520 10000 0 0 0 0
B: ABS=2e0800000000003

I: Bus=0003 Vendor=1234 Product=0004 Version=0100
N: Name="Invented KVM"
H: Handlers=mouse2 event8
B: PROP=0
B: EV=1b
B: KEY=70000 0 0 0 0
B: ABS=3

I: Bus=0005 Vendor=1234 Product=0005 Version=0100
N: Name="Remapper"
H: Handlers=kbd event9
B: PROP=0
B: EV=3
B: KEY=fffffffffffffffe

I: Bus=0019 Vendor=0000 Product=0005 Version=0000
N: Name="Lid Switch"
H: Handlers=event0
B: PROP=0
B: EV=21
B: SW=1
`

/** One `struct input_event`. */
function record(epoch: number, type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(24)
  bytes.writeBigInt64LE(BigInt(Math.floor(epoch / 1000)), 0)
  bytes.writeBigInt64LE(BigInt(Math.round((epoch % 1000) * 1000)), 8)
  bytes.writeUInt16LE(type, 16)
  bytes.writeUInt16LE(code, 18)
  bytes.writeInt32LE(value, 20)
  return bytes
}
const report = (epoch: number) => record(epoch, 0, 0, 0)

describe('devices', () => {
  it('are those that type or point, with their bus and whether they tell places', () => {
    const root = mkdtempSync(join(tmpdir(), 'telltale-ev-'))
    try {
      mkdirSync(join(root, 'proc/bus/input'), { recursive: true })
      writeFileSync(join(root, 'proc/bus/input/devices'), proc)
      // A remapper's device claims Bluetooth; the tree of devices says that a program made it.
      mkdirSync(join(root, 'sys/devices/virtual/input/input20'), { recursive: true })
      mkdirSync(join(root, 'sys/class/input/event9'), { recursive: true })
      symlinkSync(
        join(root, 'sys/devices/virtual/input/input20'),
        join(root, 'sys/class/input/event9/device'),
      )
      expect(evDevices(root).map((d) => [d.node, d.does, d.touchpad, d.from.bus, d.from.absolute])).toEqual([
        ['event3', 'keys', false, 'internal', false],
        ['event5', 'pointer', false, 'usb', false],
        ['event7', 'pointer', true, 'internal', false],
        ['event8', 'pointer', false, 'usb', true],
        ['event9', 'keys', false, 'virtual', false],
      ])
      expect(evDevices(join(root, 'nowhere'))).toEqual([])
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})

const of = (does: EvDevice['does'], touchpad = false): EvDevice => ({
  ...{ node: 'event1', name: 'x', does, touchpad },
  from: { bus: 'usb', injected: false, absolute: false },
})

function decoded(device: EvDevice, bytes: Buffer[]): Input[] {
  const seen: Input[] = []
  let holds = 0
  const read = records(
    decoder(
      device,
      (r) => r.epoch,
      () => ++holds,
      (i) => seen.push(i),
    ),
  )
  for (const chunk of bytes) read(chunk)
  return seen
}

describe('records', () => {
  const t = 1_767_225_600_000.25
  it('are read to the microsecond, wherever the stream is cut', () => {
    const bytes = Buffer.concat([record(t, 1, 30, 1), report(t), record(t + 80, 1, 30, 0), report(t + 80)])
    const whole = decoded(of('keys'), [bytes])
    expect(whole).toMatchObject([
      { is: 'press', class: 'letter', at: t },
      { is: 'release', at: t + 80 },
    ])
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 6 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i]!, end))
        expect(decoded(of('keys'), chunks)).toEqual(whole)
      }),
    )
  })

  it('a key held gives repeats; a release of a key that was never pressed gives nothing', () => {
    const seen = decoded(of('keys'), [
      record(t, 1, 48, 0),
      record(t, 1, 57, 1),
      record(t + 250, 1, 57, 2),
      record(t + 283, 1, 57, 2),
      record(t + 300, 1, 57, 0),
    ])
    expect(seen.map((i) => i.is)).toEqual(['press', 'repeat', 'repeat', 'release'])
  })

  it('a mouse’s report is one movement; wheels and other axes are none', () => {
    const seen = decoded(of('pointer'), [
      record(t, 2, 0, 3),
      record(t, 2, 1, -2),
      report(t),
      record(t + 8, 2, 8, 1),
      report(t + 8),
      record(t + 16, 1, 0x110, 1),
      report(t + 16),
      record(t + 20, 1, 0x111, 1),
    ])
    expect(seen).toMatchObject([
      { is: 'move', dx: 3, dy: -2 },
      { is: 'down', primary: true },
      { is: 'down', primary: false },
    ])
  })

  it('a finger that is lifted and put down elsewhere has not moved between', () => {
    const put = (at: number, x: number, y: number, touch?: number) => [
      ...(touch === undefined ? [] : [record(at, 1, 0x14a, touch)]),
      record(at, 3, 0, x),
      record(at, 3, 1, y),
      report(at),
    ]
    const seen = decoded(of('pointer', true), [
      ...put(t, 100, 100, 1),
      ...put(t + 10, 104, 99),
      record(t + 20, 1, 0x14a, 0),
      report(t + 20),
      ...put(t + 90, 900, 900, 1),
      ...put(t + 100, 901, 900),
    ])
    expect(seen).toMatchObject([
      { is: 'move', dx: 4, dy: -1 },
      { is: 'move', dx: 1, dy: 0 },
    ])
  })

  it('after the kernel has dropped some, nothing is made up', () => {
    const seen = decoded(of('keys'), [
      record(t, 1, 30, 1),
      record(t + 1, 0, 3, 0),
      record(t + 2, 1, 31, 1),
      report(t + 2),
      record(t + 3, 1, 30, 0),
      record(t + 4, 1, 32, 1),
    ])
    expect(seen.map((i) => i.is)).toEqual(['press', 'press'])
  })

  it('tells of a key nothing that tells which of its class it was', () => {
    const letters = [16, 17, 30, 44].map((code) =>
      decoded(of('keys'), [record(t, 1, code, 1), record(t, 1, code, 0)]),
    )
    for (const one of letters) expect(one).toEqual(letters[0])
  })

  it('any bytes at all are read without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, pointer) => {
        decoded(of(pointer ? 'pointer' : 'keys', pointer), [Buffer.from(bytes)])
      }),
    )
  })
})

describe('a capture of devices that come and go', () => {
  let root = ''
  let stop = () => {}
  let open: WriteStream[] = []
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'telltale-ev-'))
    mkdirSync(join(root, 'proc/bus/input'), { recursive: true })
    mkdirSync(join(root, 'dev/input'), { recursive: true })
    writeFileSync(join(root, 'proc/bus/input/devices'), proc)
  })
  afterEach(() => {
    stop()
    for (const stream of open) stream.destroy()
    open = []
    rmSync(root, { recursive: true, force: true })
  })
  /** A pipe where the device's node would be: the reader waits for records as it does for a device. */
  const plug = (node: string) => {
    execFileSync('mkfifo', [join(root, 'dev/input', node)])
    return () => {
      const stream = createWriteStream(join(root, 'dev/input', node))
      stream.on('error', () => {})
      open.push(stream)
      return stream
    }
  }
  const until = async (is: () => boolean) => {
    for (let tries = 0; !is(); tries++) {
      if (tries > 200) throw new Error('not within 4 s')
      await wait(20)
    }
  }

  it('reads what comes, on the clock of its receipt, goes on when one is unplugged and takes a new one', async () => {
    const seen: Input[] = []
    let gone = ''
    const keyboard = plug('event3')
    const capture = await evInput(
      (i) => seen.push(i),
      new Clock(),
      root,
      (why) => {
        gone = why
      },
    )
    stop = capture.stop
    const writer = keyboard()
    const before = performance.now()
    writer.write(Buffer.concat([record(Date.now() - 5, 1, 30, 1), record(Date.now(), 1, 30, 0)]))
    await until(() => seen.length === 2)
    expect((seen[0] as { at: number }).at).toBeGreaterThan(before - 50)
    expect((seen[0] as { at: number }).at).toBeLessThanOrEqual(performance.now())
    // Of another clock: the time of receipt.
    writer.write(record(1000, 1, 31, 1))
    await until(() => seen.length === 3)
    expect((seen[2] as { at: number }).at).toBeGreaterThan(before)
    const mouse = plug('event5')
    const mouseWriter = mouse()
    mouseWriter.write(Buffer.concat([record(Date.now(), 2, 0, 4), report(Date.now())]))
    await until(() => seen.length === 4)
    expect(capture.devices().map((d) => d.name)).toEqual([
      'AT Translated Set 2 keyboard',
      'Invented Wireless Mouse',
    ])
    writer.destroy()
    await until(() => capture.devices().length === 1)
    expect(gone).toBe('')
    mouseWriter.destroy()
    await until(() => gone !== '')
  })

  it('says what to do where nothing can be read', async () => {
    await expect(evInput(() => {}, new Clock(), root)).rejects.toThrow('group "input"')
    await expect(evInput(() => {}, new Clock(), join(root, 'none'))).rejects.toThrow('There is no')
  })
})
