import { version } from '../version.ts'
import { techniques } from './attack.ts'
import { eventSays, type OutputEvent, severityOf } from './event.ts'

/**
 * An event in ArcSight's Common Event Format, version 0: seven headers, then keys of its extension dictionary. Lengths
 * are the dictionary's.
 */
export function cef(event: OutputEvent): string {
  const { score, findings, case: about } = event
  const attack = techniques(findings.flatMap((f) => f.attack)).map((t) => t.sub ?? t.technique)
  const extension: [key: string, value: string | number | undefined, most?: number][] = [
    ['rt', event.at],
    ['externalId', event.id, 40],
    ['cat', score.scheme, 1023],
    ['duid', event.subject, 1023],
    ['duser', event.pseudonym, 1023],
    ['reason', event.check, 1023],
    ['msg', event.says, 1023],
    ['request', event.link, 1023],
    ['start', findings.length > 0 ? Math.min(...findings.map((f) => f.from)) : undefined],
    ['end', findings.length > 0 ? Math.max(...findings.map((f) => f.to)) : undefined],
    ...labelled('cs1', 'case', about?.id),
    ...labelled('cs2', 'caseState', about?.state),
    ...labelled('cs3', 'detector', findings[0]?.detector),
    ...labelled('cs4', 'technique', attack.length > 0 ? attack.join(',') : undefined),
    ...labelled('cs5', 'model', score.calibrated ? 'calibrated' : 'assumed'),
    ...labelled('cs6', 'innocentExplanation', findings[0]?.benign[0]),
    ...labelled('cfp1', 'probability', Math.round(score.probability * 1e4) / 1e4),
    ...labelled('cfp2', 'weightLog10', Math.round(score.weight * 1e3) / 1e3),
    ['outcome', about?.decided?.conclusion, 63],
  ]
  const headers = ['Telltale', 'Telltale', version, event.is, eventSays[event.is], severityOf(event) * 2]
  return `CEF:0|${headers.map((h) => header(String(h))).join('|')}|${extension
    .flatMap(([key, value, most]) =>
      value === undefined || value === '' ? [] : [`${key}=${escaped(String(value).slice(0, most ?? 4000))}`],
    )
    .join(' ')}`
}

function labelled(
  key: string,
  label: string,
  value: string | number | undefined,
): [string, string | number][] {
  return value === undefined ? [] : [
    [`${key}Label`, label],
    [key, value],
  ] // biome-ignore format: two pairs
}

/** In a header a bar ends a field, and there are no lines. */
function header(text: string): string {
  return text.replace(/[\\|]/g, (c) => `\\${c}`).replace(/[\r\n]+/g, ' ')
}

/** In the extension an equals sign begins a value; a line break is written as \n. */
function escaped(text: string): string {
  return text
    .replace(/[\\=]/g, (c) => `\\${c}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .toWellFormed()
}
