import {
  type Abstention,
  claimOf,
  type Detector,
  type Evidence,
  type Screening,
  type SubjectRef,
  screen,
  typeOf,
} from '@telltale/core'
import { type Scanned, type ScanOptions, scan } from './scan.ts'

/** An application of the folder with its outcome. */
export interface ScreenedApplication extends Screening {
  requisition?: string
}

/**
 * Judges a folder, or one file, as `scan` does, and screens every application in it. Holds what was found about
 * applications in memory: some kilobytes each.
 */
export async function screenFolder(
  options: Omit<ScanOptions, 'judged'>,
): Promise<Scanned & { screened: ScreenedApplication[] }> {
  const evidence = new Map<SubjectRef, Map<string, Evidence>>()
  const abstentions = new Map<SubjectRef, Abstention[]>()
  const result = await scan({
    ...options,
    judged(out) {
      for (const e of out.evidence)
        for (const subject of e.subjects)
          if (typeOf(subject) === 'application') {
            const own = evidence.get(subject) ?? new Map<string, Evidence>()
            evidence.set(subject, own.set(e.id, e))
          }
      for (const a of out.abstentions)
        if (typeOf(a.subject) === 'application')
          abstentions.set(a.subject, [...(abstentions.get(a.subject) ?? []), a])
    },
  })
  const detectors = new Map<string, Detector>(options.detectors.map((d) => [d.id, d]))
  const applications = [...result.directory.claims.keys()].filter((s) => typeOf(s) === 'application')
  const screened = applications.map((application): ScreenedApplication => {
    const { requisition } = claimOf(result.directory, application, Number.MAX_SAFE_INTEGER) ?? {}
    return {
      ...screen({
        application,
        evidence: [...(evidence.get(application)?.values() ?? [])],
        abstentions: abstentions.get(application) ?? [],
        detectors,
      }),
      ...(requisition && { requisition }),
    }
  })
  return { ...result, screened: screened.sort(byWorth) }
}

/** The one whose check moves most for its minutes first, then the heavier one. */
function byWorth(a: ScreenedApplication, b: ScreenedApplication): number {
  const worth = ({ offered: [best] }: Screening) => (best ? best.moves / best.minutes : 0)
  return worth(b) - worth(a) || b.weight - a.weight || (a.application < b.application ? -1 : 1)
}
