import {
  claimOf,
  type Data,
  type Exposure,
  exposureOf,
  type Kind,
  type ObservationView,
  type SubjectRef,
} from '@telltale/core'
import type { Engine } from '../engine/loop.ts'

/** Reports and uses that are looked at, the newest. */
const most = 2000
/** Subjects that are read by one query. */
const atOnce = 25
const uses: readonly Kind[] = ['signin', 'activity', 'ssh']

/** What each person can reach and has used: read when it is asked for, kept until something of it changes. */
export interface Exposures {
  of(subject: SubjectRef): Promise<Exposure | undefined>
  /** Of many, in their order: what is not known yet is read at one time. */
  ofAll(subjects: readonly SubjectRef[]): Promise<(Exposure | undefined)[]>
  /** What is known already, without waiting. */
  known(subject: SubjectRef): Exposure | undefined
  /** Forgets everything: after the demo company went away. */
  forget(): void
}

export function exposures(engine: Pick<Engine, 'store' | 'directory' | 'listeners'>): Exposures {
  const found = new Map<SubjectRef, Promise<Exposure | undefined>>()
  const settled = new Map<SubjectRef, Exposure>()
  const drop = (subject: SubjectRef) => {
    found.delete(subject)
    settled.delete(subject)
  }
  engine.listeners.add({
    heard(rows) {
      for (const { kind, about } of rows)
        if (kind === 'access' || kind === 'person' || uses.includes(kind)) for (const ref of about) drop(ref)
    },
  })
  const ofAll = (subjects: readonly SubjectRef[]) => {
    const unknown = [...new Set(subjects)].filter((subject) => !found.has(subject))
    let page: ReturnType<typeof read> | undefined
    for (const [i, subject] of unknown.entries()) {
      if (i % atOnce === 0) page = read(engine, unknown.slice(i, i + atOnce))
      const mine = page!.then((exposures) => exposures.get(subject))
      found.set(subject, mine)
      mine.then(
        (exposure) => {
          if (exposure && found.get(subject) === mine) settled.set(subject, exposure)
        },
        () => {
          if (found.get(subject) === mine) drop(subject)
        },
      )
    }
    return Promise.all(subjects.map((subject) => found.get(subject)!))
  }
  return {
    of: async (subject) => (await ofAll([subject]))[0],
    ofAll,
    known: (subject) => settled.get(subject),
    forget() {
      found.clear()
      settled.clear()
    },
  }
}

async function read(
  { store, directory }: Pick<Engine, 'store' | 'directory'>,
  subjects: readonly SubjectRef[],
): Promise<Map<SubjectRef, Exposure | undefined>> {
  const [access, used] = await Promise.all([
    store.newest(subjects, ['access'], most),
    store.newest(subjects, uses, most),
  ])
  return new Map(
    subjects.map((subject) => [
      subject,
      exposureOf(
        access.get(subject)!.map(({ source, at, data }) => ({ source, at, data: data as Data['access'] })),
        used.get(subject)!.map((o) => ({ at: o.at, ...systemOf(o) })),
        claimOf(directory, subject, Number.MAX_SAFE_INTEGER)?.start,
      ),
    ]),
  )
}

function systemOf({ kind, data }: ObservationView): { system?: string } {
  const { system } = (data ?? {}) as { system?: string }
  return system ? { system } : kind === 'ssh' ? { system: 'SSH' } : {}
}
