import { behind, type ChainsState, chains, enough, enoughRiding, type Session } from '../../signals/chains.ts'
import { defineDetector, type Exhibit } from '../../types.ts'

/** Keys from which a session weighs fully. Assumed. */
const many = 10
/**
 * log10 against honest: jump hosts and bastions chain shells every day, so even a perfect measurement weighs little
 * unless it is the device itself that passes keystrokes on. Assumed.
 */
const weights = {
  /** The device is the host that answers: its keys come from elsewhere and go elsewhere. */
  server: { 'hands-elsewhere': 1 },
  /** Which end the device is was not told. */
  '': { 'hands-elsewhere': 0.4, 'device-elsewhere': 0.4 },
}
/** Where only the session's smallest round trip tells it, jitter does the same. Assumed. */
const ridingShare = 0.5

export default defineDetector({
  id: 'network/shell-chain',
  version: 1,
  title: 'Does the shell’s echo come from further away than the host that acknowledges the keys?',
  why: 'The host at the other end of an SSH connection acknowledges each packet itself, but the echo of a key comes from where the shell runs. When echoes take much longer than acknowledgements, the host passes the keys on to another. A laptop that is driven as a stepping stone does that: somebody types into it over the network, and it types on into the company.',
  benign: [
    'A bastion or jump host (ssh -J, ProxyJump) of the company stands in between, as it should.',
    'A terminal multiplexer, an editor or a container’s shell that was busy when keys came.',
    'The host was overloaded, or the terminal program does its own echo after a round trip of its own.',
    'Where the acknowledgement rides on the echo: a mobile or Wi-Fi path whose delay varies by as much.',
  ],
  clears: [
    'The host is a jump host that the company names, at the distance that was measured.',
    'The device’s own sessions by name: an administrator or a help desk that works on it with a ticket.',
  ],
  check: 'ask which host the session goes through, and who runs it',
  references: [
    {
      title:
        'Yang and Huang, Matching TCP packets and its application to the detection of long connection chains on the Internet, AINA 2005',
    },
    {
      title:
        'Piet, Sharma, Paxson and Wagner, Network Detection of Interactive SSH Impostors Using Deep Learning, USENIX Security 2023',
    },
    {
      title: 'RFC 1122, section 4.2.3.2: an acknowledgement may be delayed to ride on data',
      url: 'https://www.rfc-editor.org/rfc/rfc1122#section-4.2.3.2',
    },
  ],
  attack: ['T1090.001', 'T1021.004'],
  status: 'shadow',
  family: 'chain',
  stage: 'work',
  tests: 'hands',
  bears: ['hands-elsewhere', 'device-elsewhere'],
  calibration: {
    basis: 'assumed',
    on: 'Gaps: 42 public captures through 2, 3 and 4 connections and sessions of our own (bench/results/hands/chain.json). Ratios: assumed; how many honest sessions pass a jump host was not measured',
    n: 42,
  },
  thresholds: {
    farther: {
      value: 20,
      unit: 'ms',
      says: 'Between acknowledgement and echo: from here on another connection stands behind the host. Measured on ssh-chains.',
    },
  },
  about: ['device', 'person', 'application'],
  reads: ['ssh'],
  measures: [chains],
  detect(window) {
    const farther = window.threshold('farther')
    const state = window.get(chains)
    const far = state.furthest.filter((s) => behind(s).ms > farther)
    const judged = far.filter((s) => s.role !== 'client')
    const first = [...judged].sort((a, b) => total(b) - total(a))[0]
    if (first)
      return {
        is: 'evidence',
        weight: weight(first),
        says: says(first),
        exhibits: [
          table(judged),
          {
            type: 'number',
            label:
              behind(first).by === 'minimum'
                ? 'Lower quartile of echo minus the session’s smallest round trip'
                : 'Median of echo minus acknowledgement',
            value: Math.round(behind(first).ms * 10) / 10,
            unit: 'ms',
            expected: { low: 0, high: farther },
          },
        ],
      }
    if (far.length > 0)
      return {
        is: 'abstain',
        because:
          'the device is the client, and a jump host behind the server is ordinary: nothing is told about the device',
      }
    if (state.keys > 0)
      return {
        is: 'clear',
        says: `${state.keys} keystrokes in ${state.sessions} SSH session${state.sessions > 1 ? 's' : ''} were echoed by the host itself, or by one within ${farther} ms of it.`,
      }
    return { is: 'abstain', because: notMeasured(state) }
  },
  examples: [
    {
      title: 'Echoes come 109 ms after their acknowledgements',
      gives: 'evidence',
      rows: [ssh({ keys: 24, ack: 47, echo: 156 })],
    },
    {
      title: 'The laptop is the host that passes the keys on',
      gives: 'evidence',
      rows: [ssh({ keys: 12, ack: 3, echo: 190, role: 'server' })],
    },
    {
      title: 'The acknowledgement rides on an echo that takes 30 ms longer than the way',
      gives: 'evidence',
      rows: [ssh({ keys: 24, ack: 70, echo: 70, minimum: 40 })],
    },
    { title: 'A host that echoes itself', gives: 'clear', rows: [ssh({ keys: 24, ack: 47, echo: 48.2 })] },
    {
      title: 'A far host over a satellite, which echoes itself',
      gives: 'clear',
      rows: [ssh({ keys: 24, ack: 640, echo: 641 })],
    },
    {
      title: 'The laptop is the client, behind the server stands a jump host’s target',
      gives: 'abstain',
      rows: [ssh({ keys: 24, ack: 20, echo: 95, role: 'client' })],
    },
    { title: 'Four keystrokes', gives: 'abstain', rows: [ssh({ keys: 4, ack: 47, echo: 156 })] },
    {
      title: 'Acknowledgements ride on the echo and the smallest round trip is unknown',
      gives: 'abstain',
      rows: [ssh({ keys: 24, ack: 70, echo: 70 })],
    },
  ],
})

