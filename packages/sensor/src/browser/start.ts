import { ms, now } from './clock.ts'
import { echo } from './echo.ts'
import { keys } from './keys.ts'
import { outbox } from './outbox.ts'
import { pointer } from './pointer.ts'
import { isPrivate } from './private-fields.ts'
import { reactions } from './reactions.ts'
import type { Options, Row, Sensor } from './types.ts'

const full = { keys: 200, pointer: 500, reaction: 50 }
const batchEvery = 10_000
const policyEvery = 60_000
const quiet = { passive: true, capture: true } as const

/**
 * Begins to observe once there is consent and the company's policy allows it; until then, and after `stop`, it does
 * nothing at all. Never throws into the page.
 */
export function start(options: Options): Sensor {
  const { ticket, mode = 'send', policy = 'browser', root = document } = options
  const url = options.url.replace(/\/$/, '')
  const session = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(9)))).replace(/\W/g, '-')
  const trial = mode === 'try'
  const shown = reactions()
  const typed = keys()
  const moved = pointer()
  const box = outbox(url, ticket, () => end(true))
  const endings: (() => void)[] = []
  let line: ReturnType<typeof echo> | undefined
  let [count, over] = [0, false]

  function put(kind: Row['kind'], data: Record<string, unknown> | undefined): void {
    if (!data) return
    const row: Row = { id: `${session}-${count++}`, kind, at: Math.round(now()), data }
    options.onRow?.(row)
    if (!trial) box.add(row)
  }
  function gather(all = false): void {
    put('keys', typed.take(now(), all))
    put('pointer', moved.take())
    put('reaction', shown.take())
  }
  const flush = (all = false) => {
    gather(all)
    if (!trial) void box.send()
  }
  const ifFull = (size: number, most: number) => {
    if (size >= most) setTimeout(flush)
  }
  function on<K extends keyof HTMLElementEventMap>(
    name: K,
    hear: (event: HTMLElementEventMap[K]) => void,
  ): void {
    root.addEventListener(name, hear as EventListener, quiet)
    endings.push(() => root.removeEventListener(name, hear as EventListener, quiet))
  }
  function every(time: number, work: () => void): void {
    const timer = setInterval(work, time)
    endings.push(() => clearInterval(timer))
  }

  function begin(): void {
    on('keydown', (event) => {
      if (!typed.down(event)) return
      if (!event.repeat) {
        shown.respond('key', event.timeStamp)
        line?.key(ms(event.timeStamp))
      }
      ifFull(typed.size(), full.keys)
      if (trial) setTimeout(gather)
    })
    on('keyup', (event) => typed.up(event))
    on('pointermove', (event) => {
      if (!event.isTrusted || event.pointerType === 'touch') return
      moved.move(event)
      shown.respond('motion', event.timeStamp)
      ifFull(moved.size(), full.pointer)
    })
    for (const name of ['pointerdown', 'pointerup'] as const)
      on(name, (event) => {
        if (!event.isTrusted) return
        moved.button(event)
        if (name === 'pointerdown') shown.respond('click', event.timeStamp, event.target)
      })
    on('focusin', (event) => {
      if (!isPrivate(event.target)) shown.work('window')
    })
    const opened = new MutationObserver((changes) => {
      if (changes.some(({ target, addedNodes }) => [target, ...addedNodes].some(isOpenDialog)))
        shown.work('dialog')
    })
    opened.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['open', 'role'],
    })
    endings.push(() => opened.disconnect())
    const hidden = () => {
      if (document.visibilityState !== 'hidden') return
      gather(true)
      if (!trial) box.beacon()
    }
    addEventListener('pagehide', hidden)
    document.addEventListener('visibilitychange', hidden)
    endings.push(() => {
      removeEventListener('pagehide', hidden)
      document.removeEventListener('visibilitychange', hidden)
    })
    every(trial ? 500 : batchEvery, () => flush())
    if (!trial)
      every(policyEvery, async () => {
        if (!(await allowed())) end(true)
      })
    line = echo(url, ticket, { onRtt: options.onRtt, onClock: options.onClock, stopped: () => end(true) })
  }

  /** Where the policy can't be read it is taken to be unchanged while running, and off before. */
  async function allowed(before = true): Promise<boolean> {
    try {
      const reply = await fetch(`${url}/v1/sensor/policy`, { credentials: 'omit' })
      return reply.ok ? (await reply.json())[policy] === true : before
    } catch {
      return before
    }
  }

  function end(forget: boolean): void {
    if (over) return
    if (forget) shown.clear()
    else flush(true)
    over = true
    for (const undo of endings) undo()
    line?.end()
    if (forget) box.end()
  }

  void (async () => {
    const { consent } = options
    const given = await (typeof consent === 'function' ? consent() : consent)
    if (given === true && !over && (trial || (await allowed(false))) && !over) begin()
  })().catch(() => {})

  return {
    prompt: (element) => shown.show('prompt', element),
    target: (element) => shown.show('target', element),
    stop: () => end(false),
    forget: () => end(true),
    get sent() {
      return box.sent()
    },
    get dropped() {
      return box.dropped()
    },
  }
}

function isOpenDialog(node: Node): boolean {
  return (
    node instanceof Element &&
    (node.matches('dialog[open],[role=dialog],[role=alertdialog]') ||
      node.querySelector?.('dialog[open],[role=dialog],[role=alertdialog]') !== null)
  )
}
