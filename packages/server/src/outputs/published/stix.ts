/**
 * JSON Schemas of the STIX 2.1 objects that Telltale writes, made from the published specification (OASIS, STIX Version
 * 2.1, parts 3 to 7): common properties, those of each type, which are required, the form of identifiers and times. A
 * property that the specification does not have is refused.
 */

type Schema = Record<string, unknown>

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text, minItems: 1 }
const time: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' }
const ref = (...types: string[]): Schema => ({
  ...{
    type: 'string',
    pattern: `^(${types.length > 0 ? types.join('|') : '[a-z][a-z0-9-]+[a-z0-9]'})--${uuid}$`,
  },
})
const refs = (...types: string[]): Schema => ({ type: 'array', items: ref(...types), minItems: 1 })
const count = (least: number): Schema => ({ type: 'integer', minimum: least, maximum: 999_999_999 })
const external: Schema = {
  type: 'object',
  properties: { source_name: text, description: text, url: text, hashes: {}, external_id: text },
  required: ['source_name'],
  additionalProperties: false,
}
const marked = { object_marking_refs: refs('marking-definition') }

/** A domain or relationship object. */
function domain(type: string, properties: Record<string, Schema>, required: string[]): Schema {
  return {
    type: 'object',
    properties: {
      ...{
        type: { const: type },
        spec_version: { const: '2.1' },
        id: ref(type),
        created_by_ref: ref('identity'),
      },
      ...{ created: time, modified: time, revoked: { type: 'boolean' }, labels: texts, lang: text },
      ...{ confidence: { type: 'integer', minimum: 0, maximum: 100 }, extensions: {}, granular_markings: {} },
      ...{ external_references: { type: 'array', items: external, minItems: 1 }, ...marked },
      ...properties,
    },
    required: ['type', 'spec_version', 'id', 'created', 'modified', ...required],
    additionalProperties: false,
  }
}

export const stixObjects: Record<string, Schema> = {
  identity: domain(
    'identity',
    { name: text, description: text, roles: texts, identity_class: { enum: ['individual', 'group', 'system', 'organization', 'class', 'unknown'] }, sectors: texts, contact_information: text }, // biome-ignore format: a list
    ['name'],
  ),
  indicator: domain(
    'indicator',
    {
      ...{ name: text, description: text, pattern: { type: 'string', pattern: '^\\[.+\\]$' } },
      ...{
        pattern_type: { enum: ['stix', 'pcre', 'sigma', 'snort', 'suricata', 'yara'] },
        pattern_version: text,
      },
      ...{ valid_from: time, valid_until: time, kill_chain_phases: {} },
      indicator_types: { type: 'array', minItems: 1, items: { enum: ['anomalous-activity', 'anonymization', 'benign', 'compromised', 'malicious-activity', 'attribution', 'unknown'] } }, // biome-ignore format: a list
    },
    ['pattern', 'pattern_type', 'valid_from'],
  ),
  'observed-data': domain(
    'observed-data',
    { first_observed: time, last_observed: time, number_observed: count(1), object_refs: refs() },
    ['first_observed', 'last_observed', 'number_observed', 'object_refs'],
  ),
  sighting: domain(
    'sighting',
    {
      ...{ description: text, first_seen: time, last_seen: time, count: count(0), sighting_of_ref: ref() },
      ...{ observed_data_refs: refs('observed-data'), where_sighted_refs: refs('identity', 'location') },
      summary: { type: 'boolean' },
    },
    ['sighting_of_ref'],
  ),
  report: domain(
    'report',
    { name: text, description: text, report_types: texts, published: time, object_refs: refs() },
    ['name', 'published', 'object_refs'],
  ),
  'attack-pattern': domain(
    'attack-pattern',
    { name: text, description: text, aliases: texts, kill_chain_phases: {} },
    ['name'],
  ),
  'extension-definition': domain(
    'extension-definition',
    {
      ...{ name: text, description: text, schema: text, version: text, extension_properties: texts },
      extension_types: { type: 'array', minItems: 1, items: { enum: ['new-sdo', 'new-sco', 'new-sro', 'property-extension', 'toplevel-property-extension'] } }, // biome-ignore format: a list
    },
    ['created_by_ref', 'name', 'schema', 'version', 'extension_types'],
  ),
  'marking-definition': {
    type: 'object',
    properties: {
      ...{
        type: { const: 'marking-definition' },
        spec_version: { const: '2.1' },
        id: ref('marking-definition'),
      },
      ...{ created: time, name: text, definition_type: { enum: ['statement', 'tlp'] } },
      definition: {
        type: 'object',
        properties: { tlp: { enum: ['white', 'green', 'amber', 'red'] } },
        required: ['tlp'],
        additionalProperties: false,
      },
    },
    required: ['type', 'spec_version', 'id', 'created', 'definition_type', 'definition'],
    additionalProperties: false,
  },
  'x-telltale-contact': {
    type: 'object',
    properties: {
      ...{
        type: { const: 'x-telltale-contact' },
        spec_version: { const: '2.1' },
        id: ref('x-telltale-contact'),
      },
      ...{ kind: text, hmac_sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' }, ...marked },
      extensions: {
        type: 'object',
        patternProperties: {
          [`^extension-definition--${uuid}$`]: {
            type: 'object',
            properties: { extension_type: { const: 'new-sco' } },
            required: ['extension_type'],
            additionalProperties: false,
          },
        },
        minProperties: 1,
        additionalProperties: false,
      },
    },
    required: ['type', 'id', 'kind', 'hmac_sha256', 'extensions'],
    additionalProperties: false,
  },
}

export const stixBundleSchema: Schema = {
  type: 'object',
  properties: { type: { const: 'bundle' }, id: ref('bundle'), objects: { type: 'array', minItems: 1 } },
  required: ['type', 'id'],
  additionalProperties: false,
}
