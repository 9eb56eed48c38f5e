import type { Millis } from '@telltale/core'
import type { Auditing } from '../store/auditing.ts'
import type { Checkpoint, Signer } from './checkpoint.ts'

const every = 10 * 60_000

/** Signs where the chain stands, unless the newest checkpoint is of there. Gives the newest one; none of an empty log. */
export async function checkpointNow(
  store: Auditing,
  signer: Signer,
  at: Millis,
): Promise<Checkpoint | undefined> {
  const head = await store.auditHead()
  const newest = (await store.checkpoints()).at(-1)
  if (head.seq === 0 || newest?.seq === head.seq) return newest
  const fresh = signer.sign(head, at)
  await store.addCheckpoint(fresh)
  return fresh
}

/** Signs every ten minutes where something was added. */
export function keepCheckpoints(
  store: Auditing,
  signer: Signer,
  now: () => Millis,
  failed: (error: Error) => void,
): { stop(): void } {
  const timer = setInterval(() => void checkpointNow(store, signer, now()).catch(failed), every)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
