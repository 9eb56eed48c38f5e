import { parseArgs } from 'node:util'
import { type Command, Misused } from '../command.ts'
import { readIdentity, sensorHome } from '../endpoint/identity.ts'
import { notice } from '../endpoint/notice.ts'
import { type Choice, captures } from '../endpoint/platform.ts'
import { runSensor } from '../endpoint/sensor.ts'
import { readStatus } from '../endpoint/status.ts'

const command: Command = {
  usage: '[--capture auto|x11|evdev] [--spool MB]',
  says: 'records while the company’s policy has endpoint sensors on, and reports to the collector',
  more: `--capture  auto (default) takes X11 in an X session, else evdev
--spool    most megabytes that wait on disk while the collector can't be reached (default 32)`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        capture: { type: 'string', default: 'auto' },
        spool: { type: 'string', default: '32' },
      },
    })
    const megabytes = Number(values.spool)
    if (!captures.includes(values.capture)) throw new Misused(`--capture is one of ${captures.join(', ')}.`)
    if (!(megabytes > 0 && megabytes <= 10_000))
      throw new Misused('--spool is a number of megabytes, such as 32.')
    if (process.platform !== 'linux') {
      process.stderr.write(`telltale-sensor runs on Linux; this is ${process.platform}.\n`)
      return 1
    }
    const identity = readIdentity(sensorHome())
    const other = readStatus(identity.home)
    if (other?.running && other.pid !== process.pid) {
      process.stderr.write(`A sensor of this user runs already (process ${other.pid}).\n`)
      return 1
    }
    process.stdout.write(`${notice}\n`)
    const sensor = runSensor(identity, {
      capture: values.capture as Choice['capture'],
      display: process.env.DISPLAY,
      wayland: Boolean(process.env.WAYLAND_DISPLAY) || process.env.XDG_SESSION_TYPE === 'wayland',
      root: '/',
      spoolLimit: megabytes * 2 ** 20,
      say: (line) => process.stdout.write(`${line}\n`),
    })
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
    })
    await sensor.stop()
    // Sockets that are still closing must not hold the end up.
    process.exit(0)
  },
}
export default command
