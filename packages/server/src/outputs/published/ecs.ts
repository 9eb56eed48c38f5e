/**
 * A JSON Schema of the parts of the Elastic Common Schema that Telltale writes, made from the published field reference
 * of version 8.17: names, types, which hold several values, allowed values of the categorisation fields. A field that
 * the reference does not have in these sets is refused; `labels` take any text.
 */

type Schema = Record<string, unknown>

const keyword: Schema = { type: 'string' }
const keywords: Schema = { type: 'array', items: keyword }
const number: Schema = { type: 'number' }
const whole: Schema = { type: 'integer' }
const date: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }
const fields = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
})
const among = (...values: string[]): Schema => ({ enum: values })

const referenced = fields({ id: keywords, name: keywords, reference: keywords })

export const ecsDocument = fields(
  {
    '@timestamp': date,
    message: keyword,
    tags: keywords,
    labels: { type: 'object', additionalProperties: keyword },
    ecs: fields({ version: keyword }, ['version']),
    event: fields(
      {
        action: keyword,
        agent_id_status: keyword,
        category: { type: 'array', items: among('api', 'authentication', 'configuration', 'database', 'driver', 'email', 'file', 'host', 'iam', 'intrusion_detection', 'library', 'malware', 'network', 'package', 'process', 'registry', 'session', 'threat', 'vulnerability', 'web') }, // biome-ignore format: a list
        code: keyword,
        created: date,
        dataset: keyword,
        duration: whole,
        end: date,
        hash: keyword,
        id: keyword,
        ingested: date,
        kind: among('alert', 'asset', 'enrichment', 'event', 'metric', 'state', 'pipeline_error', 'signal'),
        module: keyword,
        original: keyword,
        outcome: among('failure', 'success', 'unknown'),
        provider: keyword,
        reason: keyword,
        reference: keyword,
        risk_score: number,
        risk_score_norm: number,
        sequence: whole,
        severity: whole,
        start: date,
        timezone: keyword,
        // Of category intrusion_detection: allowed, denied and info.
        type: { type: 'array', items: among('allowed', 'denied', 'info') },
        url: keyword,
      },
      ['kind', 'category', 'type'],
    ),
    rule: fields({ author: keywords, category: keyword, description: keyword, id: keyword, license: keyword, name: keyword, reference: keyword, ruleset: keyword, uuid: keyword, version: keyword }), // biome-ignore format: a list
    threat: fields({
      framework: keyword,
      tactic: referenced,
      technique: fields({ id: keywords, name: keywords, reference: keywords, subtechnique: referenced }),
    }),
    related: fields({ hash: keywords, hosts: keywords, ip: keywords, user: keywords }),
    user: fields({ domain: keyword, email: keyword, full_name: keyword, hash: keyword, id: keyword, name: keyword, roles: keywords }), // biome-ignore format: a list
    host: fields({ hostname: keyword, id: keyword, name: keyword, type: keyword }),
    observer: fields({ hostname: keyword, name: keyword, product: keyword, serial_number: keyword, type: keyword, vendor: keyword, version: keyword }), // biome-ignore format: a list
    organization: fields({ id: keyword, name: keyword }),
  },
  ['@timestamp', 'ecs', 'event'],
)
