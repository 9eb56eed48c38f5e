/**
 * Two network namespaces per session, "farm" with the device and "away" with the operator, and the emulated path
 * between them. Names carry the session's slot, so that sessions run side by side and a later run can clear what
 * a killed one left.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Passed, Path } from './path/emulator.ts'
import type { Impairment } from './path/impairment.ts'
import { type Children, firstLine } from './processes.ts'

const prefix = 'telltale-'

export interface Network {
  farm: string
  away: string
  /** The device's and the operator's address on the path. */
  device: string
  operator: string
  /** Ends the path and says what it did to the packets. */
  end(): Promise<{ there: Passed; back: Passed }>
}

/** Undefined where namespaces and TUN work; otherwise what is missing, as a sentence. */
export function unavailable(): string | undefined {
  if (process.platform !== 'linux') return 'the range needs Linux'
  if (process.getuid?.() !== 0) return 'the range needs root, for network namespaces and TUN'
  try {
    ip('netns', 'add', `${prefix}probe`)
    ip('netns', 'del', `${prefix}probe`)
  } catch (cause) {
    return `network namespaces do not work here (${String(cause).split('\n')[0]})`
  }
  return undefined
}

/** Removes namespaces of earlier runs; processes of theirs end with the run that started them. */
export function sweep(): void {
  for (const line of ip('netns', 'list').split('\n')) {
    const name = line.split(' ')[0]!
    if (name.startsWith(prefix)) ip('netns', 'del', name)
  }
}

/** Builds both namespaces with `there` from operator to device and `back` the other way. */
export async function connect(
  children: Children,
  slot: number,
  there: Impairment,
  back: Impairment,
  seed: number,
): Promise<Network> {
  const farm = `${prefix}farm${slot}`
  const away = `${prefix}away${slot}`
  const device = `10.77.${slot}.1`
  const operator = `10.77.${slot}.2`
  for (const name of [farm, away]) {
    ip('netns', 'add', name)
    ip('-n', name, 'link', 'set', 'lo', 'up')
  }
  const path: Path = { tuns: [`ttop${slot}`, `ttdev${slot}`], there, back, seed }
  const emulator = children.start(
    process.execPath,
    [fileURLToPath(new URL('path/emulator.ts', import.meta.url)), JSON.stringify(path)],
    { nice: -10, stdin: true },
  )
  const lines = firstLine(emulator, 'ready', 10_000)
  await lines
  for (const [ns, tun, address, peer] of [
    [away, path.tuns[0], operator, device],
    [farm, path.tuns[1], device, operator],
  ] as const) {
    ip('link', 'set', tun, 'netns', ns)
    ip('-n', ns, 'addr', 'add', address, 'peer', peer, 'dev', tun)
    ip('-n', ns, 'link', 'set', tun, 'up', 'mtu', '1500')
  }
  return {
    farm,
    away,
    device,
    operator,
    async end() {
      const said = firstLine(emulator, '{', 3000)
      emulator.kill('SIGTERM')
      const passed = JSON.parse(await said) as { there: Passed; back: Passed }
      for (const name of [farm, away]) ip('netns', 'del', name)
      return passed
    },
  }
}

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 })
}
