import { randomUUID } from 'node:crypto'
import type {
  Act,
  CaseSummary,
  DeadLetter,
  Detector,
  Millis,
  OutputState,
  OutputsView,
  QueueItem,
  SubjectRef,
} from '@telltale/core'
import type { DataCipher } from '../../privacy/data-key.ts'
import type { Outgoing, Outputs, Told } from '../../store/outputs.ts'
import type { Folded, Store } from '../../store/store.ts'
import type { Work } from '../../work/work.ts'
import type { OutputEvent } from '../event.ts'
import { newSecret } from '../signature.ts'
import { changes, type Standing } from './changes.ts'
import { senderFor } from './senders.ts'
import { noOutputs, type OutputSettings, type OutputsBody } from './settings.ts'
import { type Worker, worker } from './worker.ts'

/** Tells other systems what Telltale found and what people decided: at least once, in order for each target. */
export interface Delivery {
  /** Begins to send, and to tell what changed while nobody listened. */
  start(): Promise<void>
  /** What the loop has folded. */
  folded(folded: readonly Folded[]): void
  /** What somebody did on a case. */
  acted(act: Act, now: CaseSummary): void
  view(): Promise<OutputsView>
  settings(): OutputSettings
  /** Gives the secrets that were made, by target: shown this once. */
  set(body: OutputsBody): Promise<{ made: Record<string, string> }>
  setStix(stix: OutputSettings['stix']): Promise<void>
  /** The key that contacts are compared under; undefined where none is set. */
  stixKey(): string | undefined
  /** Sends a test message now, past the spool. Gives why it did not arrive; undefined when it did. */
  test(target: string): Promise<string | undefined>
  dead(target: string, limit: number): Promise<DeadLetter[]>
  replay(target: string, what: { dead: true } | { since: Millis }): Promise<number>
  /** Resolves once everything that has changed is in the spools, and each spool is empty or waits for its time. */
  idle(): Promise<void>
  stop(): Promise<void>
}

interface Parts {
  store: Outputs & Pick<Store, 'standing' | 'setting' | 'putSetting'>
  cipher: DataCipher
  now(): Millis
  company(): string
  /** The server's own address, where no other is set. */
  address: string
  detectors(): ReadonlyMap<string, Detector>
  /** The queue as it stands. */
  items(): readonly QueueItem[]
  work: Pick<Work, 'of' | 'find' | 'sealed'>
  /** Something could not be done, and is tried again. */
  failed(error: Error, what: string): void
}

const settingName = 'outputs'
/** Messages that wait for one target; what comes beyond is counted and not kept. */
export const mostWaiting = 100_000
const atOnce = 500
/** Delivered messages are kept this long, so that they can be replayed. */
const keptFor = 30 * 86_400_000
const pruneEvery = 3_600_000

