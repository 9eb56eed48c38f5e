/**
 * The task page, in the device's X session: draws what a session asks for and notes when it was drawn and when it was
 * answered, as a page with our sensor does. `node page.ts '{"display":71,"seed":1,"typing":5,"prompts":8,…}'` waits
 * for "go" on standard input, plays, and prints one line of JSON with the reactions.
 */
import { common, now } from '../clock.ts'
import { pause } from '../processes.ts'
import { exponential, type Random, random } from '../random.ts'
import { Brush, closeWindow, Display, openWindow, select, type XEvent } from '../x11.ts'
import {
  bar,
  cell,
  cells,
  ground,
  type Mode,
  mark,
  mode,
  modes,
  type Office,
  office,
  offices,
  prompt,
} from './layout.ts'

export interface Tasks {
  display: number
  seed: number
  /** Seconds of typing; counts of prompts, targets, holds and office events. */
  typing: number
  prompts: number
  targets: number
  holds: number
  office: number
}

/** As in the canonical `reaction`. */
export interface Answer {
  stimulus: 'prompt' | 'target' | 'hold' | Office
  shownAt: number
  respondedAt?: number
  by?: 'key' | 'motion' | 'click' | 'release'
  overshoot?: number
  settledAt?: number
}

const tasks = JSON.parse(process.argv[2] ?? '{}') as Tasks
const rng: Random = random(tasks.seed)
const display = await Display.open(tasks.display)
const brush = new Brush(display)
const answers: Answer[] = []
const patience = 4500

type Heard = { what: 'key' | 'up' | 'click' | 'motion'; detail: number; at: number; x: number; y: number }
let listener: (heard: Heard) => void = () => {}
const heardAs: Record<number, Heard['what']> = { 2: 'key', 3: 'up', 4: 'click', 6: 'motion' }
display.onEvent = ({ type, bytes, at }: XEvent) => {
  const what = heardAs[type]
  if (what)
    listener({ what, detail: bytes[1]!, at: common(at), x: bytes.readInt16LE(20), y: bytes.readInt16LE(22) })
}
display.onError = (code, request) => {
  process.stderr.write(`X error ${code} of request ${request}\n`)
  process.exit(1)
}
select(display, display.root, 1 | 2 | 4 | 8 | 64)
clear('idle')
await display.settled()
process.stdout.write('drawn\n')
await new Promise((go) => process.stdin.once('data', go))
process.stdin.on('end', () => process.exit(1))
process.stdin.resume()

await instruct('type')
await pause(1000 * tasks.typing)
// Drawn tasks come mixed in blocks, as in a presence check.
for (let left = tasks.prompts; left > 0; left -= 4) await prompts(Math.min(4, left))
for (let left = tasks.targets; left > 0; left -= 5) await targets(Math.min(5, left))
await holds(tasks.holds)
await work(tasks.office)
await instruct('done')
await pause(400)
process.stdout.write(`${JSON.stringify({ answers })}\n`)
process.exit(0)

async function prompts(count: number): Promise<void> {
  await instruct('prompt')
  await pause(600)
  for (let i = 0; i < count; i++) {
    await pause(350 + Math.min(1500, exponential(rng, 500)))
    brush.fill(prompt.colour, prompt.x, prompt.y, prompt.width, prompt.height)
    const shownAt = await drawn()
    const key = await hear((h) => h.what === 'key')
    answers.push({ stimulus: 'prompt', shownAt, ...(key ? { respondedAt: key.at, by: 'key' as const } : {}) })
    brush.fill(ground, prompt.x, prompt.y, prompt.width, prompt.height)
  }
}

