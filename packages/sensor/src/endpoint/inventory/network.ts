import { join } from 'node:path'
import { textOf } from './files.ts'

export interface Neighbour {
  ip: string
  mac: string
}

export interface Surroundings {
  gateway?: { ip: string; mac?: string }
  neighbours: Neighbour[]
}

const flagGateway = 2
const nobody = '00:00:00:00:00:00'

/**
 * The default gateway (/proc/net/route: addresses as little-endian hexadecimal; the lowest metric wins) and who else
 * has spoken on the same network (/proc/net/arp, and `ip -6 neigh`, whose text is `ipNeighbours`).
 */
export function surroundings(root: string, ipNeighbours = ''): Surroundings {
  const known = new Map<string, string>()
  for (const row of textOf(join(root, 'proc/net/arp')).split('\n').slice(1)) {
    const [ip, , , mac] = row.split(/\s+/)
    if (ip && mac && mac !== nobody) known.set(ip, mac)
  }
  for (const row of ipNeighbours.split('\n')) {
    const found = /^(\S+) dev \S+ lladdr ([0-9a-f:]{17})\b/.exec(row.trim())
    if (found && !/\bFAILED\b/.test(row)) known.set(found[1]!, found[2]!)
  }
  const routes = textOf(join(root, 'proc/net/route'))
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t').map((cell) => cell.trim()))
    .filter((r) => r[1] === '00000000' && (Number.parseInt(r[3] ?? '0', 16) & flagGateway) !== 0)
    .sort((a, b) => Number(a[6]) - Number(b[6]))
  const ip = address(routes[0]?.[2])
  const mac = ip && known.get(ip)
  return {
    ...(ip && { gateway: { ip, ...(mac && { mac }) } }),
    neighbours: [...known]
      .filter(([other]) => other !== ip)
      .map(([other, its]) => ({ ip: other, mac: its }))
      .slice(0, 2000),
  }
}

function address(hex: string | undefined): string | undefined {
  if (!/^[0-9A-Fa-f]{8}$/.test(hex ?? '')) return undefined
  return hex!
    .match(/../g)!
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')
}

/** Hardware addresses of access points in the text of `iw dev NAME scan dump` (`BSS 00:…(on wlan0)`) or `iw dev NAME link`. */
export function bssidsOfIw(text: string): string[] {
  return distinct(/^(?:BSS|Connected to) ([0-9a-f]{2}(?::[0-9a-f]{2}){5})/gim, text)
}

/** Names of wireless interfaces in the text of `iw dev`. */
export function interfacesOfIw(text: string): string[] {
  return [...text.matchAll(/^\s*Interface (\S+)$/gm)].map(([, name]) => name!)
}

/** The same in the text of `nmcli -t -f BSSID dev wifi list`, which escapes the colons. */
export function bssidsOfNmcli(text: string): string[] {
  return distinct(/^([0-9a-f]{2}(?::[0-9a-f]{2}){5})$/gim, text.replaceAll('\\:', ':'))
}

function distinct(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found!.toLowerCase()))].slice(0, 500)
}
