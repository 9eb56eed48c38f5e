import { ms, now } from './clock.ts'
import type { Prompt, Response, Stimulus } from './types.ts'

interface Open {
  stimulus: Stimulus
  element: Element | undefined
  /** Zero until the frame that shows it has been drawn. */
  shownAt: number
  calledAt: number
  /** A hand that was moving when it appeared was not moved by it. */
  moving: boolean
  answered?: boolean
  settle(response: Response, by?: Response['by']): void
}

type Told = { stimulus: Stimulus } & Response

/** An answer later than this is none. */
const patience = 10_000
/** What the page did by itself must find still hands, or it did not cause what they do next. */
const stillness = 250
const workPatience = 4000

/**
 * From something that was shown to the first response. What is drawn becomes visible some milliseconds after a page
 * can know of it (compositor and display, usually one to three frames); that is the same for everybody and is part
 * of what an average person takes.
 */
export function reactions() {
  let events: Told[] = []
  const open = new Set<Open>()
  let lastInput = Number.NEGATIVE_INFINITY
  let lastMotion = Number.NEGATIVE_INFINITY

  function show(stimulus: Stimulus, element?: Element, most = patience): Prompt {
    let finish: (response: Response) => void = () => {}
    const done = new Promise<Response>((resolve) => {
      finish = resolve
    })
    const own = stimulus === 'prompt' || stimulus === 'target'
    const one: Open = {
      stimulus,
      element,
      shownAt: 0,
      calledAt: now(),
      moving: now() - lastMotion < 100,
      settle(response, by) {
        const whole = { stimulus, ...response, ...(by && { by }) }
        events.push(whole)
        finish(whole)
        // The click comes after the motion towards it, and is told as well.
        if (by === 'motion' && stimulus === 'target') one.moving = one.answered = true
        else open.delete(one)
      },
    }
    open.add(one)
    const timer = setTimeout(() => {
      if (!open.has(one)) return
      if (own && !one.answered) one.settle({ shownAt: one.shownAt || one.calledAt })
      open.delete(one) // of what the page did by itself, nothing was missed: nobody was asked
      finish({ shownAt: one.shownAt || one.calledAt })
    }, most)
    // The second frame begins when the first one, which shows it, has been handed on.
    requestAnimationFrame(() =>
      requestAnimationFrame((stamp) => {
        one.shownAt = ms(stamp)
        if (!own && one.shownAt - lastInput < stillness) open.delete(one)
        one.moving ||= one.shownAt - lastMotion < 100
      }),
    )
    return {
      done,
      cancel() {
        clearTimeout(timer)
        open.delete(one)
        finish({ shownAt: one.shownAt || one.calledAt })
      },
    }
  }

  const respond = (by: 'key' | 'motion' | 'click', stamp: number, target?: EventTarget | null) => {
    const at = ms(stamp)
    for (const one of open) {
      const wanted =
        one.stimulus === 'prompt'
          ? by === 'key'
          : one.stimulus === 'target'
            ? (by === 'motion' && !one.moving) || (by === 'click' && within(one.element, target))
            : one.shownAt > 0
      // An answer to what the page has not drawn yet is an anticipation: told as such, it says nothing by itself.
      if (wanted) one.settle({ shownAt: one.shownAt || one.calledAt + 16.7, respondedAt: at }, by)
    }
    lastInput = at
    if (by === 'motion') lastMotion = at
  }

  return {
    show,
    /** Something that the page did by itself: a dialog, a focus that moved without a hand. */
    work: (stimulus: Stimulus) =>
      void (now() - lastInput >= stillness && show(stimulus, undefined, workPatience)),
    respond,
    size: () => events.length,
    take(): Record<string, unknown> | undefined {
      if (events.length === 0) return undefined
      const data = { source: 'browser', events }
      events = []
      return data
    },
    clear() {
      for (const one of open) open.delete(one)
      events = []
    },
  }
}

function within(element: Element | undefined, target: EventTarget | null | undefined): boolean {
  return element === undefined || (target instanceof Node && element.contains(target))
}
