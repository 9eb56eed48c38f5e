import nicknames from '../facts/nicknames.ts'
import { nameParts, plain, skeleton } from './fold.ts'
import { isNoName } from './placeholders.ts'
import { commonMost, jaroWinkler, likenessMost, slips, type Text } from './similarity.ts'
import { hashOf, Ints, Sets, Texts } from './storage.ts'

/** How two names of one kind compare, best first. The numbers are levels of the model: see `fields.ts`. */
export const nameLevels = {
  same: 0,
  variant: 1,
  short: 2,
  part: 3,
  swapped: 4,
  initial: 5,
  close: 6,
  alike: 7,
  remote: 8,
  different: 9,
} as const

/** Each short form and full form, with the number of every name that it may stand for; full forms stand first. */
const groupsOf = (() => {
  const out = new Map<string, number[]>()
  nicknames.data.names.forEach((line, group) => {
    const [full = '', forms = ''] = line.split(':')
    for (const form of [full, ...forms.split(' ')]) {
      const name = plain(form).replaceAll(' ', '')
      const groups = out.get(name)
      if (!groups) out.set(name, [group])
      else if (!groups.includes(group)) groups.push(group)
    }
  })
  return out
})()

/** Given and family names as they are compared; everything about one is computed when it is first seen. */
export class Names {
  readonly folded = new Texts()
  readonly #written = new Map<string, number>()
  /** Letters alone: "van den Berg" and "Vandenberg" are one. */
  readonly joined = new Texts()
  readonly skeletons = new Texts()
  readonly tokens = new Texts()
  /** By token. */
  readonly #sounds: string[] = []
  /** By folded name. */
  readonly joinedOf = new Ints()
  readonly skeletonOf = new Ints()
  readonly tokensOf = new Sets()
  readonly groups = new Sets()
  /** By folded name: hash of the name it is a short form of, or of itself. What blocks are made of. */
  readonly roots = new Ints()
  /** By folded name: hash of its skeleton. */
  readonly sounds = new Ints()

  /** Makes room for so many names in all. */
  reserve(names: number): void {
    this.folded.reserve(names, names * 16)
    this.joined.reserve(names, names * 16)
    this.skeletons.reserve(names, names * 8)
    this.tokens.reserve(names >> 1, names * 8)
    for (const column of [this.joinedOf, this.skeletonOf, this.roots, this.sounds]) column.reserve(names)
    this.tokensOf.reserve(names, 2)
    this.groups.reserve(names >> 1)
  }

  /** −1 where the name says nothing. */
  read(written: string | undefined): number {
    if (written === undefined || written === '') return -1
    const head = written.length > 160 ? written.slice(0, 160) : written
    const known = this.#written.get(head)
    if (known !== undefined) return known
    const parts = nameParts(head)
    const text = parts.join(' ')
    const id = isNoName(text) ? -1 : this.#fold(text, parts)
    this.#written.set(head, id)
    return id
  }

  #fold(text: string, parts: string[]): number {
    const before = this.folded.size
    const id = this.folded.id(text)
    if (id < before) return id
    const joined = parts.join('')
    const tokens = parts.map((part) => this.#token(part))
    const sound = tokens.map((token) => this.#sounds[token]!).join('')
    this.joinedOf.push(this.joined.id(joined))
    this.skeletonOf.push(this.skeletons.id(sound))
    this.tokensOf.push(tokens)
    const group = groupsOf.get(parts[0]!)?.[0]
    this.roots.push(group === undefined ? hashOf(this.#sounds[tokens[0]!]!) : hashOf(`group ${group}`))
    this.sounds.push(hashOf(sound))
    return id
  }

  #token(part: string): number {
    const before = this.tokens.size
    const id = this.tokens.id(part)
    if (id === before) {
      this.groups.push(groupsOf.get(part) ?? [])
      this.#sounds.push(skeleton(part))
    }
    return id
  }

  /** Level of two folded names, without looking at the other half of the whole name. Symmetric. */
  compare(a: number, b: number, given: boolean): number {
    if (a === b || this.joinedOf.at[a] === this.joinedOf.at[b]) return nameLevels.same
    if (this.skeletonOf.at[a] === this.skeletonOf.at[b] && this.#long(a) && this.#long(b))
      return nameLevels.variant
    const n = this.tokensOf.count(a)
    const m = this.tokensOf.count(b)
    let initial = false
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const x = this.tokensOf.value(a, i)
        const y = this.tokensOf.value(b, j)
        const short = this.#length(x) === 1 || this.#length(y) === 1
        if (!short && x === y) return nameLevels.part
        if (given && !short && this.#sharesGroup(x, y))
          return n === 1 && m === 1 ? nameLevels.short : nameLevels.part
        if (i === 0 && j === 0 && short && this.#first(x) === this.#first(y)) initial = true
      }
    if (initial) return nameLevels.initial
    const x = this.text(a)
    const y = textOf(this.joined, this.joinedOf.at[b]!, other)
    const least = Math.min(x.length, y.length)
    const common = commonMost(x, y)
    if (least >= 3 && common >= least - 1 && slips(x, y, 1) === 1) return nameLevels.close
    const two = least >= 7 && common >= least - 2
    if (!two && likenessMost(x, y, common) < 0.7) return nameLevels.different
    const likeness = jaroWinkler(x, y)
    if (likeness >= 0.92 || (two && slips(x, y, 2) === 2)) return nameLevels.close
    return likeness >= 0.84 ? nameLevels.alike : likeness >= 0.7 ? nameLevels.remote : nameLevels.different
  }

  text(id: number): Text {
    return textOf(this.joined, this.joinedOf.at[id]!, one)
  }

  #long(id: number): boolean {
    const skeletonId = this.skeletonOf.at[id]!
    return this.skeletons.ends.at[skeletonId]! - this.skeletons.start(skeletonId) >= 3
  }

  #length(token: number): number {
    return this.tokens.ends.at[token]! - this.tokens.start(token)
  }

  #first(token: number): number {
    return this.tokens.chars[this.tokens.start(token)]!
  }

  #sharesGroup(x: number, y: number): boolean {
    const n = this.groups.count(x)
    const m = this.groups.count(y)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) if (this.groups.value(x, i) === this.groups.value(y, j)) return true
    return false
  }
}

const one: Text = { chars: new Uint16Array(0), from: 0, length: 0, mask: 0 }
const other: Text = { ...one }

/** A text of a pool as comparisons take it; `into` is used again and again. */
export function textOf(texts: Texts, id: number, into: Text): Text {
  into.chars = texts.chars
  into.from = texts.start(id)
  into.length = texts.ends.at[id]! - into.from
  into.mask = texts.masks.at[id]!
  return into
}
