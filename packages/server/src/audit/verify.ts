import type { KeptLink } from '../store/auditing.ts'
import { linkHash, origin, seal } from './chain.ts'
import { type Checkpoint, fingerprint, isSigned } from './checkpoint.ts'
import type { ExportHead, ExportLine } from './export.ts'

export interface Verified {
  entries: number
  /** Signed positions that hold. */
  checkpoints: number
  /** Entries whose subject or text has been erased or left out; the chain holds all the same. */
  withheld: number
  head: { seq: number; hash: string }
  publicKey: string
  /** Absent where everything holds: what is wrong first, in a sentence that names the entry and the line. */
  broken?: string
}

export interface Expected {
  /** The public key that is known to be the installation's. Without it, the export's own is taken. */
  publicKey?: string
  /** A checkpoint kept elsewhere: the export must lead to exactly this. */
  kept?: Checkpoint
}

/**
 * Checks an export of the audit log without a store: that each entry follows from the one before, none is missing, what
 * is told is what was digested, checkpoints are signed, and that a checkpoint kept elsewhere lies on the chain. Reads
 * once, in constant memory.
 */
export async function verify(
  chunks: AsyncIterable<Buffer | string>,
  expected: Expected = {},
): Promise<Verified> {
  const found: Verified = { entries: 0, checkpoints: 0, withheld: 0, head: origin, publicKey: '' }
  const subjects = new Map<string, string>()
  let keptSeen = expected.kept === undefined
  let line = 0

  const entry = (link: KeptLink): string | undefined => {
    const { head } = found
    const named = `Entry ${head.seq + 1} (line ${line})`
    if (link.seq !== head.seq + 1)
      return `${named} is missing: the line holds entry ${String(link.seq).slice(0, 20)}.`
    if (linkHash(head.hash, link) !== link.hash)
      return `${named} does not follow from entry ${head.seq}: it was changed, or one before it was.`
    if (link.subject) {
      const known = subjects.get(link.about!)
      if (known !== link.subject.text) {
        if (seal(link.subject) !== link.about) return `${named} names another subject than it was about.`
        subjects.set(link.about!, link.subject.text)
      }
    }
    if (link.body && seal(link.body) !== link.details)
      return `The text of ${named.toLowerCase()} was changed.`
    if ((link.about !== null && !link.subject) || (link.details !== null && !link.body)) found.withheld++
    found.entries++
    found.head = { seq: link.seq, hash: link.hash }
    if (expected.kept?.seq === link.seq) {
      keptSeen = true
      if (expected.kept.hash !== link.hash)
        return `${named} is another than the kept checkpoint was signed for: the log was rewritten.`
    }
    return undefined
  }
  const checkpoint = (given: Checkpoint): string | undefined => {
    if (given.seq !== found.head.seq || given.hash !== found.head.hash)
      return `The checkpoint in line ${line} was signed for another entry than the one before it.`
    if (!isSigned(given, found.publicKey))
      return `The checkpoint in line ${line} was not signed by the key ${fingerprint(found.publicKey)}.`
    found.checkpoints++
    return undefined
  }
  const first = (head: ExportHead): string | undefined => {
    if (head?.telltale !== 'audit/1') return 'Line 1 is not the start of an export of the audit log.'
    found.publicKey = expected.publicKey ?? head.publicKey
    if (expected.kept && !isSigned(expected.kept, found.publicKey))
      return `The kept checkpoint was not signed by the key ${fingerprint(found.publicKey)}.`
    return undefined
  }

  const take = (text: string): string | undefined => {
    line++
    try {
      const parsed = JSON.parse(text) as ExportHead | ExportLine
      if (line === 1) return first(parsed as ExportHead)
      return 'checkpoint' in parsed ? checkpoint(parsed.checkpoint) : entry(parsed as KeptLink)
    } catch {
      return `Line ${line} is not as an export writes it.`
    }
  }
  const broken = await firstBroken(chunks, take)
  if (broken) return { ...found, broken }
  if (line === 0) return { ...found, broken: 'The file is empty.' }
  if (!keptSeen)
    return {
      ...found,
      broken: `The log ends at entry ${found.head.seq}, before the kept checkpoint at ${expected.kept!.seq}: its end was cut off.`,
    }
  return found
}

/**
 * Hands each line that is not empty to `take`, until it finds something wrong. Lines of one chunk are taken without
 * waiting in between: there are millions.
 */
async function firstBroken(
  chunks: AsyncIterable<Buffer | string>,
  take: (line: string) => string | undefined,
): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const text = rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const broken = end > from ? take(text.slice(from, end)) : undefined
      if (broken) return broken
      from = end + 1
    }
    rest = text.slice(from)
  }
  return rest === '' ? undefined : take(rest)
}
