/**
 * Plays SSH sessions with the system's OpenSSH through emulated paths and records them with tcpdump at the client:
 * `node lab/shell.ts FILE.ndjson`. Real: OpenSSH, the kernel's TCP with its delayed acknowledgements, the shell's echo,
 * tcpdump. Emulated: the paths. Each line of the file is one session, times only, with what was really behind the host.
 * Needs root, namespaces, openssh-server and tcpdump; two minutes.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sessions } from '../packages/sensor/src/gateway/sessions.ts'
import { unavailable } from './namespaces.ts'
import { clean, type Impairment } from './path/impairment.ts'
import { Children, firstLine, pause, saying, until } from './processes.ts'
import { random } from './random.ts'

/** What was played. Milliseconds of round trip; jitter is the mean of a one-way log-normal. */
interface Played {
  name: string
  /** Client to host. */
  near: number
  nearJitter: number
  /** Host to the next one; absent where the host's own shell answers. */
  leg?: number
  legJitter?: number
  /** By `ssh -J` in place of a shell in a shell. */
  jump?: true
}

const plays: Played[] = [
  ...[0, 10, 40, 120, 600].map((near) => ({ name: `direct, ${near} ms`, near, nearJitter: 0 })),
  ...[1, 5, 10, 20].map((nearJitter) => ({
    name: `direct, 40 ms, jitter ${nearJitter}`,
    near: 40,
    nearJitter,
  })),
  ...[5, 15, 25, 35, 45, 60, 110, 180, 250].map((leg) => ({
    name: `chain, ${leg} ms behind`,
    near: 40,
    nearJitter: 0,
    leg,
  })),
  ...[25, 60, 180].map((leg) => ({
    name: `chain, ${leg} ms behind, jitter 5`,
    near: 40,
    nearJitter: 5,
    leg,
    legJitter: 5,
  })),
  { name: 'jump host (-J), 60 ms behind', near: 40, nearJitter: 0, leg: 60, jump: true },
]

const keys = 30
const atOnce = 3
const prefix = 'ttshell-'

