import type { CaseState, Conclusion } from '@telltale/core'
import { version } from '../version.ts'
import { techniques } from './attack.ts'
import { eventSays, type Finding, type OutputEvent, severityOf } from './event.ts'
import { schemeSays } from './sentences.ts'

/** The version of the Open Cybersecurity Schema Framework that messages follow. https://schema.ocsf.io/1.5.0 */
export const ocsfVersion = '1.5.0'

const severities = { 1: 'Informational', 2: 'Low', 3: 'Medium', 4: 'High', 5: 'Critical' } as const
const activities = { 1: 'Create', 2: 'Update', 3: 'Close' } as const
type Activity = keyof typeof activities

/**
 * An event in OCSF: class 2004, Detection Finding, for evidence and for a subject that comes into the queue; class 2005,
 * Incident Finding, for a case and whatever becomes of it.
 */
export function ocsf(event: OutputEvent): Record<string, unknown> {
  return event.case && event.is !== 'evidence' && event.is !== 'listed' ? incident(event) : detection(event)
}

function detection(event: OutputEvent): Record<string, unknown> {
  const { findings, subject, pseudonym } = event
  return {
    ...common(event, 2004, 'Detection Finding', 1),
    ...lifecycle(1, 'New'),
    is_alert: true,
    message: event.says,
    finding_info: findingInfo(event, findings),
    evidences: findings.map((f) => ({
      uid: f.id,
      name: f.title,
      data: evidenceData(f),
    })),
    resources: [{ uid: subject, name: pseudonym, type: 'Person, application or device' }],
  }
}

function incident(event: OutputEvent): Record<string, unknown> {
  const { case: about, findings } = event
  const { state, decided, owner, openedAt } = about!
  const activity: Activity = event.is === 'case-opened' ? 1 : event.is === 'case-closed' ? 3 : 2
  const status = statuses[state]
  return {
    ...common(event, 2005, 'Incident Finding', activity, ['incident']),
    ...lifecycle(status.id, status.name),
    desc: `${eventSays[event.is]}: ${event.pseudonym}. ${event.says}`,
    message: eventSays[event.is],
    finding_info_list: (findings.length > 0 ? findings : [undefined]).map((f) =>
      findingInfo(event, f ? [f] : []),
    ),
    attacks: attacksOf(findings),
    ...(decided && verdicts[decided.conclusion]),
    ...(owner ? { assignee: { uid: owner } } : { assignee_group: { name: 'Analysts of Telltale' } }),
    ...(openedAt !== undefined && { start_time: openedAt }),
    src_url: event.link,
  }
}

function common(event: OutputEvent, uid: number, name: string, activity: Activity, profiles?: string[]) {
  const severity = severityOf(event)
  const { scheme, weight, probability, calibrated } = event.score
  return {
    activity_id: activity,
    activity_name: activities[activity],
    category_uid: 2,
    category_name: 'Findings',
    class_uid: uid,
    class_name: name,
    type_uid: uid * 100 + activity,
    type_name: `${name}: ${activities[activity]}`,
    time: event.at,
    severity_id: severity,
    severity: severities[severity],
    confidence_score: Math.round(probability * 100),
    metadata: {
      version: ocsfVersion,
      uid: event.id,
      product: { name: 'Telltale', vendor_name: 'Telltale', version },
      ...(profiles && { profiles }),
      ...(event.simulated && { labels: ['simulated'] }),
    },
    unmapped: {
      scheme,
      scheme_says: schemeSays[scheme],
      weight_log10: weight,
      probability,
      model: calibrated ? 'calibrated' : 'assumed',
      check: event.check,
      innocent_explanations: [...new Set(event.findings.flatMap((f) => f.benign))],
      ...(event.case && { case: event.case.id }),
    },
  }
}

const lifecycle = (status_id: number, status: string) => ({ status_id, status })

function findingInfo(event: OutputEvent, findings: readonly Finding[]) {
  const [first] = findings
  const alone = findings.length === 1 ? first : undefined
  const attacks = attacksOf(findings)
  return {
    uid: alone?.id ?? event.case?.id ?? event.subject,
    title: alone?.title ?? `${eventSays[event.is]}: ${event.pseudonym}`,
    desc: alone?.says ?? event.says,
    created_time: event.at,
    src_url: event.link,
    types: [event.score.scheme],
    ...(first && {
      first_seen_time: Math.min(...findings.map((f) => f.from)),
      last_seen_time: Math.max(...findings.map((f) => f.to)),
      analytic: analyticOf(first),
    }),
    ...(findings.length > 1 && { related_analytics: findings.map(analyticOf) }),
    ...(attacks.length > 0 && { attacks }),
  }
}

/** 2 Behavioral is nearest: what detectors judge is how somebody works and what does not fit. */
function analyticOf({ detector, title, version: v }: Finding) {
  return { uid: detector, name: title, version: String(v), type_id: 2, type: 'Behavioral' }
}

function evidenceData(f: Finding) {
  return {
    detector: f.detector,
    says: f.says,
    weight_log10: f.weight,
    from: f.from,
    to: f.to,
    subjects: f.subjects,
    calibration: f.calibration,
    innocent_explanations: f.benign,
  }
}

function attacksOf(findings: readonly Finding[]) {
  return techniques(findings.flatMap((f) => f.attack)).map(({ technique, sub, url }) =>
    sub
      ? { technique: { uid: technique }, sub_technique: { uid: sub, src_url: url } }
      : { technique: { uid: technique, src_url: url } },
  )
}

const statuses: Record<CaseState, { id: number; name: string }> = {
  new: { id: 1, name: 'New' },
  triage: { id: 2, name: 'In Progress' },
  investigating: { id: 2, name: 'In Progress' },
  notice: { id: 3, name: 'On Hold' },
  decided: { id: 4, name: 'Resolved' },
  appealed: { id: 2, name: 'In Progress' },
  closed: { id: 5, name: 'Closed' },
}

const verdicts: Record<Conclusion, { verdict_id: number; verdict: string }> = {
  misrepresentation: { verdict_id: 2, verdict: 'True Positive' },
  cleared: { verdict_id: 1, verdict: 'False Positive' },
  'leak-or-mistake': { verdict_id: 3, verdict: 'Disregard' },
  unsure: { verdict_id: 7, verdict: 'Insufficient Data' },
}
