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
const uses: readonly Kind[] = ['signin', 'activity', 'ssh']

/** What each person can reach and has used: read when it is asked for, kept until something of it changes. */
export interface Exposures {
  of(subject: SubjectRef): Promise<Exposure | undefined>
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
  return {
    of(subject) {
      let asked = found.get(subject)
      if (!asked) {
        asked = read(engine, subject)
        found.set(subject, asked)
        const mine = asked
        asked.then(
          (exposure) => {
            if (exposure && found.get(subject) === mine) settled.set(subject, exposure)
          },
          () => drop(subject),
        )
      }
      return asked
    },
    known: (subject) => settled.get(subject),
    forget() {
      found.clear()
      settled.clear()
    },
  }
}

async function read(
  { store, directory }: Pick<Engine, 'store' | 'directory'>,
  subject: SubjectRef,
): Promise<Exposure | undefined> {
  const always = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, limit: most }
  const [access, used] = await Promise.all([
    store.observations({ subjects: [subject], kinds: ['access'], ...always }),
    store.observations({ subjects: [subject], kinds: uses, ...always }),
  ])
  const start = claimOf(directory, subject, Number.MAX_SAFE_INTEGER)?.start
  return exposureOf(
    access.observations.map(({ source, at, data }) => ({ source, at, data: data as Data['access'] })),
    used.observations.map((o) => ({ at: o.at, ...systemOf(o) })),
    start,
  )
}

function systemOf({ kind, data }: ObservationView): { system?: string } {
  const { system } = (data ?? {}) as { system?: string }
  return system ? { system } : kind === 'ssh' ? { system: 'SSH' } : {}
}
