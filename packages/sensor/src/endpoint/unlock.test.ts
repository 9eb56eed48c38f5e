import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { installed } from '../../../../test/x-session.ts'
import { busSocket } from './dbus.ts'
import { isUnlock, listenForUnlock } from './unlock.ts'

describe('address of a bus', () => {
  it('is read in all the ways it is written', () => {
    expect(busSocket('unix:path=/run/user/1000/bus,guid=ab12')).toBe('/run/user/1000/bus')
    expect(busSocket('unix:abstract=/tmp/dbus-x,guid=ab')).toBe('\0/tmp/dbus-x')
    expect(busSocket('tcp:host=localhost,port=1;unix:guid=1,path=/a%20b')).toBe('/a b')
    expect(busSocket('tcp:host=localhost')).toBeUndefined()
    expect(busSocket(undefined)).toBeUndefined()
  })
})

describe('what says that a screen was unlocked', () => {
  const changed = (body: string) => ({
    ...{ interface: 'org.freedesktop.DBus.Properties', member: 'PropertiesChanged', signature: 'sa{sv}as' },
    body: Buffer.from(body, 'latin1'),
  })
  it('LockedHint that turns false, and nothing else of logind', () => {
    const hint = (value: string) => changed(`....LockedHint\0\x01b\0${'\0'.repeat(2)}${value}\0\0\0........`)
    expect(isUnlock(hint('\0'))).toBe(true)
    expect(isUnlock(hint('\x01'))).toBe(false)
    expect(isUnlock(changed('....IdleHint\0\x01b\0\0\0\0\0\0\0\0\0'))).toBe(false)
    expect(isUnlock(changed('LockedHint\0\x01b\0'))).toBe(false)
  })
})

const bus = installed('dbus-daemon') && installed('gdbus')
if (!bus)
  process.stderr.write('dbus-daemon or gdbus is not installed: unlocking is not tried on a real bus.\n')

describe.skipIf(!bus)('a real bus', () => {
  let daemon: ChildProcess | undefined
  let stop = () => {}
  afterEach(() => {
    stop()
    daemon?.kill()
  })
  it('is heard: an unlock is told once, a lock and other programs’ signals are not', async () => {
    daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const address = await new Promise<string>((done) =>
      daemon!.stdout!.once('data', (d) => done(String(d).trim())),
    )
    const told: number[] = []
    stop = listenForUnlock((at) => told.push(at), busSocket(address)!, undefined)
    await wait(200)
    const emit = (member: string, active: string) =>
      execFileSync('gdbus', ['emit', '--session', '--object-path', '/x', '--signal', member, active], {
        env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
      })
    emit('org.gnome.ScreenSaver.ActiveChanged', 'true')
    emit('org.example.Player.ActiveChanged', 'false')
    emit('org.gnome.ScreenSaver.WakeUpScreen', 'false')
    await wait(200)
    expect(told).toHaveLength(0)
    emit('org.gnome.ScreenSaver.ActiveChanged', 'false')
    emit('org.freedesktop.ScreenSaver.ActiveChanged', 'false')
    for (let tries = 0; told.length === 0 && tries < 100; tries++) await wait(20)
    await wait(100)
    expect(told).toHaveLength(1)
  })
})
