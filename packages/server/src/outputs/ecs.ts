import { typeOf } from '@telltale/core'
import { version } from '../version.ts'
import { techniques } from './attack.ts'
import { eventSays, type OutputEvent, severityOf } from './event.ts'
import { schemeSays } from './sentences.ts'

/** The version of the Elastic Common Schema. https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html */
export const ecsVersion = '8.17.0'

/** What asks for attention is an alert, what people did with it an event. */
const alerts = new Set<OutputEvent['is']>([
  'listed',
  'evidence',
  'case-opened',
  'case-reopened',
  'case-overturned',
])

/** An event as one ECS document, nested. */
export function ecs(event: OutputEvent): Record<string, unknown> {
  const { findings, subject, score } = event
  const [first] = findings
  const attacks = techniques(findings.flatMap((f) => f.attack))
  const subs = attacks.filter((t) => t.sub)
  const people = new Set([subject, ...findings.flatMap((f) => f.subjects)])
  const hosts = [...people].filter((s) => typeOf(s) === 'device').map(idOf)
  const users = [...people].filter((s) => ['person', 'application'].includes(typeOf(s))).map(idOf)
  return {
    '@timestamp': new Date(event.at).toISOString(),
    ecs: { version: ecsVersion },
    message: `${eventSays[event.is]}: ${event.pseudonym}. ${event.says}`,
    event: {
      kind: alerts.has(event.is) ? 'alert' : 'event',
      category: ['intrusion_detection'],
      type: ['info'],
      id: event.id,
      code: event.is,
      action: event.is,
      provider: 'telltale',
      module: 'telltale',
      dataset: 'telltale.alert',
      created: new Date(event.at).toISOString(),
      severity: severityOf(event) * 20,
      risk_score: Math.round(score.probability * 1000) / 10,
      reason: event.says,
      url: event.link,
      ...(first && {
        start: new Date(Math.min(...findings.map((f) => f.from))).toISOString(),
        end: new Date(Math.max(...findings.map((f) => f.to))).toISOString(),
      }),
    },
    ...(first && {
      rule: {
        id: first.detector,
        name: first.title,
        version: String(first.version),
        category: first.family,
        ruleset: 'telltale',
        description: first.says,
      },
    }),
    ...(attacks.length > 0 && {
      threat: {
        framework: 'MITRE ATT&CK',
        technique: {
          id: [...new Set(attacks.map((t) => t.technique))],
          reference: attacks.filter((t) => !t.sub).map((t) => t.url),
          ...(subs.length > 0 && {
            subtechnique: { id: subs.map((t) => t.sub), reference: subs.map((t) => t.url) },
          }),
        },
      },
    }),
    related: { ...(users.length > 0 && { user: users }), ...(hosts.length > 0 && { hosts }) },
    ...(typeOf(subject) === 'device' ? { host: { id: idOf(subject) } } : { user: { id: idOf(subject) } }),
    observer: { vendor: 'Telltale', product: 'Telltale', type: 'insider-risk', version },
    organization: { name: event.company },
    labels: {
      pseudonym: event.pseudonym,
      scheme: score.scheme,
      scheme_says: schemeSays[score.scheme],
      model: score.calibrated ? 'calibrated' : 'assumed',
      check: event.check,
      ...(event.case && { case: event.case.id, case_state: event.case.state }),
      ...(event.case?.decided && { conclusion: event.case.decided.conclusion }),
    },
    tags: ['telltale', ...(event.simulated ? ['simulated'] : [])],
  }
}

function idOf(ref: string): string {
  return ref.slice(ref.indexOf(':') + 1)
}
