/**
 * The people of the range: an explicit model, so that a reader can judge what a figure from here is worth. Nobody was
 * measured; each number is a choice within what its source reports. No number was fitted to, or chosen after, what a
 * detector of this project makes of it.
 *
 * - Simple and two-choice visual reactions are ex-Gaussian: Luce 1986; means of 213–231 ms when ready (Woods et al.
 *   2015, Frontiers in Human Neuroscience 9:131). A prompt inside work, at an unknown moment, that must be read and
 *   answered by a chosen key lies between simple and four-choice reactions (Deary, Liewald, Nissan 2011, Behavior
 *   Research Methods 43:258: choice means some 200 ms slower).
 * - People differ: standard deviation between adults 30–45 ms, with a tail (Der, Deary 2006, Psychology and Aging
 *   21:62): a t-distribution with 5 degrees of freedom is used; a day's state and the hand used add to it.
 * - Typing: key-down times 40–180 ms, medians near 90–100; between presses 100–250 ms, log-normal, quicker between
 *   hands than within one (Dhakal et al. 2018, Observations on Typing from 136 Million Keystrokes, CHI).
 * - Pointing: Fitts' law, 100 + 120 ms per bit (MacKenzie 1992, Human-Computer Interaction 7:91), a minimum-jerk path
 *   (Flash, Hogan 1985, Journal of Neuroscience 5:1688) that falls short and is corrected (Meyer et al. 1988,
 *   Psychological Review 95:340).
 * - Holding: people release ahead of what they see, by a lead that they adapt from their own error, about a third of
 *   it per trial (van Beers 2009, Neuron 63:406, for reaching).
 * - Half of all notices in real work are answered late or not at once (Iqbal, Horvitz 2007, CHI): the share is a
 *   trait, 10 to 50 %.
 */
import { lognormal, normal, type Random, random, seedOf } from '../random.ts'

export interface Person {
  /** Ex-Gaussian of prompt → key decision and target → first motion, milliseconds: mean and sd of the normal part. */
  prompt: { mu: number; sigma: number; tau: number }
  target: { mu: number; sigma: number; tau: number }
  /** How long the screen must stand still until it counts as settled; then a reaction follows. */
  still: number
  /** Share of answers given late, and of answers given before the stimulus could be processed. */
  late: number
  early: number
  /** Median time between presses and held, milliseconds. */
  between: number
  held: number
  /** Fitts' law: intercept and slope, milliseconds. */
  fitts: { a: number; b: number }
  /** How strongly a hold's error is corrected on the next. */
  learns: number
}

/**
 * Person number `who`, always the same but for the day: 12 ms of drift, t with 5 degrees, as sleep and coffee do
 * (within-person spread of daily means: Hultsch et al. 2000, Neuropsychology 14:588, about a third of that between
 * people). `slow` makes a slow typist: an older adult's figures, late more often. `speech`: what is shown is heard, so
 * many milliseconds later.
 */
export function person(who: number, slow = false, day = 1, speech = 0): Person {
  const rng = random(seedOf('person', who))
  const drift = 12 * student(random(seedOf('day', who, day)), 5)
  const self = 30 * student(rng, 5) + drift
  return {
    prompt: {
      mu: 235 + self + normal(rng, 0, 15) + (slow ? 60 : 0) + speech,
      sigma: 28,
      tau: (slow ? 130 : 85) + 15 * rng(),
    },
    target: {
      mu: 195 + 0.6 * self + normal(rng, 0, 18) + (slow ? 45 : 0),
      sigma: 24,
      tau: (slow ? 70 : 42) + 10 * rng(),
    },
    still: 120 + 60 * rng(),
    late: slow ? 0.5 : 0.1 + 0.4 * rng() ** 2,
    early: 0.01,
    between: (slow ? 320 : 150) * Math.exp(normal(rng, 0, 0.25)),
    held: 95 * Math.exp(normal(rng, 0, 0.15)),
    fitts: { a: 100 * (slow ? 1.5 : 1), b: 120 * Math.exp(normal(rng, 0, 0.12)) * (slow ? 1.4 : 1) },
    learns: 0.35,
  }
}

/** One reaction's decision time, milliseconds; late ones took attention elsewhere first. */
export function reacts(rng: Random, { mu, sigma, tau }: Person['prompt'], { late, early }: Person): number {
  const chance = rng()
  if (chance < early) return 60 + 140 * rng()
  const quick = Math.max(90, normal(rng, mu, sigma)) - tau * Math.log(1 - rng())
  return chance < early + late ? quick + lognormal(rng, 900, 0.7) : quick
}

/** Times at which `n` keys are pressed and let go, from 0: open loop, as fluent typing is. */
export function typed(
  rng: Random,
  { between, held }: Person,
  n: number,
): { press: number; release: number; key: number }[] {
  const keys: { press: number; release: number; key: number }[] = []
  let at = 0
  let word = 3 + Math.floor(6 * rng())
  for (let i = 0; i < n; i++) {
    const space = word-- === 0
    if (space) word = 3 + Math.floor(6 * rng())
    const error = !space && rng() < 0.02
    const key = space ? 65 : error ? 22 : letters[Math.floor(letters.length * rng())]!
    // Hands alternate about half the time; the same finger again is slowest.
    const hand = rng() < 0.5 ? 0.85 : 1.15
    at +=
      lognormal(rng, between * hand * (space ? 1.05 : 1), 0.32) +
      (rng() < 0.03 ? lognormal(rng, 500, 0.5) : 0)
    keys.push({ press: at, release: at + Math.max(25, lognormal(rng, held, 0.25)), key })
  }
  return keys
}

/** Key codes of the three letter rows of a PC keyboard under X. */
const letters = [...span(24, 33), ...span(38, 46), ...span(52, 58)]

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** Position along a minimum-jerk movement, 0–1, at share `t` of its time. */
export function jerk(t: number): number {
  return t <= 0 ? 0 : t >= 1 ? 1 : t ** 3 * (10 - 15 * t + 6 * t * t)
}

function student(rng: Random, degrees: number): number {
  let chi = 0
  for (let i = 0; i < degrees; i++) chi += normal(rng) ** 2
  return normal(rng) / Math.sqrt(chi / degrees)
}
