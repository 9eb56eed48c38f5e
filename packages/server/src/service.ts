import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Detector, type Millis, plan } from '@telltale/core'
import type { FastifyInstance } from 'fastify'
import { openAccounts } from './accounts/accounts.ts'
import { access } from './api/access.ts'
import type { Context } from './api/context.ts'
import { metrics } from './api/metrics.ts'
import { Problem } from './api/problem.ts'
import { buildServer } from './api/server.ts'
import { auditLog } from './audit/audit.ts'
import { newSigningKey, signer } from './audit/checkpoint.ts'
import { keepCheckpoints } from './audit/keep-checkpoints.ts'
import { addressOf, type Config } from './config.ts'
import { addDemoAccounts } from './demo/accounts.ts'
import { loadDemo } from './demo/load.ts'
import { workOnDemo } from './demo/worked-on.ts'
import { closeOld } from './engine/close-old.ts'
import { run, startEngine } from './engine/loop.ts'
import { loadRanking } from './engine/ranking.ts'
import { turns } from './engine/turns.ts'
import { memoryVolunteered } from './fairness/memory-volunteered.ts'
import type { VolunteeredStore } from './fairness/volunteered.ts'
import { hunting } from './hunts/hunting.ts'
import type { SqlHunts } from './hunts/sql/index.ts'
import { blindIndex } from './ingest/blind-index.ts'
import type { Inbox } from './ingest/inbox.ts'
import { ipCountries, lookUp } from './ingest/look-up.ts'
import { watchLists } from './intel/watch.ts'
import { liveLinkage, simulatedRecord } from './linkage/live.ts'
import { openDelivery } from './outputs/delivery/delivery.ts'
import { oversight } from './oversight/oversight.ts'
import type { DataKeys } from './privacy/data-key.ts'
import { cipherOf } from './privacy/data-key.ts'
import { retainDaily } from './privacy/retention.ts'
import { timingPolicies } from './privacy/timing.ts'
import { secretFile } from './secrets.ts'
import type { Store } from './store/store.ts'
import { tuner } from './tuning/tuner.ts'
import { exposures } from './work/exposures.ts'
import { openWork } from './work/working.ts'

export interface Parts {
  config: Config
  store: Store
  inbox: Inbox
  /** What seals what identifies people in the store; absent where the store keeps nothing on a disk. */
  keys?: DataKeys
  detectors: readonly Detector[]
  /** Read-only SQL over the store, where it is a database. */
  sql?: SqlHunts
  /** The audit-only table, apart from the store; in memory where absent. */
  volunteered?: VolunteeredStore
  /** The bearer token, where it is neither in the settings nor in the token file. */
  token?: string
  now?(): Millis
  /** Told how loading the demo company goes. */
  progress?(rows: number, step: 'loading' | 'judging'): void
}

export interface Service {
  app: FastifyInstance
  context: Context
  /** Takes no more requests, finishes the batch at hand, and ends the loop. The store stays open. */
  stop(): Promise<void>
}

/** A loop that failed is started again after a pause; one that has run this long is well again. */
const shortestPause = 500
const longestPause = 30_000
const calmAfter = 3000

const hour = 3_600_000
/** A window is closed this long after its end even if its subject is not heard of again. */
const silence = 48 * hour

