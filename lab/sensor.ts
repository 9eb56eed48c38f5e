/**
 * What an endpoint sensor on the device records: our own one, started by itself. `node sensor.ts 71` records display
 * :71 until its standard input closes and then prints one line of JSON, canonical `keys` and `pointer` data, all
 * devices in one. Classes of keys only; positions of the pointer become distances.
 */
import { Recorder } from '@telltale/sensor/endpoint/recorder'
import { Display } from '@telltale/sensor/endpoint/x11/display'
import { xInput } from '@telltale/sensor/endpoint/x11/input'
import { common } from './clock.ts'

const display = await Display.open(Number(process.argv[2]))
const recorder = new Recorder(common, { together: true })
const capture = await xInput(display, (input) => recorder.take(input))
display.onEvent = capture.handle
await display.settled()
process.stdout.write('recording\n')
process.stdin.on('end', () => {
  const taken = recorder.flush(performance.now(), capture.resolution(), true)
  const keys = taken.find(({ kind }) => kind === 'keys')?.data ?? {
    press: [],
    release: [],
    class: [],
    repeat: [],
  }
  const pointer = taken.find(({ kind }) => kind === 'pointer')?.data ?? {
    t: [],
    dx: [],
    dy: [],
    down: [],
    up: [],
  }
  process.stdout.write(`${JSON.stringify({ keys, pointer })}\n`)
  process.exit(0)
})
process.stdin.resume()