const [file] = process.argv.slice(2)
const missing = unavailable()
if (missing || !file) {
  process.stderr.write(missing ? `Not played: ${missing}.\n` : 'Usage: node lab/shell.ts FILE.ndjson\n')
  process.exit(missing ? 0 : 2)
}
const folder = mkdtempSync(join(tmpdir(), 'telltale-shell-'))
const lines: string[] = []
try {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')])
  const queue = plays.map((play, slot) => ({ play, slot }))
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const line = await played(next.play, next.slot)
      lines[next.slot] = line
      process.stdout.write(`${next.play.name}: ${JSON.parse(line).data.sent.length} isolated keys\n`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  writeFileSync(file, `${lines.join('\n')}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function played(play: Played, slot: number): Promise<string> {
  const children = new Children()
  const [client, host, far] = ['client', 'host', 'far'].map((n) => `${prefix}${n}${slot}`) as [
    string,
    string,
    string,
  ]
  try {
    for (const name of [client, host, far]) {
      ip('netns', 'add', name)
      ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    const near = await path(
      children,
      [client, host],
      `10.78.${slot}`,
      `tts${slot}a`,
      play.near,
      play.nearJitter,
      slot,
    )
    const next = await path(
      children,
      [host, far],
      `10.79.${slot}`,
      `tts${slot}b`,
      play.leg ?? 0,
      play.legJitter ?? 0,
      slot + 100,
    )
    for (const name of [host, far]) {
      const server = children.start('/usr/sbin/sshd', ['-D', '-e', '-f', serverConfig()], { in: name })
      await saying(server, 'Server listening on', 5000)
    }
    const capture = join(folder, `${slot}.pcap`)
    const dump = children.start(
      'tcpdump',
      ['-i', near.face, '-s', '96', '-U', '-Z', 'root', '-w', capture, 'tcp port 22'],
      { in: client },
    )
    await saying(dump, 'listening on', 5000)
    const shell = 'PS1=ready: bash --norc --noprofile -i'
    const user = userInfo().username
    const to = (address: string) => ['-F', clientConfig(), '-tt', `${user}@${address}`]
    const args =
      play.leg === undefined
        ? [...to(near.far), shell]
        : play.jump
          ? ['-J', `${user}@${near.far}`, ...to(next.far), shell]
          : [...to(near.far), `ssh ${to(next.far).join(' ')} '${shell}'`]
    const ssh = children.start('ssh', args, { in: client, stdin: true })
    let seen = ''
    ssh.stdout!.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1')
    })
    await until(
      `${play.name}: a prompt (${children.said.get(ssh)?.join(' ')})`,
      20_000,
      () => seen.includes('ready:') || undefined,
    )
    await pause(1500)
    const rng = random(slot + 1)
    for (let i = 0; i < keys; i++) {
      ssh.stdin!.write('a')
      await pause(500 + 900 * rng())
    }
    await pause(800)
    dump.kill('SIGTERM')
    // The sessions end over the path while it still stands: a server whose client only vanishes stays for hours.
    ssh.kill('SIGTERM')
    await pause(1500 + play.near)
    let data: unknown
    const summary = await sessions(capture, [{ device: 'D', addresses: [] }], [22], (row) => {
      data = { ...row.data, ...relative(row.data) }
    })
    if (!data) throw new Error(`${play.name}: no keys in the capture (${JSON.stringify(summary)})`)
    return JSON.stringify({ of: play, data })
  } finally {
    await children.end()
    for (const name of [client, host, far]) ip('netns', 'del', name)
  }
}

/** Times from the first key on, in whole microseconds: when it was played is nobody's business. */
function relative({
  sent,
  ack,
  echo,
  minimum,
}: {
  sent: number[]
  ack: number[]
  echo: number[]
  minimum?: number
}) {
  const from = (t: number) => Math.round((t - sent[0]!) * 1000) / 1000
  return {
    sent: sent.map(from),
    ack: ack.map(from),
    echo: echo.map(from),
    ...(minimum !== undefined && { minimum: Math.round(minimum * 1000) / 1000 }),
  }
}

async function path(
  children: Children,
  [one, two]: [string, string],
  net: string,
  name: string,
  rtt: number,
  jitter: number,
  seed: number,
): Promise<{ face: string; far: string }> {
  const half: Impairment = { ...clean, delay: rtt / 2, jitter }
  const tuns: [string, string] = [`${name}1`, `${name}2`]
  const program = fileURLToPath(new URL('path/emulator.ts', import.meta.url))
  const emulator = children.start(
    process.execPath,
    [program, JSON.stringify({ tuns, there: half, back: half, seed })],
    {
      nice: -10,
      stdin: true,
    },
  )
  await firstLine(emulator, 'ready', 10_000)
  for (const [ns, tun, address, peer] of [
    [one, tuns[0], `${net}.1`, `${net}.2`],
    [two, tuns[1], `${net}.2`, `${net}.1`],
  ] as const) {
    ip('link', 'set', tun, 'netns', ns)
    ip('-n', ns, 'addr', 'add', address, 'peer', peer, 'dev', tun)
    ip('-n', ns, 'link', 'set', tun, 'up', 'mtu', '1500')
  }
  return { face: tuns[0], far: `${net}.2` }
}

function serverConfig(): string {
  const config = join(folder, 'sshd_config')
  const key = join(folder, 'key')
  writeFileSync(
    config,
    `HostKey ${key}\nAuthorizedKeysFile ${key}.pub\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nPrintMotd no\nPrintLastLog no\nUseDNS no\n`,
  )
  return config
}

function clientConfig(): string {
  const config = join(folder, 'ssh_config')
  writeFileSync(
    config,
    `IdentityFile ${join(folder, 'key')}\nIdentitiesOnly yes\nStrictHostKeyChecking no\nUserKnownHostsFile /dev/null\nLogLevel ERROR\n`,
  )
  return config
}

function ip(...args: string[]): string {
  return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 })
}
