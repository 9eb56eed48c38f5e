import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { line } from './files.ts'

/** EDIDs of what is connected, in hexadecimal, from sysfs: one folder per connector (`card0-HDMI-A-1`). */
export function displays(root: string): { edid: string }[] {
  const folder = join(root, 'sys/class/drm')
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names
    .filter((name) => /^card\d+-/.test(name) && line(join(folder, name, 'status')) !== 'disconnected')
    .sort()
    .flatMap((name) => {
      try {
        const edid = readFileSync(join(folder, name, 'edid')).toString('hex')
        return edid && edid.length <= 8192 ? [{ edid }] : []
      } catch {
        return []
      }
    })
    .slice(0, 64)
}
