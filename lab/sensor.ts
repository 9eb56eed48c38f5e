/**
 * What an endpoint sensor on the device records: XInput2 raw events of every device, as canonical `keys` and
 * `pointer` data. `node sensor.ts 71` records display :71 until its standard input closes and then prints one line of
 * JSON. Classes of keys only; positions of the pointer become distances.
 */
import { common } from './clock.ts'
import { Display, raw, selectRaw } from './x11.ts'

const display = await Display.open(Number(process.argv[2]))
const classes = new Map([...(await display.keysyms())].map(([code, symbol]) => [code, classOf(symbol)]))
const keys = {
  press: [] as number[],
  release: [] as number[],
  class: [] as string[],
  repeat: [] as number[],
}
const pointer = {
  t: [] as number[],
  dx: [] as number[],
  dy: [] as number[],
  down: [] as number[],
  up: [] as number[],
}
/** Rows of a key that is down: the first press and its repeats, which all end with its release. */
const down = new Map<number, number[]>()
const at = [Number.NaN, Number.NaN]

display.onEvent = (event) => {
  const input = raw(event)
  // Each event comes once from its device and once more from the master device that it is attached to.
  if (!input || input.device !== input.source) return
  const time = micro(common(event.at))
  if (input.kind === 'press') {
    const rows = down.get(input.detail) ?? []
    rows.push(keys.press.length)
    down.set(input.detail, rows)
    keys.press.push(time)
    keys.release.push(time)
    keys.class.push(classes.get(input.detail) ?? 'symbol')
    keys.repeat.push(rows.length > 1 ? 1 : 0)
  } else if (input.kind === 'release') {
    for (const row of down.get(input.detail) ?? []) keys.release[row] = time
    down.delete(input.detail)
  } else if (input.kind === 'move') {
    const before = [...at]
    for (const [axis, value] of input.axes) if (axis < 2) at[axis] = value
    if (Number.isNaN(before[0]! + before[1]!)) return
    pointer.t.push(time)
    pointer.dx.push(Math.round(at[0]! - before[0]!))
    pointer.dy.push(Math.round(at[1]! - before[1]!))
  } else if (input.detail === 1) pointer[input.kind].push(time)
}
await selectRaw(display)
await display.settled()
process.stdout.write('recording\n')
process.stdin.on('end', () => {
  process.stdout.write(`${JSON.stringify({ keys, pointer })}\n`)
  process.exit(0)
})
process.stdin.resume()

function micro(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

/** By keysym (X11 keysymdef.h): Latin letters and digits by their code, functions above 0xff00. */
function classOf(symbol: number): string {
  if (symbol === 0x20) return 'space'
  if (symbol >= 0x30 && symbol <= 0x39) return 'digit'
  if ((symbol >= 0x41 && symbol <= 0x5a) || (symbol >= 0x61 && symbol <= 0x7a)) return 'letter'
  if (symbol === 0xff08) return 'backspace'
  if (symbol === 0xff0d || symbol === 0xff8d) return 'enter'
  if (symbol >= 0xff50 && symbol <= 0xff58) return 'navigation'
  if (symbol >= 0xffe1 && symbol <= 0xffee) return 'modifier'
  return 'symbol'
}
