import type { BlindIndex, Enrich, Millis } from '@telltale/core'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Accounts } from '../accounts/accounts.ts'
import type { Audit } from '../audit/audit.ts'
import type { Signer } from '../audit/checkpoint.ts'
import type { Config } from '../config.ts'
import type { Engine } from '../engine/loop.ts'
import type { Turns } from '../engine/turns.ts'
import type { VolunteeredStore } from '../fairness/volunteered.ts'
import type { Hunting } from '../hunts/hunting.ts'
import type { Inbox } from '../ingest/inbox.ts'
import type { Watched } from '../intel/watch.ts'
import type { LiveLinkage } from '../linkage/live.ts'
import type { Delivery } from '../outputs/delivery/delivery.ts'
import type { Oversight } from '../oversight/oversight.ts'
import type { DataKeys } from '../privacy/data-key.ts'
import type { Timing } from '../privacy/timing.ts'
import type { Store } from '../store/store.ts'
import type { Tuner } from '../tuning/tuner.ts'
import type { Exposures } from '../work/exposures.ts'
import type { Work } from '../work/work.ts'
import type { Access } from './access.ts'
import type { Metrics } from './metrics.ts'

/** What the routes work with: made once by the service, or by a test. */
export interface Context {
  config: Config
  store: Store
  inbox: Inbox
  engine: Engine
  turns: Turns
  /** Who is one person, as far as it has been read. */
  linkage: LiveLinkage
  hunts: Hunting
  /** How people set what counts. */
  tuner: Tuner
  /** What people do on cases. */
  work: Work
  /** What people can reach: ranks urgency, and nothing else. */
  exposures: Exposures
  /** Tells other systems. */
  outputs: Delivery
  access: Access
  /** Who may sign in, from memory. */
  accounts: Accounts
  audit: Audit
  /** What signs checkpoints of the audit log. */
  auditKey: Signer
  metrics: Metrics
  /** Which timing may be collected of whom. */
  timing: Timing
  /** What could be seen, what came of it, and what was missed. */
  oversight: Oversight
  /** What the order of random draws is made with. */
  sampleSecret: string
  /** For the adverse-impact report alone: the engine's store has no way to it. */
  volunteered: VolunteeredStore
  index: BlindIndex
  /** What arrival looks up beside the data, by the lists as they are now. */
  enrich(): Enrich | undefined
  /** The reference lists as they are now. */
  lists: Watched
  now(): Millis
  /** Why the loop does not run at the moment; undefined while it does. */
  trouble(): string | undefined
  /** Reads again all that the engine knows, after something was removed from the store. To be called between two batches. */
  renew(): Promise<void>
  /** What seals what identifies people, where the store is on a disk. */
  keys?: DataKeys | undefined
  demo: { load(): Promise<void>; remove(): Promise<void> }
  /** Where the built console lies. */
  consoleFolder: string
}

export type Routes = FastifyPluginAsync<Context>
export type App = FastifyInstance

/** The instance with zod schemas driving the types of requests and replies. */
export function typed(app: FastifyInstance) {
  return app.withTypeProvider<ZodTypeProvider>()
}
