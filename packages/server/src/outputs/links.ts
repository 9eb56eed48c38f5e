import type { Entity, Linkage, LinkModel, PairExplanation } from '@telltale/core'
import type { Agreement } from '../linkage/agreement.ts'
import type { People } from '../linkage/read-people.ts'

/** What came of linking files of people. */
export interface Linked {
  people: People
  model: LinkModel
  /** In words: where the model comes from. */
  modelFrom: string
  linkage: Linkage
  entities: Entity[]
  review: PairExplanation[]
  /** The column that `agreement` is measured against. */
  truth?: string
  agreement?: Agreement
}

/** Hubs and pairs that are printed; the rest are counted. */
const printed = 10

/** What `telltale link` prints: what was read as what, what it came to, hubs, pairs to look at, and what was not used. */
export function linkReport({ people, model, modelFrom, entities, review, truth, ...more }: Linked): string {
  const out: string[] = []
  for (const { name, rows, columns } of people.files) {
    out.push(`${name}: ${count(rows, 'row')}`)
    const taken = columns.filter((c) => c.as)
    if (taken.length > 0) out.push(`  read: ${taken.map((c) => `${c.header} as ${c.as}`).join(', ')}`)
    const left = columns.filter((c) => !c.as && c.header !== truth).map((c) => c.header || '(no header)')
    if (left.length > 0)
      out.push(`  not read: ${cut(left.join(', '))} (--map "${left[0]}=FIELD" says what a column holds)`)
  }
  const joined = entities.reduce((n, e) => n + e.records.length, 0)
  const all = people.records.length - joined + entities.length
  out.push(
    '',
    `${count(people.records.length, 'record')}, ${count(all, 'entity', 'entities')}: ${number(joined)} records are in ${number(entities.length)} of two or more.`,
  )
  const biggest = entities.reduce<Entity | undefined>(
    (a, b) => (a && a.records.length >= b.records.length ? a : b),
    undefined,
  )
  if (biggest)
    out.push(`The biggest holds ${biggest.records.length}: ${shortened(biggest.records, 6).join(', ')}`)
  if (people.empty > 0) out.push(`${count(people.empty, 'record')} said nothing of anybody and stand alone.`)
  if (people.repeated > 0)
    out.push(`${count(people.repeated, 'id')} stood on an earlier row: these records are named ID#ROW.`)
  out.push(`Model ${model.version}, ${modelFrom}; linked from weight ${model.threshold} on (log10 of odds).`)
  const hubs = more.linkage.blocks().flatMap(({ rule, off }) => off.map((hub) => ({ rule, ...hub })))
  if (hubs.length > 0) out.push('', 'Hubs, which tie nobody because too many have them:')
  for (const { rule, shown, size } of hubs.sort((a, b) => b.size - a.size).slice(0, printed))
    out.push(`  ${rule}: ${cut(shown)} on ${count(size, 'record')}`)
  if (hubs.length > printed) out.push(`  … and ${hubs.length - printed} more`)
  if (review.length > 0) out.push('', 'Nearest to the threshold, for a person to look at:')
  for (const pair of review.slice(0, printed))
    out.push(
      `  ${pair.linked ? 'linked    ' : 'not linked'} ${signed(pair.weight)}  telltale link … --explain ${quoted(pair.a)} ${quoted(pair.b)}`,
    )
  if (more.agreement) out.push('', ...measured(more.agreement, truth))
  out.push(...unused(people))
  return `${out.join('\n')}\n`
}

function measured({ precision, recall, f1, clusters, largest }: Agreement, truth?: string): string[] {
  return [
    `Against the truth${truth ? ` in ${truth}` : ''}:`,
    `  pairs     precision ${share(precision)}, recall ${share(recall)}, F1 ${share(f1)}`,
    `  entities  precision ${share(clusters.precision)}, recall ${share(clusters.recall)}, F1 ${share(clusters.f1)} (all of one person’s records and nobody else’s; the biggest has ${largest})`,
  ]
}

function unused({ unused, unusedCount }: People): string[] {
  if (unusedCount === 0) return []
  const shown = unused.slice(0, 20)
  return [
    '',
    ...shown.map(
      ({ file, row, field, reason }) =>
        `In quarantine: ${file}${row > 0 ? ` row ${row}` : ''}${field ? `, ${field}` : ''}: ${reason}`,
    ),
    ...(unusedCount > shown.length ? [`… and ${unusedCount - shown.length} more in quarantine.`] : []),
  ]
}

/** `--explain`: both records field by field, then what decided. */
export function pairReport(pair: PairExplanation, version: string): string {
  const wide = (pick: (f: PairExplanation['fields'][number]) => string, least: number) =>
    Math.min(32, Math.max(least, ...pair.fields.map((f) => pick(f).length)))
  const [a, b, level] = [wide((f) => f.a, 4), wide((f) => f.b, 4), wide((f) => f.level, 26)]
  const row = (field: string, x: string, y: string, is: string, weight: string, more = '') =>
    `  ${field.padEnd(12)} ${fit(x, a)} ${fit(y, b)} ${fit(is, level)} ${weight.padStart(6)}${more}`
  const out = [
    `${pair.a} and ${pair.b}: ${pair.linked ? 'linked' : 'not linked'}`,
    row('', pair.a, pair.b, '', 'weight'),
  ]
  for (const f of pair.fields)
    out.push(
      row(
        f.field,
        f.a,
        f.b,
        f.level,
        signed(f.weight),
        f.oneIn ? `  one in ${number(Math.round(f.oneIn))}` : '',
      ),
    )
  out.push(row('before', '', '', 'odds of any two candidates', signed(pair.prior)))
  out.push(row('together', '', '', `linked from ${pair.threshold} on`, signed(pair.weight)))
  if (pair.rule) out.push(`Decided otherwise than the weight: ${pair.rule}.`)
  out.push(
    pair.blocks.length > 0
      ? `Compared because they share: ${pair.blocks.join('; ')}.`
      : 'No blocking rule brings these two together: they are compared only because you asked.',
    `Model ${version}.`,
  )
  return `${out.join('\n')}\n`
}

/** One line of NDJSON for each entity, pair to look at and hub, then a summary. */
export function* linkLines({
  people,
  model,
  linkage,
  entities,
  review,
  agreement,
}: Linked): Generator<string> {
  for (const entity of entities) yield JSON.stringify({ type: 'entity', ...entity })
  for (const pair of review) yield JSON.stringify({ type: 'review', ...pair })
  for (const { rule, off } of linkage.blocks())
    for (const hub of off) yield JSON.stringify({ type: 'hub', rule, ...hub })
  for (const q of people.unused) yield JSON.stringify({ type: 'quarantined', ...q })
  const joined = entities.reduce((n, e) => n + e.records.length, 0)
  yield JSON.stringify({
    type: 'summary',
    columns: people.files.map(({ name, columns }) => ({ file: name, columns })),
    records: people.records.length,
    entities: people.records.length - joined + entities.length,
    biggest: entities.reduce((n, e) => Math.max(n, e.records.length), 1),
    model: model.version,
    quarantined: people.unusedCount,
    ...(agreement && { agreement }),
  })
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`
}

function number(n: number): string {
  return n.toLocaleString('en-US')
}

function share(n: number): string {
  return n.toFixed(4)
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`
}

function shortened(ids: readonly string[], most: number): string[] {
  return ids.length > most ? [...ids.slice(0, most).map(cut), `… ${ids.length - most} more`] : ids.map(cut)
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width)
}

function quoted(id: string): string {
  return /^[\w.:#/-]+$/.test(id) ? id : `'${id.replaceAll("'", `'\\''`)}'`
}
