import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One recorded session of the lab: what was done, with what, how far away. */
export interface Session {
  file: string
  person: string
  tool: string
  /** Added round trip in ms; 0 when local. */
  rtt: number
  jit: 'lo' | 'hi' | 'none'
  remote: number
  batch: string
}

export interface LabEvent {
  ms: number
  stream: 'agent' | 'app'
  ev: string
  f1: string
  f2: string
  f3: string
  f4: string
}

export function sessions(data: string): Session[] {
  return readFileSync(join(data, 'lab/labels.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Session)
    .filter((s) => s.file.startsWith('desktop/'))
}

/** Lines of a gzipped CSV without quotes, after its header. */
export function csv(path: string): string[][] {
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','))
}

export function events(data: string, { file }: Session): LabEvent[] {
  return csv(join(data, 'lab', file)).map(([us, stream, ev, f1, f2, f3, f4]) => ({
    ms: Number(us) / 1000,
    stream: stream as 'agent' | 'app',
    ev: ev!,
    f1: f1!,
    f2: f2!,
    f3: f3!,
    f4: f4!,
  }))
}
