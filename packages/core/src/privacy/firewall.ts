import { type Data, type Kind, kinds } from '../observations/index.ts'
import type { KindDefinition } from '../observations/kind.ts'
import type { Observation } from '../types.ts'

/**
 * What no detector may read. Members that say what somebody is, and not where or who, are dropped on arrival wherever they
 * stand; written names are kept for people and for linkage, and can't be read where observations are measured.
 */
const dropped: ReadonlySet<string> = new Set(
  [
    // what is seen and heard
    ...['photo', 'photos', 'photograph', 'picture', 'pictures', 'headshot', 'avatar', 'portrait', 'selfie'],
    ...['photoUrl', 'pictureUrl', 'avatarUrl', 'imageUrl', 'profilePicture', 'profilePhoto', 'profileImage'],
    ...['faceImage', 'face', 'voice', 'voiceprint', 'accent', 'dialect'],
    // origin
    ...['nationality', 'nationalities', 'citizenship', 'citizenships', 'countryOfCitizenship', 'ethnicity'],
    ...[
      'ethnicGroup',
      'race',
      'nationalOrigin',
      'countryOfOrigin',
      'birthplace',
      'placeOfBirth',
      'birthCountry',
    ],
    ...['countryOfBirth', 'cityOfBirth', 'birthCity', 'immigrationStatus', 'visaStatus', 'visaType', 'caste'],
    // language of home
    ...[
      'nativeLanguage',
      'nativeLanguages',
      'motherTongue',
      'firstLanguage',
      'spokenLanguages',
      'languageSkills',
    ],
    // what else the law protects, and stands for it
    ...['religion', 'gender', 'sex', 'pronouns', 'genderIdentity', 'sexualOrientation', 'maritalStatus'],
    ...['disability', 'disabilities', 'healthStatus', 'pregnancy', 'veteranStatus', 'age', 'ageGroup'],
    ...['politicalOpinion', 'tradeUnion', 'unionMembership'],
  ].map(bare),
)

/** `date_of-Birth`, `DateOfBirth` and `dateofbirth` are one word. */
function bare(member: string): string {
  return member.replace(/[\s_-]/g, '').toLowerCase()
}

const words = new Map<string, boolean>()

/** Whether a member of this name is dropped on arrival, in whatever way it is written. */
export function isDropped(member: string): boolean {
  let is = words.get(member)
  if (is === undefined) {
    is = dropped.has(bare(member))
    // Names of members come from outside: what is remembered of them stays small.
    if (words.size < 5000) words.set(member, is)
  }
  return is
}

/**
 * The data of a row without what no detector may read. The same object where there is
 * nothing to drop. Of a form's `answers` the question stays, without its answer: that it was asked at all is the
 * company's to set right.
 */
export function withoutProtected(data: unknown, form = false): unknown {
  if (data === null || typeof data !== 'object') return data
  if (Array.isArray(data)) {
    if (typeof data[0] === 'number') return data
    let copy: unknown[] | undefined
    for (let i = 0; i < data.length; i++) {
      const kept = withoutProtected(data[i])
      if (kept !== data[i]) {
        copy ??= [...data]
        copy[i] = kept
      }
    }
    return copy ?? data
  }
  let copy: Record<string, unknown> | undefined
  // Every row that comes in passes here: no pair is made for a member, and nothing is called for a plain value.
  for (const name of Object.keys(data)) {
    const value = (data as Record<string, unknown>)[name]
    const drop = isDropped(name)
    const plain = value === null || typeof value !== 'object'
    const kept = drop ? null : plain ? value : withoutProtected(value, name === 'answers')
    if (kept === value) continue
    copy ??= { ...data }
    if (drop && !form) delete copy[name]
    else copy[name] = kept
  }
  return copy ?? data
}

/** Members of each kind that people and linkage read, and no detector. */
type Unread<K extends Kind> = (typeof kinds)[K] extends { unread?: readonly (infer U)[] } ? U : never

/** The data of a kind as detectors see it: without what they may not read. */
export type SeenData = {
  [K in Kind]: [Unread<K>] extends [never] ? Data[K] : Omit<Data[K], Unread<K> & string>
}

/** An observation as detectors see it. */
export type Seen<K extends Kind = Kind> = Omit<Observation<K>, 'data'> & { data: SeenData[K] }

/**
 * Observations as accumulators get them: to read what no detector may read is a fault, with the sentence of it. Nothing is
 * left out silently, so that a company's own detector does not measure an absence.
 */
export function guarded(rows: readonly Observation[]): readonly Observation[] {
  const out = rows.map(guard)
  return out.some((row, i) => row !== rows[i]) ? out : rows
}

const guards = new WeakMap<Observation, Observation>()

function guard(row: Observation): Observation {
  const { unread } = kinds[row.kind] as KindDefinition<unknown>
  if (!unread || row.data === null || typeof row.data !== 'object') return row
  const before = guards.get(row)
  if (before) return before
  const data: Record<string, unknown> = { ...(row.data as object) }
  for (const name of unread)
    Object.defineProperty(data, name, {
      enumerable: false,
      get() {
        throw new Error(
          `reads ${row.kind}.${name}, which no detector may read: names are for people, linkage and the sanctions look-up`,
        )
      },
    })
  const seen = { ...row, data: Object.freeze(data) as Observation['data'] }
  guards.set(row, seen)
  return seen
}
