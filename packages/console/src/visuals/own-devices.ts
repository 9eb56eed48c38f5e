import type { Evidence, SubjectRef } from '@telltale/core'

/**
 * The devices that are this subject's own: those that evidence is about while it weighs on the subject alone,
 * else the only one that is named at all. Link evidence names the devices of others too.
 */
export function ownDevices(
  subject: SubjectRef,
  evidence: readonly Evidence[],
  named: readonly SubjectRef[],
): SubjectRef[] {
  const alone = evidence
    .filter((e) => e.subject.startsWith('device:') && e.weighsOn.length === 1 && e.weighsOn[0] === subject)
    .map((e) => e.subject)
  const devices = named.filter((s) => s.startsWith('device:'))
  return [...new Set(alone.length > 0 ? alone : devices.length === 1 ? devices : [])].sort()
}
