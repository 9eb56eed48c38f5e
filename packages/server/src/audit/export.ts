import type { Millis } from '@telltale/core'
import type { Auditing, KeptLink } from '../store/auditing.ts'
import { type Checkpoint, fingerprint, type Signer } from './checkpoint.ts'
import { checkpointNow } from './keep-checkpoints.ts'

/** First line of an export. */
export interface ExportHead {
  telltale: 'audit/1'
  company: string
  exportedAt: Millis
  /** SPKI, base64url: who signed the checkpoints. */
  publicKey: string
  fingerprint: string
}

/** A line of an export after the first: an entry, or a checkpoint. */
export type ExportLine = KeptLink | { checkpoint: Checkpoint }

const atOnce = 5000

/**
 * The whole chain as NDJSON, signed at its end: everything that `verify` needs without the store. With `told` also
 * what the digests are of, as far as it has not been erased; without it nobody is named.
 */
export async function* exportLines(
  store: Auditing,
  signer: Signer,
  { company, now, told }: { company: string; now: Millis; told: boolean },
): AsyncGenerator<string> {
  await checkpointNow(store, signer, now)
  const checkpoints = await store.checkpoints()
  const last = (await store.auditHead()).seq
  const head: ExportHead = {
    telltale: 'audit/1',
    company,
    exportedAt: now,
    publicKey: signer.publicKey,
    fingerprint: fingerprint(signer.publicKey),
  }
  yield `${JSON.stringify(head)}\n`
  let next = 0
  for (let after = 0; after < last; ) {
    const links = await store.auditLinks(after, atOnce)
    let text = ''
    for (const link of links) {
      const { subject, body, ...bare } = link
      text += `${JSON.stringify(told ? link : bare)}\n`
      while (checkpoints[next] && checkpoints[next]!.seq <= link.seq)
        text += `${JSON.stringify({ checkpoint: checkpoints[next++]! })}\n`
    }
    yield text
    after = links.at(-1)!.seq
  }
}
