import { createHash } from 'node:crypto'
import {
  type Detector,
  type HuntTable,
  type JsonSchema,
  type KindDefinition,
  kinds,
  schemes,
} from '@telltale/core'

/**
 * The views that hunts in SQL read: documented columns that stay, over tables that may change. Names, contacts,
 * accounts, free text and sentences are not in them. Every table that they read is named with its schema.
 */
export interface View extends HuntTable {
  /** The statement behind `create view`, without it. */
  sql: string
}

interface Column {
  name: string
  type: string
  says: string
  sql: string
}

/** Milliseconds as an instant; nothing where a row claims a time that no calendar has. */
const instant = (ms: string) =>
  `case when ${ms} between -62135596800000 and 253402300799000 then to_timestamp(${ms} / 1000) end`
/** A member of JSON as its text, for ids, numbers and fixed words. */
const text = (json: string, member: string) => `${json} ->> '${member}'`
const numeric = (json: string, member: string) => `(${json} ->> '${member}')::float8`
/**
 * Stored JSON that may be taken apart, as `alias.json`, made once a row. Exports hold characters that Postgres refuses in
 * text; one such row must not fail a whole view, so \u0000 and lone surrogates become spaces.
 */
const safe = (column: string, alias: string) =>
  `cross join lateral (select case when strpos(${column}::text, '\\u') = 0 then ${column} else
     regexp_replace(${column}::text, '\\\\u(0000|d[89a-f][0-9a-f]{2})', '\\\\u0020', 'gi')::json end as json
   offset 0) ${alias}`

const subjects = 'subject names such as person:W-17; of shared attributes, surrogates such as phone:…'

