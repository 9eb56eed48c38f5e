import { type Segment, shellPackets } from '@telltale/core/observations/shell-packets'
import type { Connector } from './connector.ts'
import { ownName, parseDate, statedDate } from './dates.ts'
import { lines } from './lines.ts'

/**
 * Text of `tcpdump -n` of interactive SSH (tcpdump 4.x; `tcpdump -tt -n 'tcp port 22'`), one file a device: the file is
 * called what the device is called. Per isolated keystroke: sent, acknowledged, echoed. Only the header line is read; the
 * packets' content is not in such a text, and lines of `-x`, `-X` and `-A` are passed over.
 *
 * The times may be seconds since 1970 (`-tt`), with the date (`-tttt`), or the time of day alone; then a date in the
 * file's name counts, else a first line such as `# 2026-03-02`, else the day on which the file was written.
 */
const form =
  /^(?:(?:(\d{4}-\d\d-\d\d) )?(\d\d):(\d\d):(\d\d(?:\.\d+)?)|(\d{9,10}(?:\.\d+)?)) (?:[\w.@-]+ +(?:In|Out|B|M|P) +)?IP6? (\S+)\.(\d{1,5}) > (\S+)\.(\d{1,5}): Flags \[([^\]]*)\]/
const day = 86_400_000

const tcpdump: Connector = {
  id: 'tcpdump',
  title: 'tcpdump text of SSH',
  takes:
    'The text of tcpdump -tt -n ‘tcp port 22’ at a gateway, one file a device; the file’s name is the device’s id. Times of isolated keystrokes, their acknowledgements and echoes.',
  recognises({ head }) {
    const text = head
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^(?:#|tcpdump: |listening on )/.test(line))
    return text[0] !== undefined && form.test(text[0]) ? 'certain' : false
  },
  async *read(file) {
    const packets = shellPackets()
    const begun = new Set<string>()
    let midnight = statedDate(file.name)
    let clock = Number.NEGATIVE_INFINITY
    let first: number | undefined
    let row = 0
    for await (const block of lines(file))
      for (const line of block) {
        if (line.problem) {
          yield line
          continue
        }
        row = line.row
        const comment = /^#\s*(\d{4}-\d\d-\d\d)/.exec(line.text)?.[1]
        if (comment) midnight ??= parseDate(comment)
        if (isProse(line.text)) continue
        const m = form.exec(line.text)
        if (!m) {
          if (/\bIP6? /.test(line.text)) file.skip('a packet that is not TCP, or is cut short')
          else
            yield {
              row,
              problem: { field: '', reason: 'is no line of tcpdump -n' },
              text: line.text.slice(0, 200),
            }
          continue
        }
        let at: number
        if (m[5] !== undefined) at = Number(m[5]) * 1000
        else {
          const time = (Number(m[2]) * 3600 + Number(m[3]) * 60 + Number(m[4])) * 1000
          if (m[1] === undefined) {
            midnight ??= Math.floor(file.modifiedAt / day) * day
            // The time of day alone begins anew at midnight; smaller steps back are the clock's.
            if (time < clock - day / 2) midnight += day
            clock = time
          }
          at = (m[1] === undefined ? midnight! : parseDate(m[1])!) + time
        }
        first ??= at
        const segment = segmentOf(m, at, line.text)
        if (!segment) {
          yield { row, problem: { field: '', reason: 'states no length: use tcpdump 4 or later without -q' } }
          continue
        }
        // tcpdump states the numbers of a connection's first packet in full and the others relative to it.
        const pair = [segment.from, segment.to].sort().join(' ')
        const fresh = !begun.has(pair)
        begun.add(pair)
        if (!fresh || segment.syn) packets.add(segment)
      }
    const device = `device:${ownName(file.name).replace(/\s+/g, '-')}`
    for (const found of packets.keystrokes())
      yield {
        row,
        value: {
          id: `tcpdump:${device}:${found.client}>${found.server}:${found.sent[0]}`,
          kind: 'ssh',
          at: Math.floor(found.sent[0]!),
          about: [device],
          data: found,
        },
      }
    const { flows, crowded } = packets.counts()
    for (let i = 0; i < crowded; i++)
      file.skip('a session in which no key stands alone (OpenSSH 9.5 and later can hide them)')
    if (flows === 0 && first !== undefined)
      yield { row: 0, problem: { field: '', reason: 'holds no packets of TCP port 22' } }
  },
}

export default tcpdump

/** What tcpdump says around the packets, and the hexadecimal or text of `-x`, `-X` and `-A` below each. */
function isProse(text: string): boolean {
  return /^(?:#|\s|tcpdump: |listening on |\d+ packets? )/.test(text)
}

function segmentOf(m: RegExpExecArray, at: number, text: string): Segment | undefined {
  const rest = text.slice(m[0].length)
  const length = /, length (\d+)/.exec(rest)?.[1]
  if (length === undefined) return undefined
  const ack = /, ack (\d+)/.exec(rest)?.[1]
  return {
    at,
    from: `${m[6]}:${m[7]}`,
    to: `${m[8]}:${m[9]}`,
    seq: Number(/, seq (\d+)/.exec(rest)?.[1] ?? 0),
    ...(ack !== undefined && { ack: Number(ack) }),
    length: Number(length),
    syn: m[10]!.includes('S'),
  }
}
