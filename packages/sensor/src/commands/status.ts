import type { Command } from '../command.ts'
import { readIdentity, sensorHome } from '../endpoint/identity.ts'
import { notice } from '../endpoint/notice.ts'
import { readStatus } from '../endpoint/status.ts'

const command: Command = {
  usage: '[--json]',
  says: 'says what the sensor of this user does now, and what it records',
  async run(args) {
    const home = sensorHome()
    const { device, url } = readIdentity(home)
    const status = readStatus(home)
    if (args.includes('--json')) {
      process.stdout.write(`${JSON.stringify(status ?? { device, url, running: false }, undefined, 2)}\n`)
      return 0
    }
    const lines = [`${device}, reporting to ${url}`]
    if (!status) lines.push('It has not run yet: telltale-sensor run')
    else {
      const { recorded, spool, capture } = status
      const ago = (at: number) => `${Math.round((Date.now() - at) / 1000)} s ago`
      lines.push(
        status.running
          ? `Runs as process ${status.pid}; this was written ${ago(status.at)}.`
          : 'Does not run now.',
        `Policy: ${status.policy}.`,
        capture
          ? `Recording by ${capture.name}: ${capture.devices.map((d) => `${d.name} (${d.bus}${d.injected ? ', software' : ''})`).join(', ')}.`
          : `Not recording${status.waiting ? `: ${status.waiting}` : '.'}`,
        `Recorded since it started: ${recorded.keys} keys, ${recorded.moves} movements, reactions: ${counts(recorded.reactions)}.`,
        `Not used: ${counts(status.unused)}.`,
        `Sent: ${status.sentRows} rows${status.sentAt ? `, last ${ago(status.sentAt)}` : ''}. Waiting: ${spool.batches} batches, ${Math.ceil(spool.bytes / 1024)} kB; dropped: ${spool.dropped}.`,
      )
      if (status.problem) lines.push(status.problem)
    }
    process.stdout.write(`${lines.join('\n')}\n\n${notice}`)
    return 0
  },
}
export default command

function counts(by: Record<string, number>): string {
  const some = Object.entries(by).filter(([, n]) => n > 0)
  return some.length > 0 ? some.map(([name, n]) => `${n} ${name}`).join(', ') : 'none'
}
