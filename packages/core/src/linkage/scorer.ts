import { Bounds } from './bounds.ts'
import type { Columns, Contacts } from './columns.ts'
import { compareDates } from './dates.ts'
import { contexts, F, type Field, fields, levels, missing, personal, room, within } from './fields.ts'
import type { LinkModel } from './model.ts'
import { nameLevels, textOf } from './names.ts'
import { type PlacePart, placeParts } from './places.ts'
import { homeKey } from './rules.ts'
import { commonMost, jaroWinkler, likenessMost, slips, type Text } from './similarity.ts'
import { type Ints, roomy, type Texts } from './storage.ts'

/** Why a pair is not linked although its weight says so. Numbers are what `rule` gives. */
export const refusals = [
  '',
  'a name alone never links: nothing else agrees strongly',
  'what a household shares does not make one person: name, birth date, e-mail and documents do not agree enough',
  'two given names that differ: only a document, a profile, or an e-mail address with the birth date outweighs that',
  'two birth dates more than ten years apart: only a document, a profile or an e-mail address outweighs that',
] as const

/** Refusals from here on say that the two contradict each other, and not only that too little agrees. */
export const contradiction = 3

/** Whether a value is carried by more records than its block may have: by rule and key. */
export type IsHub = (rule: string, key: number) => boolean

/** What a field other than a name must at least be worth to hold a link by itself. */
const strong = 1
/** Or what birth date, phone and e-mail must be worth together. */
const strongTogether = 1.5
/** What the personal fields must be worth together. */
const personalLeast = 1
/** A level's weight is never taken for more certain than this. */
const most = 8

/** What rounding may take from a bound. */
const slack = 1e-9

const count = fields.length

/**
 * Compares two rows under a model (Fellegi and Sunter 1969; frequency of the agreeing value after Winkler 1989). What one pair
 * gave stands in `levels`, `weights` and `frequencies` until the next.
 */
export class Scorer {
  /** By field: level, weight (log10 of m/u) and log10 of the agreeing value's frequency (0 where it did not count). */
  readonly levels = new Uint8Array(count)
  readonly weights = new Float64Array(count)
  readonly common = new Float64Array(count)
  /** By field: place in `contexts`. */
  readonly contexts = new Uint8Array(count)
  /** By field: log10 of how often strangers agree so. */
  readonly strangers = new Float64Array(count)
  /** Of the address that was compared, on either side; −1 without, and among many pairs (see `bound`) where there is one. */
  addressA = -1
  addressB = -1
  /** Index in `refusals`; 0 where none. */
  rule = 0