/** `schema`: where the tables are. Findings of detectors that are unknown, or for counsel alone, are left out. */
export function viewsOf(schema: string, detectors: Iterable<Detector>): View[] {
  const table = (name: string) => `${identifier(schema)}.${identifier(name)}`
  const shown = [...detectors].filter((d) => d.audience !== 'counsel').map((d) => literal(d.id))
  const known = (column: string) => `${column} = any(array[${shown.sort().join(', ')}]::text[])`
  const view = (name: string, says: string, from: string, columns: readonly Column[]): View => ({
    name,
    says,
    columns: columns.map(({ name, type, says }) => ({ name, type, says })),
    sql: `select ${columns.map((c) => `${c.sql} as ${identifier(c.name)}`).join(', ')} from ${from}`,
  })
  return [
    view(
      'observations',
      'Facts as they came, one row each.',
      `${table('observations')} o ${safe('o.data', 'd')} ${safe('o.derived', 'l')}`,
      [
        column('kind', 'text', 'what kind of fact: see docs/observations.md', 'o.kind'),
        column('at', 'timestamptz', 'when it was so', instant('o.at')),
        column('received_at', 'timestamptz', 'when it came', instant('o.received_at')),
        column('about', 'text[]', subjects, 'o.about'),
        column(
          'facts',
          'json',
          'its numbers, flags and fixed words; nothing where raw times are not kept',
          factsOf(),
        ),
        column(
          'ip_country',
          'text',
          'country that its public address is registered in, where that was looked up',
          text('l.json', 'ipCountry'),
        ),
        column('simulated', 'boolean', 'of the demo company', 'o.simulated'),
      ],
    ),
    view('subjects', 'Everybody and everything heard of.', `${table('watermarks')} w`, [
      column('subject', 'text', subjects, 'w.subject'),
      column('type', 'text', 'application, person or device', `split_part(w.subject, ':', 1)`),
      column('last_seen', 'timestamptz', 'the newest fact about it', instant('w.at')),
    ]),
    view(
      'evidence',
      'What detectors found and stands, for and against; findings for counsel alone are not here.',
      `${table('evidence')} e ${safe('e.body', 'b')} where ${known('e.detector')}`,
      [
        column('id', 'text', 'as GET /v1/evidence/:id takes it', 'e.id'),
        column('detector', 'text', 'its id', 'e.detector'),
        column('version', 'integer', 'of the detector', `(b.json ->> 'version')::integer`),
        column('family', 'text', 'one underlying cause', text('b.json', 'family')),
        column('stage', 'text', 'application, onboarding or work', text('b.json', 'stage')),
        column('accuses', 'boolean', 'evidence; false for a clear window', 'e.accuses'),
        column('shadow', 'boolean', 'kept, and weighs nothing', `(b.json ->> 'shadow')::boolean`),
        column('subject', 'text', 'what was judged', 'e.subject'),
        column('subjects', 'text[]', 'everybody and everything it names', 'e.subjects'),
        column('weighs_on', 'text[]', 'whose score it moves', 'e.weighs_on'),
        column(
          'weight',
          'double precision',
          'the largest of its weights, log10',
          numeric('b.json', 'weight'),
        ),
        ...schemes.map((scheme) =>
          column(
            scheme.replaceAll('-', '_'),
            'double precision',
            'log10 ratio against honest',
            `coalesce((b.json -> 'weights' ->> '${scheme}')::float8, 0)`,
          ),
        ),
        column('from_at', 'timestamptz', 'begin of its window', instant(numeric('b.json', 'from'))),
        column('to_at', 'timestamptz', 'end of its window', instant('e.to_ms')),
        column('final', 'boolean', 'its window has closed', `${text('b.json', 'status')} = 'final'`),
      ],
    ),
    view(
      'abstentions',
      'Windows that a detector could not judge: not measured, counted neither way.',
      `${table('abstentions')} a where ${known('a.detector')}`,
      [
        column('detector', 'text', 'its id', 'a.detector'),
        column('subject', 'text', 'what was to be judged', 'a.subject'),
        column('weighs_on', 'text[]', 'whose score it would have moved', 'a.weighs_on'),
        column('from_at', 'timestamptz', 'begin of its window', instant('a.from_ms')),
      ],
    ),
    view(
      'attributes',
      'What can be shared: phones, addresses, networks … as surrogates.',
      `${table('attributes')} a ${safe('a.state', 's')}`,
      [
        column('attribute', 'text', 'a surrogate', 'a.ref'),
        column(
          'type',
          'text',
          'phone, email, address, account, network, display …',
          `split_part(a.ref, ':', 1)`,
        ),
        column(
          'members',
          'integer',
          'on how many subjects it was seen; 64 of a hub',
          `(select count(*) from json_object_keys(s.json -> 'members'))`,
        ),
        column('hub', 'boolean', 'seen on more than 64', `(s.json ->> 'overflowed')::boolean`),
      ],
    ),
    view(
      'shares',
      'Which attribute was seen on which subject, on which days, and who held it then.',
      `${table('attributes')} a ${safe('a.state', 's')}
        cross join lateral json_each(s.json -> 'members') m
        cross join lateral json_each(m.value -> 'days') d
        cross join lateral json_array_elements(d.value) h`,
      [
        column('attribute', 'text', 'a surrogate', 'a.ref'),
        column(
          'type',
          'text',
          'phone, email, address, account, network, display …',
          `split_part(a.ref, ':', 1)`,
        ),
        column('subject', 'text', 'what it was seen on', 'm.key'),
        column(
          'holder',
          'text',
          'the person it belonged to that day, where known',
          `nullif(h.value ->> 0, '')`,
        ),
        column('day', 'date', 'UTC', `date '1970-01-01' + d.key::integer`),
      ],
    ),
    view(
      'queue',
      'Listed subjects, and every subject with a case.',
      `${table('queue')} q left join ${table('cases')} c on c.subject = q.subject ${safe('q.item', 'i')}`,
      [
        column('subject', 'text', subjects, 'q.subject'),
        column('pseudonym', 'text', 'as the console calls it', text('i.json', 'pseudonym')),
        column('case_id', 'text', 'its case, where one has opened', 'c.id'),
        column('opened_at', 'timestamptz', 'when that was', instant('c.opened_at')),
        column('weight', 'double precision', 'log10, of the likeliest scheme', 'q.weight'),
        column(
          'probability',
          'double precision',
          '1 − P(honest), assumed model',
          `(i.json -> 'score' ->> 'probability')::float8`,
        ),
        column('scheme', 'text', 'the likeliest', text(`i.json -> 'score'`, 'scheme')),
        column(
          'first_sign',
          'timestamptz',
          'begin of the earliest accusing window',
          instant(numeric('i.json', 'firstSign')),
        ),
        column(
          'last_sign',
          'timestamptz',
          'end of the newest accusing window',
          instant(numeric('i.json', 'lastSign')),
        ),
        column('simulated', 'boolean', 'of the demo company', `(i.json ->> 'simulated')::boolean`),
      ],
    ),
    view(
      'dispositions',
      'What people decided about subjects, every word of theirs; the newest counts.',
      `${table('observations')} o ${safe('o.data', 'd')} where o.kind = 'disposition'`,
      [
        column('subject', 'text', subjects, text('d.json', 'subject')),
        column('outcome', 'text', 'confirmed, cleared or unsure', text('d.json', 'outcome')),
        column('at', 'timestamptz', 'when', instant('o.at')),
      ],
    ),
    view(
      'screenings',
      'Applications with what screening says of each.',
      `${table('screenings')} s where s.outcome is not null`,
      [
        column('application', 'text', 'such as application:A-12', 's.application'),
        column('requisition', 'text', 'what it was made for', 's.requisition'),
        column('applied_at', 'timestamptz', 'when it was made', instant('s.applied_at')),
        column('screened_at', 'timestamptz', 'when it was first screened', instant('s.screened_at')),
        column('since', 'timestamptz', 'since when the outcome is what it is', instant('s.since')),
        column('outcome', 'text', 'proceed, verify or hold', 's.outcome'),
        column('reached', 'text', 'the gravest outcome that it ever had', 's.reached'),
        column('weight', 'double precision', 'log10, of the likeliest scheme', 's.weight'),
        column('probability', 'double precision', '1 − P(honest), assumed model', 's.probability'),
        column('scheme', 'text', 'the likeliest', 's.scheme'),
        column('settled', 'boolean', 'one of its checks was answered with yes or no', 's.settled'),
        column('stage', 'text', 'where the applicant system says it stands', 's.stage'),
        column('stage_at', 'timestamptz', 'since when', instant('s.stage_at')),
        column('decided', 'text', 'confirmed, cleared or unsure', 's.decided'),
      ],
    ),
  ]
}

