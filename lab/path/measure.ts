/**
 * How well the emulator keeps its delay: `node lab/path/measure.ts` sends UDP packets across it at some delays and
 * prints how far the measured round trip is from the wanted one.
 */
import { fileURLToPath } from 'node:url'
import { connect, sweep, unavailable } from '../namespaces.ts'
import { Children, firstLine } from '../processes.ts'
import { clean } from './impairment.ts'

const missing = unavailable()
if (missing) {
  process.stdout.write(`Skipped: ${missing}.\n`)
  process.exit(0)
}
sweep()
const echo = fileURLToPath(new URL('echo.ts', import.meta.url))
process.stdout.write('wanted round trip, ms | extra: min | p50 | p95 | p99 | max\n')
for (const wanted of [0, 20, 40, 90, 130, 240]) {
  const children = new Children()
  try {
    const half = { ...clean, delay: wanted / 2 }
    const network = await connect(children, 99, half, half, 1)
    const far = children.start(process.execPath, [echo, 'answer', network.device], {
      in: network.farm,
      stdin: true,
    })
    await firstLine(far, 'ready', 5000)
    const near = children.start(process.execPath, [echo, 'ask', network.device, '400'], {
      in: network.away,
      stdin: true,
    })
    const trips = (JSON.parse(await firstLine(near, '[', 60_000)) as number[])
      .map((t) => t - wanted)
      .sort((a, b) => a - b)
    const at = (q: number) => trips[Math.min(trips.length - 1, Math.floor(q * trips.length))]!.toFixed(2)
    process.stdout.write(`${[wanted, at(0), at(0.5), at(0.95), at(0.99), at(1)].join(' | ')}\n`)
    await network.end()
  } finally {
    await children.end()
    sweep()
  }
}
