import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Capture, Input } from '../input.ts'
import { decoder } from './decode.ts'
import { type EvDevice, evDevices } from './devices.ts'
import { records } from './records.ts'

/** A stamp that is this far from its receipt is of another clock, or of one that was set meanwhile. Milliseconds. */
const believed = 5000
const settle = 300

/**
 * Input of the kernel's devices, below whatever desktop runs: also what Wayland shows no other program. The user must
 * be able to read /dev/input (group `input`). Each device is read by a `cat` of its own: Node can't wait for a
 * character device without holding a thread, and a pipe it can. Times are the kernel's, to the microsecond.
 */
export async function evInput(
  onInput: (input: Input) => void,
  clock: Clock,
  root = '/',
  gone: (why: string) => void = () => {},
): Promise<Capture> {
  const folder = join(root, 'dev/input')
  const open = new Map<string, { device: EvDevice; reader: ChildProcess }>()
  let holds = 0
  let later: NodeJS.Timeout | undefined
  let over = false

  const listen = (device: EvDevice) => {
    const reader = spawn('cat', [join(folder, device.node)], { stdio: ['ignore', 'pipe', 'ignore'] })
    open.set(device.node, { device, reader })
    const take = decoder(
      device,
      ({ epoch }) => {
        const now = performance.now()
        const at = clock.monotonic(epoch)
        return Math.abs(now - at) > believed ? now : Math.min(at, now)
      },
      () => ++holds,
      onInput,
    )
    reader.stdout!.on('data', records(take))
    // Unplugged, or not to be read: another look shows what is there now.
    const end = () => {
      if (open.get(device.node)?.reader === reader) open.delete(device.node)
      if (!over && open.size === 0) gone('no input device can be read any more')
    }
    reader.on('error', end)
    reader.on('exit', end)
  }
  const look = () => {
    for (const device of evDevices(root)) if (!open.has(device.node) && readable(device.node)) listen(device)
  }
  const readable = (node: string) => {
    try {
      accessSync(join(folder, node), constants.R_OK)
      return true
    } catch {
      return false
    }
  }
  look()
  if (open.size === 0)
    throw new Error(
      existsSync(folder)
        ? `No keyboard or pointer in ${folder} can be read: add the user to the group "input", or run in an X session.`
        : `There is no ${folder}: this machine has no input devices of its own.`,
    )
  let watcher: FSWatcher | undefined
  try {
    watcher = watch(folder, () => {
      clearTimeout(later)
      later = setTimeout(look, settle)
    })
    watcher.on('error', () => {})
  } catch {
    // nothing is plugged in later, then
  }
  return {
    name: 'evdev',
    devices: () => [...open.values()].map(({ device: { name, does, from } }) => ({ name, does, from })),
    resolution: () => 0.001,
    stop() {
      over = true
      clearTimeout(later)
      watcher?.close()
      for (const { reader } of open.values()) reader.kill()
      open.clear()
    },
  }
}