  readonly #columns: Columns
  readonly #isHub: IsHub
  readonly #m: Float64Array[]
  readonly #u: Float64Array[]
  readonly #prior: number
  readonly #hub: Float64Array
  readonly #given: Common
  readonly #family: Common
  readonly #birth: Map<number, number>
  readonly #birthRest: number
  readonly #contacts: {
    field: Field
    rule: string
    contacts: Contacts
    common: Common
    levels: (x: number, y: number) => number
  }[]
  readonly #parts: Record<PlacePart, Common>
  /** Parts of an address, each after those that it depends on. */
  readonly #wide: Compared[]
  readonly #cache = new Cache()
  readonly #ceiling: Float64Array
  #bounds: Bounds | undefined

  constructor(model: LinkModel, columns: Columns, isHub: IsHub) {
    this.#columns = columns
    this.#isHub = isHub
    this.#prior = model.prior
    this.#m = fields.map((field) => byContext(model, field, 'm'))
    this.#u = fields.map((field) => byContext(model, field, 'u'))
    const common = (field: Field, texts: Texts) => new Common(model, field, texts)
    const { names, places } = columns
    this.#given = common('givenName', names.joined)
    this.#family = common('familyName', names.joined)
    const born = model.frequencies.birthDate
    this.#birth = new Map(born?.of.map(([hash, share]) => [hash, Math.log10(share)]))
    this.#birthRest = Math.log10(born?.rest ?? model.fields.birthDate.u[0]!)
    const contact = (
      field: Field,
      rule: string,
      contacts: Contacts,
      compare: (x: number, y: number) => number,
    ) => ({
      field,
      rule,
      contacts,
      common: common(field, contacts.texts),
      levels: compare,
    })
    this.#contacts = [
      contact('email', 'e-mail', columns.emails, (x, y) => this.#email(x, y)),
      contact('phone', 'phone', columns.phones, (x, y) => this.#phone(x, y)),
      contact('document', 'document', columns.documents, (x, y) =>
        isSlip(columns.documents.texts, x, y) ? 1 : 2,
      ),
      contact('account', 'account', columns.accounts, () => 1),
      contact('profile', 'profile', columns.profiles, () => 1),
    ]
    this.#parts = Object.fromEntries(
      placeParts.map((part) => [part, common(part, places.texts[part])]),
    ) as Record<PlacePart, Common>
    this.#wide = fromWide.map((part) => ({
      ...{
        f: F[part],
        place: placeParts.indexOf(part),
        column: places.parts[part],
        texts: places.texts[part],
      },
      ...{ table: this.#parts[part], last: levels[part].length - 1 },
    }))
    // A value that more records carry than its block may have: as common as its cap says, among the records of the model.
    this.#hub = Float64Array.from(fields, (field) => {
      const rule = field === 'email' ? 'e-mail' : field
      const cap = model.blocking.find((one) => one.rule === rule)?.cap ?? 200
      return Math.log10(Math.min(1, cap / Math.max(model.records, 10_000)))
    })
    this.#ceiling = Float64Array.from(fields, (_, f) =>
      Math.min(
        most,
        Math.max(0, ...Array.from(this.#m[f]!, (m, at) => (m === 0 ? 0 : m - this.#floor(f, at)))),
      ),
    )
  }

  /** Prepares for many pairs of the rows that there are now: `score` then tells most of those that miss `least` at a glance. */
  bound(): void {
    const [m, u, ceiling] = [this.#m, this.#u, this.#ceiling]
    this.#bounds = new Bounds(this.#columns, { m, u, ceiling, most, room })
  }

  #floor(f: number, level: number): number {
    const tables: Record<number, Common> = { [F.givenName]: this.#given, [F.familyName]: this.#family }
    for (const { field, common } of this.#contacts) tables[F[field]] = common
    for (const part of placeParts) tables[F[part]] = this.#parts[part]
    const least = f === F.birthDate ? Math.min(this.#birthRest, ...this.#birth.values()) : tables[f]!.least
    return Math.min(this.#u[f]![level]! - 0.7, least)
  }

  /**
   * Prior and fields together, log10 of odds; −Infinity as soon as `least` is out of reach. `rule` says whether a rule stands
   * against a link.
   */
  score(a: number, b: number, least = Number.NEGATIVE_INFINITY): number {
    const { levels, weights, common } = this
    levels.fill(missing)
    this.contexts.fill(0)
    weights.fill(0)
    common.fill(0)
    this.rule = 0
    const dates = this.#dates(a, b)
    const bounds = this.#bounds
    let rest = Number.POSITIVE_INFINITY
    if (bounds) {
      rest = bounds.rest(a, b) + slack
      if (this.#prior + dates + bounds.names(a, b) + rest < least) return Number.NEGATIVE_INFINITY
    }
    let total = this.#prior
    total += this.#names(a, b)
    total += dates
    let hubs = 0
    for (let i = 0; i < this.#contacts.length; i++) {
      if (total + rest < least) return Number.NEGATIVE_INFINITY
      const f = F.email + i
      if (this.#contact(a, b, f)) hubs |= 1 << f
      total += weights[f]!
      if (bounds) rest -= bounds.caps[i]!
    }
    if (total + rest < least) return Number.NEGATIVE_INFINITY
    total += this.#addresses(a, b)
    this.rule = this.#refusal(hubs)
    return total
  }

  #refusal(hubs: number): number {
    const w = this.weights
    const l = this.levels
    let own = 0
    for (let f = 0; f < count; f++) if (isPersonal[f] === 1) own += w[f]!
    const holds = (f: number) => w[f]! >= strong && (hubs & (1 << f)) === 0
    const identified = holds(F.document) || holds(F.profile)
    // People of one name choose like addresses: where the names are alike, one that is only alike must be worth more.
    const chosen = l[F.email]! > 0 && this.contexts[F.email] === 1 && w[F.email]! < 1.5 * strong
    const mailbox = holds(F.email) && !chosen && l[F.email]! <= 1
    const place = w[F.street]! + w[F.number]! + w[F.line2]! + w[F.postcode]! + w[F.city]!
    const home =
      (hubs & (1 << F.street)) === 0 &&
      place >= 2 * strong &&
      (l[F.street]! <= 1 || l[F.line2]! <= 1) &&
      (l[F.number] === 0 || l[F.postcode]! <= 1)
    const mail = (hubs & (1 << F.email)) !== 0 ? 0 : w[F.email]!
    const reached =
      (holds(F.phone) ? w[F.phone]! : 0) +
      (chosen ? Math.min(mail, strongTogether / 2) : mail) +
      Math.max(0, w[F.birthDate]!)
    const agrees =
      identified ||
      home ||
      holds(F.account) ||
      holds(F.birthDate) ||
      holds(F.phone) ||
      (holds(F.email) && !chosen)
    if (!agrees && reached < strongTogether) return 1
    if (own < personalLeast) return 2
    if (identified) return 0
    const born = l[F.birthDate]!
    if (l[F.givenName] === nameLevels.different && !(mailbox && born <= 4)) return 3
    if (born === 7 && !mailbox) return 4
    return 0
  }

  #put(f: number, level: number, u: number): number {
    const weight = Math.max(-most, Math.min(most, this.#m[f]![this.contexts[f]! * room + level]! - u))
    this.levels[f] = level
    this.weights[f] = weight
    this.strangers[f] = u
    return weight
  }

  /** A level whose share among strangers does not depend on the value. */
  #level(f: number, level: number): number {
    return this.#put(f, level, this.#u[f]![this.contexts[f]! * room + level]!)
  }

  /** Where the field stands to those that it depends on. */
  #context(f: number): number {
    let compared = 0
    let apart = 0
    for (const other of dependsOn[f]!) {
      const level = this.levels[other]!
      if (level === missing) continue
      if (level === 0) return 1
      compared++
      if (level >= 2) apart++
    }
    return compared > 0 && apart === compared ? 2 : 0
  }

  /** Whether the whole names are alike, as far as both have them: an address made of them is then alike by itself. */
  #named(): boolean {
    const [given, family] = [this.levels[F.givenName]!, this.levels[F.familyName]!]
    const alike = (level: number) => level <= nameLevels.alike
    return (alike(given) && (alike(family) || family === missing)) || (alike(family) && given === missing)
  }

  /** An agreement on a value of this frequency; one that is not exact is worth no more than the exact one. */
  #agree(f: number, level: number, share: number, mean: number): number {
    this.common[f] = share
    if (level === 0) return this.#put(f, 0, share)
    const at = this.contexts[f]! * room
    // A common value has more values that resemble it; half of what resembles does so by itself.
    const u = this.#u[f]![at + level]! + Math.log10(0.25 + 0.75 * Math.min(50, 10 ** (share - mean)))
    return this.#put(f, level, Math.max(u, this.#m[f]![at + level]! - (this.#m[f]![at]! - share)))
  }

  #names(a: number, b: number): number {
    const { given, family } = this.#columns
    const bounds = this.#bounds
    const ga = bounds ? bounds.given(a) : given.at[a]!
    const gb = bounds ? bounds.given(b) : given.at[b]!
    const fa = bounds ? bounds.family(a) : family.at[a]!
    const fb = bounds ? bounds.family(b) : family.at[b]!
    const g = ga < 0 || gb < 0 ? missing : this.#name(ga, gb, true)
    const f = fa < 0 || fb < 0 ? missing : this.#name(fa, fb, false)
    // Written the other way round: only looked at where the straight way fails.
    if ((g === missing || g > nameLevels.initial) && (f === missing || f > nameLevels.initial)) {
      const x = ga < 0 || fb < 0 ? missing : this.#name(ga, fb, true)
      const y =
        fa < 0 || gb < 0 || (x > nameLevels.close && x !== missing) ? missing : this.#name(fa, gb, true)
      if (x <= nameLevels.close && y <= nameLevels.close && x + y <= nameLevels.close)
        return this.#swap(ga, fa, gb, fb)
      if (
        (x === nameLevels.same && y === missing && g !== nameLevels.close && f !== nameLevels.close) ||
        (y === nameLevels.same && x === missing && g !== nameLevels.close && f !== nameLevels.close)
      )
        return this.#agree(
          F.givenName,
          nameLevels.swapped,
          this.#commoner(x === missing ? fa : ga, x === missing ? gb : fb),
          this.#given.mean,
        )
    }
    return (
      (g === missing
        ? 0
        : this.#agree(F.givenName, g, this.#frequency(this.#given, ga, gb), this.#given.mean)) +
      (f === missing
        ? 0
        : this.#agree(F.familyName, f, this.#frequency(this.#family, fa, fb), this.#family.mean))
    )
  }

  /** That they are swapped is one event: its rarity is charged to the given name alone. */
  #swap(ga: number, fa: number, gb: number, fb: number): number {
    const share = (this.#commoner(ga, fb) + this.#commoner(fa, gb)) / 2
    this.common[F.givenName] = share
    this.common[F.familyName] = share
    const given = this.#put(F.givenName, nameLevels.swapped, share)
    this.#put(F.familyName, 0, share)
    this.levels[F.familyName] = nameLevels.swapped
    return given + this.weights[F.familyName]!
  }

  #commoner(x: number, y: number): number {
    return Math.max(this.#frequency(this.#given, x, y), this.#frequency(this.#family, x, y))
  }

  #frequency(table: Common, x: number, y: number): number {
    const { joinedOf } = this.#columns.names
    return Math.max(table.of(joinedOf.at[x]!), table.of(joinedOf.at[y]!))
  }

  #name(x: number, y: number, given: boolean): number {
    if (x === y) return 0
    const cache = this.#cache
    const [low, high] = x < y ? [x, y] : [y, x]
    const slot = cache.slot(given ? F.givenName : F.familyName, low, high)
    if (cache.holds(slot, low, high, given ? 1 : 2)) return cache.level(slot)
    return cache.put(slot, low, high, given ? 1 : 2, this.#columns.names.compare(x, y, given))
  }

  #dates(a: number, b: number): number {
    const x = this.#bounds ? this.#bounds.birth(a) : this.#columns.birth.at[a]!
    const y = this.#bounds ? this.#bounds.birth(b) : this.#columns.birth.at[b]!
    if (x === 0 || y === 0) return 0
    const level = compareDates(x, y)
    if (level > 0) return this.#level(F.birthDate, level)
    const share = this.#birth.get(x) ?? this.#birthRest
    this.common[F.birthDate] = share
    return this.#put(F.birthDate, 0, share)
  }

  /** Best of all pairs of contacts. True where what agrees is a hub. */
  #contact(a: number, b: number, f: number): boolean {
    const { contacts, common, rule, levels: compare } = this.#contacts[f - F.email]!
    const bounds = this.#bounds
    if (bounds !== undefined && (bounds.lacks(a, f - F.email) || bounds.lacks(b, f - F.email))) return false
    const n = contacts.rows.count(a)
    if (n === 0) return false
    const m = contacts.rows.count(b)
    if (m === 0) return false
    const context = f === F.email && this.#named() ? 1 : 0
    this.contexts[f] = context
    const at = context * room
    let best = Number.NEGATIVE_INFINITY
    let level = 0
    let share = 0
    let hub = false
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const x = contacts.rows.value(a, i)
        const y = contacts.rows.value(b, j)
        const l = x === y ? 0 : compare(x, y)
        // How common they are only counts where they agree.
        let s = l !== 0 ? 0 : x === y ? common.of(x) : Math.max(common.of(x), common.of(y))
        let h = false
        if (
          l === 0 &&
          this.#isHub(rule, rule === 'phone' ? contacts.cores.at[x]! : contacts.texts.hashes.at[x]!)
        ) {
          s = Math.max(s, this.#hub[f]!)
          h = true
        }
        const weight = this.#m[f]![at + l]! - (l === 0 ? s : this.#u[f]![at + l]!)
        if (weight <= best) continue
        best = weight
        level = l
        share = s
        hub = h
      }
    if (level === 0) {
      this.common[f] = share
      this.#put(f, 0, share)
    } else this.#level(f, level)
    return hub
  }

  #email(x: number, y: number): number {
    const { texts, cores } = this.#columns.emails
    const [s, t] = [textOf(texts, x, one), textOf(texts, y, other)]
    const common = commonMost(s, t)
    if (common >= Math.min(s.length, t.length) - 2 && slips(s, t, 2) <= 2) return 1
    if (cores.at[x] === cores.at[y]) return 2
    if (likenessMost(s, t, common) < 0.8) return 5
    const likeness = jaroWinkler(s, t)
    return likeness >= 0.9 ? 3 : likeness >= 0.8 ? 4 : 5
  }

  #phone(x: number, y: number): number {
    const { texts, cores } = this.#columns.phones
    if (cores.at[x] === cores.at[y]) return 0
    const [s, t] = [textOf(texts, x, one), textOf(texts, y, other)]
    let tail = 0
    while (
      tail < Math.min(s.length, t.length) &&
      s.chars[s.from + s.length - 1 - tail] === t.chars[t.from + t.length - 1 - tail]
    )
      tail++
    if (tail >= 7) return 1
    return slips(s, t, 1) === 1 ? 2 : 3
  }

  /** The pair of addresses that says most for one person; each part in the light of those that it lies within. */
  #addresses(a: number, b: number): number {
    const { addresses } = this.#columns
    this.addressA = -1
    this.addressB = -1
    const bounds = this.#bounds
    if (bounds !== undefined && !bounds.moved(a) && !bounds.moved(b)) {
      let sum = 0
      for (let i = 0; i < this.#wide.length; i++) {
        const part = this.#wide[i]!
        sum += this.#part(
          part,
          bounds.part(a, part.place),
          bounds.part(b, part.place),
          addresses.first.at[a]!,
        )
      }
      return sum
    }
    const n = addresses.count(a)
    if (n === 0) return 0
    const m = addresses.count(b)
    if (m === 0) return 0
    if (n === 1 && m === 1) return this.#address(addresses.value(a, 0), addresses.value(b, 0))
    let best = Number.NEGATIVE_INFINITY
    let [x, y] = [-1, -1]
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        const weight = this.#address(addresses.value(a, i), addresses.value(b, j))
        if (weight <= best) continue
        best = weight
        ;[x, y] = [addresses.value(a, i), addresses.value(b, j)]
      }
    return this.#address(x, y)
  }

  #address(x: number, y: number): number {
    this.addressA = x
    this.addressB = y
    let sum = 0
    for (let i = 0; i < this.#wide.length; i++) {
      const part = this.#wide[i]!
      sum += this.#part(part, part.column.at[x]!, part.column.at[y]!, x)
    }
    return sum
  }

  /** Of two values of a part; `address` is the number of one of the two addresses. */
  #part(part: Compared, x: number, y: number, address: number): number {
    const { f } = part
    this.common[f] = 0
    if (x < 0 || y < 0) {
      this.levels[f] = missing
      this.weights[f] = 0
      return 0
    }
    const level = x === y ? 0 : this.#likeness(part, f, x, y)
    const context = this.#context(f)
    this.contexts[f] = context
    const { table } = part
    if (context === 1 || level === part.last || !table.known) return this.#level(f, level)
    if (f === F.street && level === 0 && this.#isHub('address', homeKey(this.#columns.places, address)))
      return this.#put(f, level, Math.max(this.#hub[f]!, table.of(x)))
    return this.#agree(f, level, Math.max(table.of(x), table.of(y)), table.mean)
  }

  #likeness({ texts }: Compared, f: number, x: number, y: number): number {
    if (f === F.region) return 1
    const cache = this.#cache
    const [low, high] = x < y ? [x, y] : [y, x]
    const slot = cache.slot(f, low, high)
    if (cache.holds(slot, low, high, f + 3)) return cache.level(slot)
    const [s, t] = [textOf(texts, x, one), textOf(texts, y, other)]
    let level: number
    if (f === F.number || f === F.postcode) level = slips(s, t, 1) === 1 ? 1 : 2
    else {
      const common = commonMost(s, t)
      const least = Math.min(s.length, t.length)
      if (least >= 3 && common >= least - 1 && slips(s, t, 1) === 1) level = 1
      else {
        const likeness = likenessMost(s, t, common) < 0.82 ? 0 : jaroWinkler(s, t)
        level = likeness >= 0.92 ? 1 : likeness >= 0.82 ? 2 : 3
      }
    }
    return cache.put(slot, low, high, f + 3, level)
  }
}

