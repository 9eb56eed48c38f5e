import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { closeWindow } from '../../../../../lab/x11.ts'
import { installed, type XSession, xSession } from '../../../../../test/x-session.ts'
import type { Input } from '../input.ts'
import type { Stimulus } from '../reactions.ts'
import { atom } from './devices.ts'
import { Display } from './display.ts'
import { xInput } from './input.ts'
import { xStimuli } from './stimuli.ts'
import { words } from './windows.ts'

/** Against a real Xvfb, with openbox where it is installed; without Xvfb nothing here can be tried. */
const xvfb = installed('Xvfb')
if (!xvfb) process.stderr.write('Xvfb is not installed: the X11 capture is not tried.\n')
const manager = installed('openbox') ? 'openbox' : undefined

describe.skipIf(!xvfb)('an X session', () => {
  let session: XSession
  let display: Display
  const seen: Input[] = []
  const shown: { stimulus: Stimulus; at: number }[] = []
  afterEach(async () => {
    display?.close()
    await session?.stop()
    seen.length = 0
    shown.length = 0
  })

  async function start(number: number, options: Parameters<typeof xSession>[1] = {}) {
    session = await xSession(number, options)
    display = await Display.open(number, options.auth)
    const stimuli = await xStimuli(display, (stimulus, at) => shown.push({ stimulus, at }))
    const input = await xInput(display, (i) => {
      seen.push(i)
      stimuli.take(i)
    })
    display.onEvent = (event) => {
      input.handle(event)
      stimuli.handle(event)
    }
    await display.settled()
    return input
  }
  const until = async (what: string, is: () => boolean) => {
    for (let tries = 0; !is(); tries++) {
      if (tries > 250) throw new Error(`${what}: not within 5 s; seen ${JSON.stringify(shown)}`)
      await wait(20)
    }
  }

  it('tells keys by class, movements by distance, and that a program made them', async () => {
    const input = await start(561)
    await session.key('a')
    await session.key('Shift')
    await session.move(100, 100)
    await session.move(107, 95)
    await session.click()
    await until('input', () => seen.some((i) => i.is === 'up'))
    expect(seen.map((i) => i.is)).toEqual(['press', 'release', 'press', 'release', 'move', 'down', 'up'])
    const from = { bus: 'virtual', injected: true }
    expect(seen[0]).toMatchObject({ class: 'letter', from })
    expect(seen[2]).toMatchObject({ class: 'modifier', hold: 2 })
    expect(seen[4]).toMatchObject({ dx: 7, dy: -5, from: { ...from, absolute: true } })
    expect((seen[1] as { at: number }).at - (seen[0] as { at: number }).at).toBeGreaterThan(30)
    expect(input.devices().map((d) => d.name)).toContain('Virtual core XTEST keyboard')
    for (const i of seen) expect(Object.keys(i)).not.toContain('detail')
  })

  it('is let in with a cookie, and says what to do without', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telltale-x-'))
    try {
      const auth = join(folder, 'authority')
      writeFileSync(auth, record(0xffff, '562', Buffer.from('00112233445566778899aabbccddeeff', 'hex')))
      await start(562, { auth })
      await session.key('a')
      await until('a key', () => seen.length === 2)
      await expect(Display.open(562, join(folder, 'none'))).rejects.toThrow(/refuses.*XAUTHORITY/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('ends with the server, and says so once', async () => {
    await start(563)
    let gone = 0
    display.onGone = () => gone++
    const asked = display.ask(23, 0, Buffer.alloc(4)).catch((e: Error) => e.message)
    session.server.kill('SIGKILL')
    await until('the end', () => gone > 0)
    await asked
    await expect(display.settled()).rejects.toThrow('gone')
    expect(gone).toBe(1)
  })

  /** Opens a window as a program does; `properties` are atoms by name. */
  async function window(
    client: Display,
    properties: Record<string, string[]> = {},
    options: { override?: boolean; transientFor?: number } = {},
  ): Promise<number> {
    const id = client.id()
    const body = Buffer.alloc(36)
    body.writeUInt32LE(id, 0)
    body.writeUInt32LE(client.root, 4)
    body.writeInt16LE(300, 8)
    body.writeInt16LE(200, 10)
    body.writeUInt16LE(300, 12)
    body.writeUInt16LE(200, 14)
    body.writeUInt16LE(1, 18)
    body.writeUInt32LE(0x200, 24)
    body.writeUInt32LE(options.override ? 1 : 0, 28)
    client.send(1, 0, body.subarray(0, 32))
    for (const [name, values] of Object.entries(properties)) {
      const change = Buffer.alloc(20 + 4 * values.length)
      change.writeUInt32LE(id, 0)
      change.writeUInt32LE(await atom(client, name), 4)
      change.writeUInt32LE(4, 8) // ATOM
      change[12] = 32
      change.writeUInt32LE(values.length, 16)
      for (const [i, value] of values.entries()) change.writeUInt32LE(await atom(client, value), 20 + 4 * i)
      client.send(18, 0, change)
    }
    if (options.transientFor) {
      const change = Buffer.alloc(24)
      change.writeUInt32LE(id, 0)
      change.writeUInt32LE(68, 4)
      change.writeUInt32LE(33, 8) // WINDOW
      change[12] = 32
      change.writeUInt32LE(1, 16)
      change.writeUInt32LE(options.transientFor, 20)
      client.send(18, 0, change)
    }
    const map = Buffer.alloc(4)
    map.writeUInt32LE(id, 0)
    client.send(8, 0, map)
    await client.settled()
    return id
  }

  it.skipIf(!manager)(
    'sees windows, dialogs and menus open under a window manager, and nothing else',
    async () => {
      await start(564, { manager })
      const client = await Display.open(564)
      const managed = await atom(client, '_NET_SUPPORTING_WM_CHECK')
      let ready = false
      await until('the manager', () => {
        void words(client, client.root, managed).then((found) => {
          ready = found.length > 0
        })
        return ready
      })
      await wait(300)
      shown.length = 0
      const main = await window(client)
      await until('a window', () => shown.length === 1)
      await window(client, { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_DIALOG'] }, { transientFor: main })
      await until('a dialog', () => shown.length === 2)
      await window(client, {}, { transientFor: main })
      await until('a dialog by its leader', () => shown.length === 3)
      // A tool tip comes by itself, a notification says what it is.
      await window(client, {}, { override: true })
      await window(client, { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_NOTIFICATION'] }, { override: true })
      await window(client, { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_DOCK'] })
      await session.move(50, 700)
      await session.click(3)
      const menu = await window(
        client,
        { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_POPUP_MENU'] },
        { override: true },
      )
      await until('a menu', () => shown.length >= 4)
      await window(client, { _NET_WM_WINDOW_TYPE: ['_NET_WM_WINDOW_TYPE_TOOLTIP'] }, { override: true })
      closeWindow(client, menu)
      await wait(300)
      expect(shown.map((s) => s.stimulus)).toEqual(['window', 'dialog', 'dialog', 'menu'])
      client.close()
    },
  )

  it.skipIf(!installed('xmessage'))('sees a real program’s window without any window manager', async () => {
    await start(565)
    session.run('xmessage', ['a message'])
    await until('its window', () => shown.length === 1)
    expect(shown[0]!.stimulus).toBe('window')
  })

  it('sees the paint that comes after a click, not the pressed button, a caret or what nobody clicked for', async () => {
    await start(566)
    const client = await Display.open(566)
    const id = await window(client)
    await until('the window', () => shown.length === 1)
    const gc = client.id()
    const create = Buffer.alloc(12)
    create.writeUInt32LE(gc, 0)
    create.writeUInt32LE(id, 4)
    client.send(55, 0, create)
    const draw = async (width: number, height: number) => {
      const body = Buffer.alloc(16)
      body.writeUInt32LE(id, 0)
      body.writeUInt32LE(gc, 4)
      body.writeUInt16LE(width, 12)
      body.writeUInt16LE(height, 14)
      client.send(70, 0, body)
      await client.settled()
      return performance.now()
    }
    await session.move(400, 300)
    await draw(300, 200)
    await wait(200)
    await session.click()
    await wait(20)
    await draw(300, 200) // the pressed button, at once
    await wait(250)
    await draw(2, 14) // a caret
    await wait(250)
    expect(shown).toHaveLength(1)
    const at = await draw(300, 150)
    await until('the paint', () => shown.length === 2)
    expect(shown[1]!.stimulus).toBe('paint')
    expect(Math.abs(shown[1]!.at - at)).toBeLessThan(200)
    await wait(200)
    await draw(300, 200) // the second paint answers no click
    await wait(200)
    expect(shown).toHaveLength(2)
    client.close()
  })
})

function record(family: number, display: string, data: Buffer): Buffer {
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const head = Buffer.alloc(2)
  head.writeUInt16BE(family)
  return Buffer.concat([
    head,
    part(Buffer.alloc(0)),
    part(Buffer.from(display)),
    part(Buffer.from('MIT-MAGIC-COOKIE-1')),
    part(data),
  ])
}
