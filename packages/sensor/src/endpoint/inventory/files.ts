import { readFileSync } from 'node:fs'

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