/** A part of an address with all that comparing it looks at, so that no name is looked up for a pair. */
interface Compared {
  f: number
  /** Among `placeParts`. */
  place: number
  column: Ints
  texts: Texts
  table: Common
  last: number
}

const fromWide = ['postcode', 'city', 'region', 'street', 'number', 'line2'] as const
const isPersonal = Uint8Array.from(fields, (field) => (personal.has(field) ? 1 : 0))
const dependsOn = fields.map((field) => (within[field] ?? []).map((other) => F[other]))

/** log10 of the shares of a field's levels in all contexts; a context without its own has those of none. */
function byContext(model: LinkModel, field: Field, which: 'm' | 'u'): Float64Array {
  const out = new Float64Array(contexts.length * room)
  contexts.forEach((context, i) => {
    const { [which]: own } =
      context === 'alone' ? model.fields[field] : (model.fields[field][context] ?? model.fields[field])
    own.forEach((share, level) => {
      out[i * room + level] = Math.log10(share)
    })
  })
  return out
}

const one: Text = { chars: new Uint16Array(0), from: 0, length: 0, mask: 0 }
const other: Text = { ...one }

function isSlip(texts: Texts, x: number, y: number): boolean {
  return slips(textOf(texts, x, one), textOf(texts, y, other), 1) === 1
}

