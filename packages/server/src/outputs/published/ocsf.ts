/**
 * JSON Schemas of the two OCSF classes that Telltale writes, made from the published dictionary of version 1.5.0
 * (github.com/ocsf/ocsf-schema: base_event, finding, detection_finding, incident_finding, profiles/incident and the
 * objects in them): attribute names, types, which are required, enumerations, and "at least one of". An attribute that
 * the dictionary does not have is refused.
 */

type Schema = Record<string, unknown>

const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text }
const flag: Schema = { type: 'boolean' }
const whole: Schema = { type: 'integer' }
/** timestamp_t: milliseconds since the epoch. */
const time: Schema = { type: 'integer', minimum: 0 }
const json: Schema = {}
const any: Schema = { type: 'object' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const one = (...values: number[]): Schema => ({ type: 'integer', enum: values })
const oneOf = (...names: string[]): Schema => ({ anyOf: names.map((name) => ({ required: [name] })) })

function object(properties: Record<string, Schema>, required: string[] = [], extra: Schema = {}): Schema {
  return { type: 'object', properties, required, additionalProperties: false, ...extra }
}

const named = (properties: Record<string, Schema>, required: string[] = []) =>
  object({ name: text, uid: text, ...properties }, required, oneOf('name', 'uid'))

const product = named({
  vendor_name: text,
  version: text,
  lang: text,
  path: text,
  url_string: text,
  cpe_name: text,
  feature: any,
  data_classification: any,
  data_classifications: list(any), // biome-ignore format: the dictionary's order
})

const metadata = object(
  {
    correlation_uid: text,
    data_classification: any,
    data_classifications: list(any),
    debug: texts,
    event_code: text,
    extension: any,
    extensions: list(any),
    is_truncated: flag,
    labels: texts,
    log_format: text,
    log_level: text,
    log_name: text,
    log_provider: text,
    log_version: text,
    logged_time: time,
    loggers: list(any),
    modified_time: time,
    original_event_uid: text,
    original_time: text,
    processed_time: time,
    product,
    profiles: texts,
    sequence: whole,
    source: text,
    tags: list(any),
    tenant_uid: text,
    transformation_info_list: list(any),
    uid: text,
    untruncated_size: whole,
    version: text, // biome-ignore format: the dictionary's order
  },
  ['product', 'version'],
)

const analytic = named(
  { algorithm: text, category: text, desc: text, related_analytics: list(any), state: text, state_id: one(0, 1, 2, 3, 99), type: text, type_id: one(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99), version: text }, // biome-ignore format: the dictionary's order
  ['type_id'],
)

const technique = named({ src_url: text })

const attack = object(
  {
    mitigation: any,
    sub_technique: technique,
    tactic: technique,
    tactics: list(technique),
    technique,
    version: text,
  },
  [],
  oneOf('tactic', 'technique', 'sub_technique'),
)

const findingInfo = object(
  {
    analytic,
    attack_graph: any,
    attacks: list(attack),
    created_time: time,
    data_sources: texts,
    desc: text,
    first_seen_time: time,
    kill_chain: list(any),
    last_seen_time: time,
    modified_time: time,
    product,
    product_uid: text,
    related_analytics: list(analytic),
    related_events: list(any),
    related_events_count: whole,
    src_url: text,
    tags: list(any),
    title: text,
    traits: list(any),
    types: texts,
    uid: text,
    uid_alt: text, // biome-ignore format: the dictionary's order
  },
  ['uid'],
)

const verdict = one(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99)
const artifacts = ['actor', 'api', 'connection_info', 'data', 'database', 'databucket', 'device', 'dst_endpoint', 'email', 'file', 'process', 'query', 'resources', 'src_endpoint', 'url', 'user', 'job', 'script', 'reg_key', 'reg_value', 'win_service'] // biome-ignore format: a list

const evidence = object(
  {
    ...Object.fromEntries(artifacts.map((name) => [name, json])),
    ...{ name: text, uid: text, verdict: text, verdict_id: verdict },
    ...{ container: any, http_request: any, http_response: any, ja4_fingerprint_list: list(any), tls: any },
  },
  [],
  oneOf(...artifacts),
)

const resource = named({
  agent_list: list(any),
  cloud_partition: text,
  created_time: time,
  criticality: text,
  data: json,
  data_classification: any,
  data_classifications: list(any),
  group: any,
  hostname: text,
  ip: text,
  is_backed_up: flag,
  labels: texts,
  modified_time: time,
  namespace: text,
  owner: any,
  region: text,
  resource_relationship: any,
  role: text,
  role_id: whole,
  tags: list(any),
  type: text,
  version: text,
  zone: text, // biome-ignore format: the dictionary's order
})

const user = object(
  { account: any, credential_uid: text, display_name: text, domain: text, email_addr: text, full_name: text, groups: list(any), has_mfa: flag, ldap_person: any, name: text, org: any, phone_number: text, risk_level: text, risk_level_id: whole, risk_score: whole, type: text, type_id: one(0, 1, 2, 3, 4, 99), uid: text, uid_alt: text }, // biome-ignore format: the dictionary's order
  [],
  oneOf('account', 'name', 'uid'),
)

const group = named({ desc: text, domain: text, privileges: texts, type: text })

const base: Record<string, Schema> = {
  activity_name: text,
  category_uid: one(2),
  category_name: { const: 'Findings' },
  class_name: text,
  type_name: text,
  count: whole,
  duration: whole,
  end_time: time,
  enrichments: list(any),
  message: text,
  metadata,
  observables: list(any),
  raw_data: text,
  raw_data_hash: any,
  raw_data_size: whole,
  severity: text,
  severity_id: one(0, 1, 2, 3, 4, 5, 6, 99),
  start_time: time,
  status: text,
  status_code: text,
  status_detail: text,
  time,
  timezone_offset: whole,
  unmapped: any,
  vendor_attributes: any,
  comment: text,
  confidence: text,
  confidence_id: one(0, 1, 2, 3, 99),
  confidence_score: whole,
  impact: text,
  impact_id: one(0, 1, 2, 3, 4, 99),
  impact_score: whole,
}

const required = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid']
const activity = one(0, 1, 2, 3, 99)
const typeUids = (uid: number) => one(...[0, 1, 2, 3, 99].map((a) => uid * 100 + a))

/** Class 2004. */
export const detectionFinding = object(
  {
    ...base,
    activity_id: activity,
    class_uid: one(2004),
    type_uid: typeUids(2004),
    status_id: one(0, 1, 2, 3, 4, 5, 6, 99),
    anomaly_analyses: list(any),
    device: any,
    evidences: list(evidence),
    finding_info: findingInfo,
    is_alert: flag,
    malware: list(any),
    malware_scan_info: any,
    remediation: any,
    resources: list(resource),
    risk_details: text,
    risk_level: text,
    risk_level_id: one(0, 1, 2, 3, 4, 99),
    risk_score: whole,
    vulnerabilities: list(any),
  },
  [...required, 'finding_info'],
)

/** Class 2005, with the profile that it includes. */
export const incidentFinding = object(
  {
    ...base,
    activity_id: activity,
    class_uid: one(2005),
    type_uid: typeUids(2005),
    status_id: one(0, 1, 2, 3, 4, 5, 99),
    assignee: user,
    assignee_group: group,
    attacks: list(attack),
    desc: text,
    finding_info_list: { type: 'array', items: findingInfo, minItems: 1 },
    is_suspected_breach: flag,
    priority: text,
    priority_id: one(0, 1, 2, 3, 4, 99),
    src_url: text,
    ticket: any,
    tickets: list(any),
    verdict: text,
    verdict_id: verdict,
  },
  [...required, 'finding_info_list', 'status_id'],
  oneOf('assignee', 'assignee_group'),
)
