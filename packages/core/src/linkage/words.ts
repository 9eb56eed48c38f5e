import type { LinkWord } from './types.ts'

/**
 * What people said of pairs of records, by record id: it stands whether or not the records are there. Where both were said of
 * a pair, "different people" holds.
 */
export class LinkWords {
  readonly #same = new Map<string, Set<string>>()
  readonly #different = new Map<string, Set<string>>()

  say({ is, a, b }: LinkWord): void {
    if (a === b) return
    const side = is === 'same-person' ? this.#same : this.#different
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const there = side.get(x)
      if (there) there.add(y)
      else side.set(x, new Set([y]))
    }
  }

  unsay({ is, a, b }: LinkWord): void {
    const side = is === 'same-person' ? this.#same : this.#different
    side.get(a)?.delete(b)
    side.get(b)?.delete(a)
  }

  /** True while nobody has said that two are one. */
  get joinsNone(): boolean {
    return this.#same.size === 0
  }

  /** True while nobody has said anything. */
  get saysNothing(): boolean {
    return this.#same.size === 0 && this.#different.size === 0
  }

  /** Records that a person said are the same person as this one. */
  same(id: string): Iterable<string> {
    return this.#same.get(id) ?? []
  }

  saidOf(a: string, b: string): LinkWord['is'] | undefined {
    if (this.#different.get(a)?.has(b)) return 'different-people'
    return this.#same.get(a)?.has(b) ? 'same-person' : undefined
  }

  areDifferent(a: string, b: string): boolean {
    return this.#different.get(a)?.has(b) === true
  }
}