/** log10 of how common values are, by their number; looked up once for each value that is asked for. */
class Common {
  readonly known: boolean
  readonly mean: number
  readonly least: number
  readonly #texts: Texts
  readonly #rest: number
  readonly #listed: Map<number, number>
  /** 0 of a value that nobody asked for yet. */
  #shares: Float64Array<ArrayBufferLike> = new Float64Array(0)

  constructor(model: LinkModel, field: Field, texts: Texts) {
    const table = model.frequencies[field]
    this.known = table !== undefined
    this.#texts = texts
    this.#rest = Math.log10(table?.rest ?? model.fields[field].u[0]!)
    this.mean = Math.log10(table?.mean ?? model.fields[field].u[0]!)
    this.#listed = new Map(table?.of.map(([hash, share]) => [hash, Math.log10(share)]))
    this.least = Math.min(this.#rest, ...this.#listed.values())
  }

  of(id: number): number {
    if (id >= this.#shares.length) this.#widen()
    const before = this.#shares[id]!
    if (before !== 0) return before
    const share = this.#listed.get(this.#texts.hashes.at[id]!) ?? this.#rest
    this.#shares[id] = share
    return share
  }

  #widen(): void {
    const wider = new Float64Array(new SharedArrayBuffer(roomy(this.#texts.size) * 8))
    wider.set(this.#shares)
    this.#shares = wider
  }
}

/** Levels of pairs of values that were compared lately; a new one takes an old one's place. */
class Cache {
  readonly #low = new Int32Array(1 << 18).fill(-1)
  readonly #high = new Int32Array(1 << 18)
  readonly #kind = new Uint8Array(1 << 18)
  readonly #level = new Uint8Array(1 << 18)

  slot(kind: number, low: number, high: number): number {
    return (Math.imul(Math.imul(low, 0x9e3779b1) ^ (high + kind * 0x3c6ef372), 0x85ebca6b) >>> 14) & 0x3ffff
  }

  holds(slot: number, low: number, high: number, kind: number): boolean {
    return this.#low[slot] === low && this.#high[slot] === high && this.#kind[slot] === kind
  }

  level(slot: number): number {
    return this.#level[slot]!
  }

  put(slot: number, low: number, high: number, kind: number, level: number): number {
    this.#low[slot] = low
    this.#high[slot] = high
    this.#kind[slot] = kind
    this.#level[slot] = level
    return level
  }
}
