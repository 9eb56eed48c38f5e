import { readdirSync, readlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { line, lines, textOf } from './files.ts'

const most = 5000

/**
 * Names of the programs that run: of the file that runs where it may be read, else what the kernel calls it. Never
 * arguments, which hold names of files, addresses and passwords. The kernel's own threads are left out.
 */
export function processes(root: string): string[] {
  const folder = join(root, 'proc')
  const names = new Set<string>()
  for (const pid of list(folder)) {
    if (!/^\d+$/.test(pid)) continue
    let name: string | undefined
    try {
      name = basename(readlinkSync(join(folder, pid, 'exe'))).replace(/ \(deleted\)$/, '')
    } catch {
      // A process of another user hides its file; a thread of the kernel has none and no arguments either.
      name = textOf(join(folder, pid, 'cmdline')) ? line(join(folder, pid, 'comm')) : undefined
    }
    if (name) names.add(name)
  }
  return [...names].sort().slice(0, most)
}

/** Installed programs: names in the menus, and Debian's packages. */
export function programs(root: string): string[] {
  const names = new Set<string>()
  for (const folder of [
    'usr/share/applications',
    'usr/local/share/applications',
    'var/lib/flatpak/exports/share/applications',
  ])
    for (const file of list(join(root, folder)))
      if (file.endsWith('.desktop')) {
        const name = /^\[Desktop Entry\][^[]*?^Name=([^\n]+)$/ms.exec(textOf(join(root, folder, file)))?.[1]
        if (name) names.add(name.trim().slice(0, 300))
      }
  let name = ''
  lines(join(root, 'var/lib/dpkg/status'), (row) => {
    if (row.startsWith('Package: ')) name = row.slice(9)
    else if (/^Status: \S+ \S+ installed$/.test(row)) names.add(name)
  })
  return [...names].sort().slice(0, most)
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
