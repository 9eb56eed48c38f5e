/**
 * A person in front of the operator's screen, as a process of its own: sees pixels, moves hands, knows nothing else.
 * `node main.ts '{"screen":"…/Xvfb_screen0","display":81,"who":11,"seed":1,"lag":25,…}'` ends when the page says that
 * it is done.
 */
import { now } from '../clock.ts'
import { random } from '../random.ts'
import { Display, hands } from '../x11.ts'
import { Eyes, type Sight } from './eyes.ts'
import { type Gear, Hand } from './hand.ts'
import { Mind } from './mind.ts'
import { person } from './person.ts'

export interface Sits {
  /** The frame buffer to look at and the display to act on; the same machine's, except for a played IP-KVM. */
  screen: string
  display: number
  who: number
  slow: boolean
  /** Which of the person's days; each differs a little. */
  day: number
  /** Milliseconds that a screen reader takes to say what appeared; 0 for those who look. */
  speech: number
  seed: number
  /** Frame buffer to eye, milliseconds: the monitor's own delay and, for a played IP-KVM, its video. */
  lag: number
  gear: Gear
}

const sits = JSON.parse(process.argv[2] ?? '{}') as Sits
const eyes = new Eyes(sits.screen)
const rng = random(sits.seed)
const display = await Display.open(sits.display)
const hand = new Hand(await hands(display), sits.gear, rng)
const mind = new Mind(person(sits.who, sits.slow, sits.day, sits.speech), rng, hand, sits.gear.mouse)
hand.move(now(), 512, 400)
process.stdout.write('seated\n')
process.stdin.on('end', () => process.exit(1)).resume()

/** Sights on their way from the frame buffer to the eye. */
const coming: { at: number; sight: Sight }[] = []
let seen: Sight = eyes.look()
const sleep = new Int32Array(new SharedArrayBuffer(4))
function tick(): void {
  const t = now()
  coming.push({ at: t + sits.lag, sight: eyes.look() })
  while (coming.length > 0 && coming[0]!.at <= t) seen = coming.shift()!.sight
  if (seen.mode === 'done') process.exit(0)
  const next = Math.min(mind.tick(t, seen), hand.act(t), t + 1)
  Atomics.wait(sleep, 0, 0, Math.max(0.05, next - now()))
  hand.act(now())
  setImmediate(tick)
}
tick()
