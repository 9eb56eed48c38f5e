/** Input of the speed benchmark: simulated typing for speed only, nothing about people is to be read from it. */
import type { Observation } from '@telltale/core'
import { seeded } from '../machine.ts'

/** `pointer` is `keys` with the pointer's moves as well; `everything` with all that a working day shows. */
export type Amount = 'keys' | 'pointer' | 'everything'

export const keysInBatch = 200
/** Moves to a batch of keys: an office day has several times as many moves as keystrokes. */
export const withPointer = 1000
export const days = 10
/** Batches of a device in a day: 8,000 keystrokes. */
const perDay = 40
const devices = 50
const start = Date.UTC(2026, 0, 5)

typing.devices = devices
typing.batches = devices * days * perDay

const names = ['letter', 'letter', 'letter', 'letter', 'space', 'backspace', 'digit', 'symbol']

/** One JSON text a row, device by device and day by day. With `only`, of the first devices; `long` days of each. */
export function typing(amount: Amount, only = devices, long = days): string[] {
  const random = seeded(20_261_125)
  const lines: string[] = []
  const ms = (t: number) => Math.round(t * 1000) / 1000
  for (let device = 0; device < only; device++)
    for (let day = 0; day < long; day++)
      for (let batch = 0; batch < perDay; batch++) {
        const at = start + day * 86_400_000 + batch * 600_000 + device * 1000
        const row = (kind: string, data: unknown, later = 0) =>
          lines.push(
            JSON.stringify({
              source: 'bench',
              id: `${kind}-${device}-${day}-${batch}`,
              kind,
              at: at + later,
              receivedAt: at,
              about: [`device:LT-${device}`, `person:W-${device}`],
              data,
              derived: { attributes: [] },
            }),
          )
        const keys = {
          source: 'endpoint',
          resolution: 0.001,
          bus: 'usb',
          press: [] as number[],
          release: [] as number[],
          class: [] as string[],
          repeat: [] as number[],
          injected: [] as number[],
        }
        let t = batch * 600_000 + random() * 1000
        // One batch in ten has a key that is held: Backspace or an arrow.
        const hold = batch % 10 === 0 ? 100 : keysInBatch
        for (let k = 0; k < keysInBatch; k++) {
          const repeats = k > hold && k < hold + 40
          t += repeats ? (k === hold + 1 ? 500 : 33 + 0.4 * random()) : 60 + random() * 200
          keys.press.push(ms(t))
          keys.release.push(ms(repeats ? t + 1 : t + 50 + random() * 80))
          keys.class.push(names[Math.floor(random() * names.length)]!)
          keys.repeat.push(repeats ? 1 : 0)
          keys.injected.push(0)
        }
        row('keys', keys)
        const target = batch % 2 === 1
        const respondedAt = ms(t + (target ? 240 : 330) + 60 * random() - 70 * Math.log(1 - random()))
        const event = { stimulus: target ? 'target' : 'prompt', shownAt: ms(t), respondedAt }
        row('reaction', { source: 'endpoint', events: [{ ...event, by: target ? 'motion' : 'key' }] }, 1)
        if (amount === 'keys') continue
        if (amount === 'everything') row('reaction', { source: 'endpoint', events: work(ms(t), random) }, 3)
        const moves = {
          source: 'endpoint',
          resolution: 0.001,
          bus: 'usb',
          t: [] as number[],
          dx: [] as number[],
          dy: [] as number[],
        }
        for (let k = 0; k < withPointer; k++) {
          t += k % 60 === 0 ? 400 + 800 * random() : 8 + 0.2 * random()
          moves.t.push(ms(t))
          moves.dx.push(Math.round(6 * random() - 3))
          moves.dy.push(Math.round(6 * random() - 3))
        }
        row('pointer', moves, 2)
      }
  return lines
}

/** The rows as they stand after parsing, in the order given. */
export function observations(text: readonly string[]): Observation[] {
  return text.map((line) => JSON.parse(line) as Observation)
}

/** A dialog, a menu and a held key with their answers, at `t` on the device's clock. */
function work(t: number, random: () => number) {
  const some = (from: number) => Math.round(from + 80 * random() - 80 * Math.log(1 - random()))
  const [dialog, menu, release] = [some(460), some(300), some(20)]
  return [
    { stimulus: 'dialog', shownAt: t, respondedAt: t + dialog, by: 'key' },
    { stimulus: 'menu', shownAt: t + 5000, respondedAt: t + 5000 + menu, by: 'motion' },
    {
      stimulus: 'hold',
      shownAt: t + 9000,
      respondedAt: t + 9000 + release,
      by: 'release',
      settledAt: t + 9000 + release + some(440),
    },
  ]
}