/** The views without their SQL: what people are shown of them. */
export function tablesOf(): HuntTable[] {
  return viewsOf('public', []).map(({ name, says, columns }) => ({ name, says, columns }))
}

/**
 * Statements that make the views in `into`. With a barrier, so that no condition of a query sees a row that a view
 * leaves out. `digest` changes when any of them does.
 */
export function statements(views: readonly View[], into: string): { make: string[]; digest: string } {
  const make = views.map(
    ({ name, sql }) =>
      `create view ${identifier(into)}.${identifier(name)} with (security_barrier = true) as ${sql}`,
  )
  return { make, digest: createHash('sha256').update(make.join('\n')).digest('hex').slice(0, 16) }
}

function column(name: string, type: string, says: string, sql: string): Column {
  return { name, type, says, sql: `(${sql})::${type}` }
}

/** Of each kind what can't name anybody: numbers, flags and fixed words, read from the kind's own schema. */
function factsOf(): string {
  const cases = Object.entries(kinds as Record<string, KindDefinition<unknown>>).flatMap(
    ([kind, definition]) => {
      if (definition.timing) return []
      const built = build(definition.schema.json, 'd.json')
      return built ? [`when ${literal(kind)} then json_strip_nulls(${built})`] : []
    },
  )
  return `case o.kind ${cases.join(' ')} end`
}

function build(schema: JsonSchema, at: string): string | undefined {
  if (Array.isArray(schema.enum) || ['number', 'integer', 'boolean'].includes(schema.type as string))
    return at
  if (schema.type !== 'object') return undefined
  const members = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(
    ([name, member]) => {
      const built = build(member, `${at} -> ${literal(name)}`)
      return built ? [`${literal(name)}, ${built}`] : []
    },
  )
  return members.length > 0 ? `json_build_object(${members.join(', ')})` : undefined
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function literal(text: string): string {
  return text.includes('\\')
    ? ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`
}