/** Puts engine, loop and API together on a store. Nothing listens yet: that is `app.listen`. */
export async function startService(parts: Parts): Promise<Service> {
  const { config, inbox, now = Date.now } = parts
  const index = blindIndex(secretFile(config.home, 'key'))
  const accounts = await openAccounts(parts.store, now)
  const known = access(parts.token ?? config.token ?? secretFile(config.home, 'token'), accounts)
  const measured = metrics(inbox, now)
  const store = measured.store(parts.store)
  const auditKey = signer(secretFile(config.home, 'audit-key', newSigningKey))
  const between = turns()
  const lists = watchLists(
    config.home,
    (fresh) => {
      looking = lookUp(fresh)
      // Between two batches, so that one batch is judged by one version of each list.
      void between.between(async () => {
        engine.plan = plan(parts.detectors, fresh.lists)
      })
      for (const problem of fresh.problems) app.log.warn(problem)
    },
    (error) => app.log.error({ err: error }, 'the lists could not be opened anew; tried again in a minute'),
  )
  let looking = lookUp(lists.current())
  const engine = await startEngine(plan(parts.detectors, lists.current().lists), store, now)
  const linkage = liveLinkage(engine, store, now)
  const working = await openWork(
    { store: engine.store, engine, turns: between, inbox, accounts, index, enrich: () => looking, now },
    (error) => app.log.error({ err: error }, 'what follows from an act is not done yet; tried again'),
  )
  const outputs = await openDelivery({
    ...{ store: engine.store, work: working, now, address: addressOf(config) },
    cipher: cipherOf([secretFile(config.home, 'outputs-key')]),
    company: () => config.company,
    detectors: () => engine.detectors,
    items: () => engine.ranking.items(),
    failed: (error, what) => app.log.error({ err: error }, what),
  })
  const reached = exposures(engine)
  engine.listeners.add(outputs)
  working.onAct(outputs.acted)
  let trouble: string | undefined

  const sampleSecret = secretFile(config.home, 'sample-key')
  const overseen = oversight({ store, engine, secret: sampleSecret, now })
  const volunteered = parts.volunteered ?? memoryVolunteered(store)
  const renew = async () => {
    const fresh = await startEngine(engine.plan, store, now)
    engine.directory = fresh.directory
    engine.resumes = fresh.resumes
    engine.cases = fresh.cases
    engine.words = fresh.words
    engine.tuning = fresh.tuning
    engine.ranking = await loadRanking(store, () => engine)
    await working.reload()
    reached.forget()
  }
  const removeDemo = () =>
    between.between(async () => {
      await store.removeSimulated()
      await volunteered.forget('simulated')
      await accounts.book.reload()
      await renew()
      linkage.remove(simulatedRecord)
    })
  let loading = false
  const unlessLoading = async (work: () => Promise<void>) => {
    if (loading)
      throw new Problem(409, 'The demo company is being loaded at the moment: wait until it is done.')
    loading = true
    await work().finally(() => {
      loading = false
    })
  }
  const context: Context = {
    config,
    store: engine.store,
    inbox,
    engine,
    turns: between,
    linkage,
    hunts: hunting(engine, config.home, parts.sql),
    tuner: tuner(engine, between, now, (error) =>
      app.log.error({ err: error }, 'a change of what counts could not be applied; tried again later'),
    ),
    work: working,
    exposures: reached,
    outputs,
    access: known,
    accounts,
    audit: auditLog(store, now),
    auditKey,
    metrics: measured,
    timing: await timingPolicies(store, () => engine, now),
    oversight: overseen,
    sampleSecret,
    volunteered,
    index,
    enrich: () => looking,
    lists,
    now,
    trouble: () => trouble,
    renew,
    keys: parts.keys,
    demo: {
      remove: () => unlessLoading(removeDemo),
      load: () =>
        unlessLoading(async () => {
          await removeDemo()
          await loadDemo(context, parts.progress ?? (() => {}))
          await addDemoAccounts(accounts)
          await workOnDemo(store, working, accounts, now())
        }),
    },
    consoleFolder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
  }
  const app = await buildServer(context)
  await outputs.start()
  const { remark } = ipCountries()
  for (const problem of [...lists.current().problems, ...(remark ? [remark] : [])]) app.log.warn(problem)

  // Nobody's later rows close the last window of somebody who has gone silent: the clock does.
  const closing = setInterval(() => {
    closeOld(engine, between, now() - silence).catch((error: Error) =>
      app.log.error({ err: error }, 'windows of silent subjects could not be closed; tried again later'),
    )
  }, hour)
  closing.unref()
  const endRetention = retainDaily(context, (error) =>
    app.log.error({ err: error }, 'retention could not run; tried again in an hour'),
  )
  // A decision is described while its evidence is there; a draw is due in the first hour of a quarter.
  const overseeing = setInterval(() => {
    Promise.all([overseen.describe(), overseen.draw()]).catch((error: Error) =>
      app.log.error({ err: error }, 'decisions could not be described, or a sample drawn; tried again later'),
    )
  }, hour)
  overseeing.unref()
  const checkpoints = keepCheckpoints(store, auditKey, now, (error) =>
    app.log.error({ err: error }, 'a checkpoint of the audit log could not be kept; tried again later'),
  )

  const stopping = new AbortController()
  const { signal } = stopping
  const loop = (async () => {
    let pause = shortestPause
    while (!signal.aborted) {
      const calm = setTimeout(() => {
        trouble = undefined
        pause = shortestPause
      }, calmAfter)
      try {
        await run(engine, measured.batches(between.feed(inbox.batches(signal))))
      } catch (error) {
        trouble = `The engine is waiting to try again: ${(error as Error).message}`
        app.log.error({ err: error, pause }, 'the loop failed and will try again')
        clearTimeout(calm)
        await sleep(pause, undefined, { signal }).catch(() => {})
        pause = Math.min(2 * pause, longestPause)
      } finally {
        clearTimeout(calm)
      }
    }
  })()

  context.tuner
    .resume()
    .catch((error: Error) =>
      app.log.error(
        { err: error },
        'what has ended since the last run could not be applied; tried again later',
      ),
    )

  return {
    app,
    context,
    async stop() {
      clearInterval(closing)
      endRetention()
      clearInterval(overseeing)
      context.tuner.stop()
      checkpoints.stop()
      lists.stop()
      linkage.stop()
      await app.close()
      await outputs.stop()
      await working.stop()
      stopping.abort()
      await loop
    },
  }
}