async function targets(count: number): Promise<void> {
  await instruct('target')
  await pause(600)
  for (let i = 0; i < count; i++) {
    await pause(300 + Math.min(1200, exponential(rng, 350)))
    const { x, y } = cell(Math.floor(cells.columns * cells.rows * rng()))
    const size = 24 + 2 * Math.floor(9 * rng())
    brush.fill(cells.colour, x - size / 2, y - size / 2, size, size)
    const shownAt = await drawn()
    let moved: Heard | undefined
    const click = await hear((h) => {
      if (h.what === 'motion') moved ??= h
      return h.what === 'click' && Math.hypot(h.x - x, h.y - y) < size
    })
    if (moved) answers.push({ stimulus: 'target', shownAt, respondedAt: moved.at, by: 'motion' })
    answers.push({
      stimulus: 'target',
      shownAt,
      ...(click ? { respondedAt: click.at, by: 'click' as const } : {}),
    })
    brush.fill(ground, x - size / 2, y - size / 2, size, size)
  }
}

/** `shownAt` is when the bar reached its mark, `respondedAt` the release, `settledAt` the next key after it. */
async function holds(count: number): Promise<void> {
  if (count === 0) return
  await instruct('hold')
  await pause(600)
  for (let i = 0; i < count; i++) {
    brush.fill(ground, 0, mark.y, 1024, 92)
    const goal = 30 + Math.floor(22 * rng())
    brush.fill(mark.colour, bar.x + bar.step * (goal - 1), mark.y, mark.width, mark.height)
    await drawn()
    let steps = 0
    let held = -1
    let reached: number | undefined
    let lifted: Heard | undefined
    const settled = await hear((h) => {
      if (h.what === 'key' && (held < 0 || h.detail === held)) {
        held = h.detail
        if (steps < bar.steps)
          brush.fill(bar.colour, bar.x + bar.step * steps, bar.y, bar.step - 2, bar.height)
        if (++steps === goal) reached = h.at
        lifted = undefined
      } else if (h.what === 'up' && h.detail === held) lifted = h
      return h.what === 'key' && h.detail !== held && lifted !== undefined
    }, 9000)
    if (lifted !== undefined && reached !== undefined)
      answers.push({
        stimulus: 'hold',
        shownAt: reached,
        respondedAt: (lifted as Heard).at,
        by: 'release',
        overshoot: steps - goal,
        ...(settled ? { settledAt: settled.at } : {}),
      })
    await pause(500)
  }
}

/** Ordinary work: something opens by itself and is dealt with, sooner or later, or not at all. */
async function work(count: number): Promise<void> {
  if (count === 0) return
  await instruct('office')
  const kinds = Object.keys(offices) as Office[]
  for (let i = 0; i < count; i++) {
    await pause(700 + Math.min(3000, exponential(rng, 900)))
    const stimulus = kinds[Math.floor(kinds.length * rng())]!
    const id = openWindow(display, office, offices[stimulus])
    const shownAt = await drawn()
    const first = await hear((h) => h.what !== 'up', 4000)
    const by = first?.what === 'key' ? 'key' : first?.what === 'click' ? 'click' : 'motion'
    answers.push({ stimulus, shownAt, ...(first ? { respondedAt: first.at, by } : {}) })
    await pause(first && by === 'motion' ? 600 : 50)
    closeWindow(display, id)
  }
}

async function instruct(now: Mode): Promise<void> {
  clear(now)
  await drawn()
}

function clear(now: Mode): void {
  brush.fill(ground, 0, 0, display.width, display.height)
  brush.fill(modes[now], mode.x, mode.y, mode.width, mode.height)
}

async function drawn(): Promise<number> {
  await display.settled()
  return now()
}

/** The first thing heard that answers, or undefined when patience ends. */
function hear(answers: (heard: Heard) => boolean, within = patience): Promise<Heard | undefined> {
  return new Promise((done) => {
    const timer = setTimeout(() => over(undefined), within)
    listener = (heard) => {
      if (answers(heard)) over(heard)
    }
    function over(heard: Heard | undefined): void {
      clearTimeout(timer)
      listener = () => {}
      done(heard)
    }
  })
}
