import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** A file's text; empty where it can't be read: hardware comes and goes while it is listed. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The first line of a file, at most 300 characters; undefined where there is none. */
export function line(path: string): string | undefined {
  return textOf(path).split('\n', 1)[0]!.trim().slice(0, 300) || undefined
}

/** Each line of a file that may be large, without holding more than a piece of it. None where it can't be read. */
export function lines(path: string, each: (line: string) => void): void {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return
  }
  try {
    const piece = Buffer.allocUnsafe(65_536)
    let rest = ''
    for (let length = readSync(fd, piece); length > 0; length = readSync(fd, piece)) {
      const found = (rest + piece.toString('latin1', 0, length)).split('\n')
      rest = found.pop()!
      for (const one of found) each(one)
    }
    if (rest) each(rest)
  } finally {
    closeSync(fd)
  }
}
