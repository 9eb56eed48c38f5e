import type { Context } from '../api/context.ts'
import { Problem } from '../api/problem.ts'

/** Rows that are looked at in one transaction. */
const pageOf = 1000
const setting = 'data-key-rotation'

/** How far sealing anew has come. */
export interface Rotation {
  /** The id of the key that everything is being sealed with. */
  key: string
  startedAt: number
  /** Where the next page begins. */
  after: string
  sealed: number
  doneAt?: number
}

let running: Promise<Rotation> | undefined

/** The newest rotation, and whether it runs now. */
export async function rotationOf({ store }: Context): Promise<(Rotation & { running: boolean }) | undefined> {
  const last = (await store.setting(setting)) as Rotation | undefined
  return last && { ...last, running: running !== undefined }
}

/**
 * Seals everything with a new key, page by page, while everything stays readable. One that was broken off is gone on with.
 * The old keys are given up once nothing is sealed with them. Rejects with a `Problem` where there is nothing to seal.
 */
export async function rotate(context: Context, by: string): Promise<Rotation> {
  if (!context.keys)
    throw new Problem(409, 'This store is in memory: nothing of it is sealed, and nothing was changed.')
  if (running)
    throw new Problem(409, 'The data key is being changed already: GET /v1/privacy/keys says how far it is.')
  // At once, so that of two that ask together one is refused.
  running = begin(context, by).finally(() => {
    running = undefined
  })
  return running
}

async function begin(context: Context, by: string): Promise<Rotation> {
  const { store, audit, now } = context
  const keys = context.keys!
  const last = (await store.setting(setting)) as Rotation | undefined
  const goesOn = last && last.doneAt === undefined && last.key === keys.current
  // Keys from the environment are put there by whoever keeps them; ours are made here.
  if (!goesOn && keys.where !== 'TELLTALE_DATA_KEY') keys.renew()
  const begun: Rotation = goesOn ? last : { key: keys.current, startedAt: now(), after: '', sealed: 0 }
  await store.putSetting(setting, begun)
  await audit.record({
    ...{ by, did: 'privacy.key-rotation' },
    details: { key: begun.key, goesOn: goesOn === true },
  })
  return seal(context, begun, by)
}

async function seal(context: Context, begun: Rotation, by: string): Promise<Rotation> {
  const { store, audit, now } = context
  const keys = context.keys!
  let at = begun
  for (;;) {
    const page = await store.reseal(keys, at.after, pageOf)
    if (!page) break
    at = { ...at, after: page.after, sealed: at.sealed + page.sealed }
    await store.putSetting(setting, at)
  }
  // What waits in the inbox may still be sealed with an old key.
  if ((await context.inbox.depth()) === 0) keys.retire()
  at = { ...at, doneAt: now() }
  await store.putSetting(setting, at)
  await audit.record({
    by,
    did: 'privacy.key-rotated',
    details: { key: at.key, sealed: at.sealed, old: keys.old() },
  })
  return at
}
