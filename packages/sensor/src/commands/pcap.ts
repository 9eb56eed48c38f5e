import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { type Command, Misused } from '../command.ts'
import { sessions, type Watched } from '../gateway/sessions.ts'

const command: Command = {
  usage: 'FILE… --device ID[=ADDRESS,…] [--port 22,2222]',
  says: 'reads captures (pcap, pcapng, - for a pipe) and prints the keystrokes of SSH sessions as observations',
  more: [
    'Only headers are read: when a small packet passed, when it was acknowledged, when data came back.',
    'Name each device and the addresses it has at the capture’s place, so that it is known which end it is;',
    'without addresses every session in the file is about the one device.',
    '',
    '  telltale-sensor pcap night.pcap --device LT-0042=10.8.0.42 > night.ndjson',
    '  tcpdump -i eth0 -s 96 -U -w - "tcp port 22" | telltale-sensor pcap - --device LT-0042=10.8.0.42',
    '',
    'Exit status: 0 done, 1 something could not be read (said on standard error), 2 called wrongly.',
  ].join('\n'),
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { device: { type: 'string', multiple: true }, port: { type: 'string' } },
    })
    if (positionals.length === 0) throw new Misused('Name a capture, or - for standard input.')
    const watched = (values.device ?? []).map(deviceOf)
    if (watched.length === 0)
      throw new Misused('Name the device that the sessions are about: --device LT-0042=10.8.0.42.')
    if (watched.length > 1 && watched.some((w) => w.addresses.length === 0))
      throw new Misused('With several devices each needs its addresses: --device LT-0042=10.8.0.42.')
    const ports = portsOf(values.port)
    let bad = false
    for (const path of positionals) {
      const done = await sessions(path, watched, ports, (row) =>
        process.stdout.write(`${JSON.stringify(row)}\n`),
      )
      const name = path === '-' ? 'standard input' : path
      const tell = (text: string) => process.stderr.write(`${name}: ${text}\n`)
      if (done.problem) {
        bad = true
        tell(`${done.problem}.`)
      }
      for (const link of done.links) {
        bad = true
        tell(`link type ${link} is not read: capture on an Ethernet, tunnel or any interface.`)
      }
      tell(
        `${count(done.packets, 'packet')}, ${count(done.sessions, 'session')} with ${count(done.keystrokes, 'isolated keystroke')}.`,
      )
      if (done.strangers > 0)
        tell(`${count(done.strangers, 'session')} between other addresses than the named devices’ left out.`)
      if (done.crowded > 0)
        tell(
          `${count(done.crowded, 'session')} in which no key stands alone: the client hides its rhythm (OpenSSH 9.5 and later).`,
        )
    }
    return bad ? 1 : 0
  },
}
export default command

function deviceOf(text: string): Watched {
  const [device = '', list, ...more] = text.split('=')
  const addresses = list === undefined ? [] : list.split(',').map((a) => a.trim().toLowerCase())
  const wrong = addresses.find((a) => isIP(a) === 0)
  if (!/^[\w.@-]{1,100}$/.test(device) || more.length > 0)
    throw new Misused(
      `${JSON.stringify(text)} is no device: write its id, = and its addresses, LT-0042=10.8.0.42.`,
    )
  if (wrong !== undefined) throw new Misused(`${JSON.stringify(wrong)} is no IP address.`)
  return { device, addresses }
}

function portsOf(text = '22'): number[] {
  const ports = text.split(',').map(Number)
  const fits = ports.every((p) => Number.isInteger(p) && p > 0 && p < 65_536)
  if (!fits) throw new Misused(`${JSON.stringify(text)} is no list of ports: write them as 22,2222.`)
  return ports
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