/** Reads the settings. Nothing is sent before `start`. */
export async function openDelivery(parts: Parts): Promise<Delivery> {
  const { store, cipher, now, work } = parts
  let settings = { ...noOutputs, ...((await store.setting(settingName)) as OutputSettings | undefined) }
  const lost = new Map<string, number>(
    Object.entries(((await store.setting(`${settingName}:lost`)) ?? {}) as Record<string, number>),
  )
  const waiting = new Map<string, number>()
  const workers = new Map<string, Worker>()
  /** Subjects that anything was told of; undefined while nobody is told anything. */
  let toldOf: Set<SubjectRef> | undefined
  /** What may have changed, with its row of the queue. */
  const pending = new Map<SubjectRef, { item?: QueueItem; work?: CaseSummary }>()
  let posting: Promise<void> | undefined
  let stopped = false

  const secretOf = (target: string) => {
    const sealed = settings.secrets[target]
    return sealed === undefined ? undefined : cipher.open(sealed, `outputs ${target}`)
  }
  const sealedFor = (subject: SubjectRef, open: boolean) => !open && work.sealed(subject) !== undefined
  const targetsNow = () => settings.targets.filter((t) => t.on)

  const frame = () => ({
    at: now(),
    company: parts.company(),
    address: (settings.address || parts.address).replace(/\/+$/, ''),
    detectors: parts.detectors(),
  })

  /** The case of a subject, a closed one too, where one was told or stands. */
  const caseOf = async (subject: SubjectRef, told: Told | undefined, item: QueueItem | undefined) => {
    const id = item?.case ?? told?.case
    return work.of(subject) ?? (id ? await work.find(id) : undefined)
  }

  /** Puts what has changed about these subjects into the spools. `quiet`: it is remembered as told, and not sent. */
  const post = async (
    subjects: ReadonlyMap<SubjectRef, { item?: QueueItem; work?: CaseSummary }>,
    quiet = false,
  ) => {
    const refs = [...subjects.keys()]
    const before = await store.told(refs)
    const listed = refs.filter((s) => subjects.get(s)!.item)
    const evidence = await store.standing(listed)
    const told = new Map<SubjectRef, Told | undefined>()
    const messages: Outgoing[] = []
    const at = frame()
    for (const [subject, { item, work: known }] of subjects) {
      const was = before.get(subject)
      const summary = known ?? (await caseOf(subject, was, item))
      const standing: Standing = {
        ...{ subject, evidence: evidence.get(subject) ?? [] },
        ...(item && { item }),
        ...(summary && { work: summary }),
      }
      const changed = changes(was, standing, at)
      if (changed.told === undefined && was === undefined) continue
      if (JSON.stringify(changed.told) === JSON.stringify(was)) continue
      told.set(subject, changed.told)
      if (!quiet) messages.push(...changed.events.flatMap(addressed))
    }
    if (told.size === 0) return
    await store.postOutputs(messages, told)
    for (const [subject, what] of told) {
      if (what) toldOf?.add(subject)
      else toldOf?.delete(subject)
    }
    for (const target of new Set(messages.map((m) => m.target))) workers.get(target)?.wake()
  }

  /** Whom an event goes to. */
  const addressed = (event: OutputEvent): Outgoing[] =>
    targetsNow().flatMap((target) => {
      if (!target.tells.includes(event.is)) return []
      if (event.simulated && !target.simulated) return []
      if (sealedFor(event.subject, target.sealed)) return []
      const held = waiting.get(target.id) ?? 0
      if (held >= mostWaiting) {
        lost.set(target.id, (lost.get(target.id) ?? 0) + 1)
        return []
      }
      waiting.set(target.id, held + 1)
      return [{ target: target.id, event }]
    })

  const postPending = () => {
    posting ??= (async () => {
      while (pending.size > 0 && !stopped) {
        const batch = new Map([...pending].slice(0, atOnce))
        for (const subject of batch.keys()) pending.delete(subject)
        try {
          await post(batch)
        } catch (error) {
          // Nothing of it was told: it is told with the next change, or at the next start.
          for (const [subject, what] of batch) if (!pending.has(subject)) pending.set(subject, what)
          parts.failed(error as Error, 'messages for other systems could not be put down; tried again')
          await new Promise((resolve) => setTimeout(resolve, 1000).unref())
        }
      }
    })().finally(() => {
      posting = undefined
      if (pending.size > 0 && !stopped) postPending()
    })
  }

  /** Everything that stands, and everything that was told of: what a crash, or a pause, has left untold. */
  const catchUp = async (quiet: boolean) => {
    const told = await store.told()
    toldOf = new Set(told.keys())
    const all = new Map<SubjectRef, { item?: QueueItem; work?: CaseSummary }>(
      parts.items().map((item) => [item.subject, { item }]),
    )
    for (const subject of told.keys()) if (!all.has(subject)) all.set(subject, {})
    const entries = [...all]
    for (let i = 0; i < entries.length; i += atOnce) await post(new Map(entries.slice(i, i + atOnce)), quiet)
  }

  const countWaiting = async () => {
    waiting.clear()
    for (const [target, { waiting: n }] of await store.outputSpools()) waiting.set(target, n)
    if (lost.size > 0) await store.putSetting(`${settingName}:lost`, Object.fromEntries(lost))
  }

  const begin = async () => {
    await countWaiting()
    for (const target of targetsNow()) {
      const secret = secretOf(target.id)
      if (target.is !== 'syslog' && secret === undefined) continue
      workers.set(
        target.id,
        worker({
          ...{ target, store, now, sender: senderFor(target, secret ?? '') },
          settled: () => void waiting.set(target.id, Math.max(0, (waiting.get(target.id) ?? 0) - 1)),
          may: ({ event }) => !sealedFor(event.subject, target.sealed),
          failed: (error) => parts.failed(error, `the messages for ${target.id} could not be read or kept`),
        }),
      )
    }
  }
  const end = async () => {
    await Promise.all([...workers.values()].map((w) => w.stop()))
    workers.clear()
  }

  const keep = async (next: OutputSettings) => {
    await store.putSetting(settingName, next)
    settings = next
  }

  const pruning = setInterval(() => {
    const ids = settings.targets.map((t) => t.id)
    store
      .pruneOutputs(now() - keptFor, ids)
      .then(countWaiting)
      .catch((error: Error) => parts.failed(error, 'delivered messages could not be removed'))
  }, pruneEvery)
  pruning.unref()

  return {
    async start() {
      if (targetsNow().length === 0) return
      toldOf = new Set()
      await begin()
      posting = catchUp(false)
        .catch((error: Error) =>
          parts.failed(error, 'what changed while Telltale was stopped is told with the next change'),
        )
        .finally(() => {
          posting = undefined
          if (pending.size > 0 && !stopped) postPending()
        })
    },
    folded(folded) {
      if (!toldOf) return
      for (const { subject, item } of folded)
        if (item || toldOf.has(subject)) pending.set(subject, { ...(item && { item }) })
      if (pending.size > 0) postPending()
    },
    acted(_act, summary) {
      if (!toldOf) return
      const item = parts.items().find((q) => q.subject === summary.subject)
      pending.set(summary.subject, { ...(item && { item }), work: summary })
      postPending()
    },
    settings: () => settings,
    async view() {
      const spools = await store.outputSpools()
      const nothing: Omit<OutputState, 'lost'> = { waiting: 0, dead: 0, withheld: 0 }
      return {
        address: settings.address,
        targets: settings.targets.map((target) => ({
          ...target,
          secretSet: settings.secrets[target.id] !== undefined,
          state: { ...(spools.get(target.id) ?? nothing), lost: lost.get(target.id) ?? 0 },
        })),
        stix: {
          ...(settings.stix.signed && { signed: settings.stix.signed }),
          ...{ keySet: settings.stix.key !== undefined, tlp: settings.stix.tlp },
        },
      }
    },
    async set({ address, targets, stix }) {
      const made: Record<string, string> = {}
      const secrets: Record<string, string> = {}
      const kept = targets.map((target) => {
        const { id } = target
        const { secret, ...shown } = 'secret' in target ? target : { ...target, secret: undefined }
        const before = settings.targets.find((t) => t.id === id)
        // The secret of one kind of target is none for another.
        const old = before?.is === target.is ? settings.secrets[id] : undefined
        if (secret !== undefined) secrets[id] = cipher.seal(secret, `outputs ${id}`)
        else if (old !== undefined) secrets[id] = old
        else if (target.is === 'webhook') {
          made[id] = newSecret()
          secrets[id] = cipher.seal(made[id], `outputs ${id}`)
        }
        return shown as OutputSettings['targets'][number]
      })
      const first = targetsNow().length === 0
      await end()
      await keep({
        ...{ address, targets: kept, secrets },
        stix: {
          ...settings.stix,
          ...(stix && { tlp: stix.tlp }),
          ...(stix?.key !== undefined && { key: cipher.seal(stix.key, 'outputs stix') }),
        },
      })
      await store.pruneOutputs(now() - keptFor, targets.map((t) => t.id)) // biome-ignore format: one call
      if (targetsNow().length === 0) toldOf = undefined
      else {
        await begin()
        // What stood before anybody was to be told is not news.
        if (first) await catchUp(true)
      }
      return { made }
    },
    async setStix(stix) {
      await keep({ ...settings, stix })
    },
    stixKey: () =>
      settings.stix.key === undefined ? undefined : cipher.open(settings.stix.key, 'outputs stix'),
    async test(id) {
      const target = settings.targets.find((t) => t.id === id)
      if (!target) return `there is no target ${id}`
      const secret = secretOf(id)
      if (target.is !== 'syslog' && secret === undefined) return 'its secret has not been set'
      const sender = senderFor(target, secret ?? '')
      try {
        await sender.send(testEvent(frame()), now())
        return undefined
      } catch (error) {
        return (error as Error).message
      } finally {
        await sender.stop()
      }
    },
    dead: (target, limit) => store.deadLetters(target, limit),
    async replay(target, what) {
      const replayed = await store.replayOutputs(target, what)
      waiting.set(target, (waiting.get(target) ?? 0) + replayed)
      workers.get(target)?.wake()
      return replayed
    },
    async idle() {
      while (posting) await posting
      await Promise.all([...workers.values()].map((w) => w.idle()))
    },
    async stop() {
      clearInterval(pruning)
      stopped = true
      await posting // what is not in the spools yet is found at the next start
      await end()
    },
  }
}

function testEvent({ at, company, address }: { at: Millis; company: string; address: string }): OutputEvent {
  return {
    ...{ id: `M-${randomUUID()}`, is: 'test', at, company, subject: 'person:test', pseudonym: 'Nobody' },
    ...{ simulated: true, says: 'This is a test.', check: 'none needed', findings: [], link: address },
    score: { scheme: 'identity-invented', weight: 0, probability: 0, calibrated: false },
  }
}