function weight(session: Session) {
  const full = weights[session.role === 'server' ? 'server' : '']
  const share = (session.keys >= many ? 1 : 0.6) * (behind(session).by === 'minimum' ? ridingShare : 1)
  return Object.fromEntries(Object.entries(full).map(([scheme, w]) => [scheme, w * share])) as Record<
    keyof typeof full,
    number
  >
}

function total(session: Session): number {
  return Object.values(weight(session)).reduce((a, b) => a + b, 0)
}

function says(session: Session): string {
  const { ms: exact, by } = behind(session)
  const ms = Math.round(exact)
  const host = session.role === 'server' ? 'the device' : session.server || 'the host'
  const how =
    by === 'minimum'
      ? `the echo takes ${ms} ms longer than the way to ${host}`
      : `the echo comes ${ms} ms after ${host} has acknowledged the key`
  return session.role === 'server'
    ? `Keys typed into the device over SSH from ${session.client || 'elsewhere'} are passed on: ${how} (${session.keys} keystrokes).`
    : `An SSH session is answered from behind its host: ${how} (${session.keys} keystrokes).`
}

function table(sessions: readonly Session[]): Exhibit {
  return {
    type: 'table',
    label: 'Sessions whose echo comes from behind the host',
    columns: ['client', 'host', 'isolated keys', 'behind it, ms', 'told by'],
    rows: sessions.map((s) => [
      s.client,
      s.server,
      s.keys,
      Math.round(behind(s).ms),
      behind(s).by === 'minimum' ? 'echo minus smallest round trip' : 'echo minus acknowledgement',
    ]),
  }
}

function notMeasured({ few, blind, unusable }: ChainsState): string {
  if (blind > 0)
    return 'the acknowledgement rides on the echo, and the session’s smallest round trip is not known: capture the session from its beginning'
  if (few > 0) return `${few} of ${enough} isolated keystrokes in one session; ${enoughRiding} are better`
  if (unusable > 0)
    return 'the capture’s times run backwards, stand still, or come in steps too coarse for 20 ms'
  return 'no isolated keystroke was seen: nobody typed, or the client hides its rhythm (OpenSSH 9.5 and later)'
}

function ssh(given: {
  keys: number
  ack: number
  echo: number
  minimum?: number
  role?: 'client' | 'server'
}) {
  const sent = Array.from({ length: given.keys }, (_, i) => 1000 + i * 900.37 + (i % 3) * 41.13)
  const jitter = (i: number) => (i % 4) * 0.7
  return {
    kind: 'ssh' as const,
    at: 1_767_225_600_000,
    about: ['device:LT-1' as const],
    data: {
      client: '198.51.100.7',
      server: '203.0.113.5',
      ...(given.role && { role: given.role }),
      sent,
      ack: sent.map((t, i) => t + given.ack + jitter(i)),
      echo: sent.map((t, i) => t + given.echo + jitter(i)),
      ...(given.minimum !== undefined && { minimum: given.minimum }),
    },
  }
}
