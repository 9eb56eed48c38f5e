import { styleText } from 'node:util'
import type { Detector } from '@telltale/core'
import type { Scanned } from '../engine/scan.ts'
import { farmLines } from './farm-lines.ts'
import { count, isoDay, lastDay, percent, schemeSays, signed, tell } from './sentences.ts'

/** Subjects printed in full; the rest are counted, and stand in --json and --html. */
const shownListings = 20
const shownQuarantine = 10

/** What `scan` found, for a person at a terminal of 80 columns or more. Colour only repeats what the words say. */
export function terminalReport(
  result: Scanned,
  detectors: ReadonlyMap<string, Detector>,
  { color, columns }: { color: boolean; columns: number },
): string {
  const width = Math.min(Math.max(columns, 60), 110)
  const bold = (text: string) => (color ? styleText('bold', text, { validateStream: false }) : text)
  const dim = (text: string) => (color ? styleText('dim', text, { validateStream: false }) : text)
  const lines: string[] = []
  const cases = result.listings.filter((l) => l.case)
  const rest = result.listings.filter((l) => !l.case)

  lines.push(
    bold(
      result.listings.length === 0 && result.farms.length === 0
        ? 'Nobody stands out.'
        : `${count(cases.length, 'case')}, ${count(rest.length, 'more subject')} worth a check, ${count(result.farms.length, 'farm')}.`,
    ),
  )
  for (const listing of result.listings.slice(0, shownListings)) {
    const { score } = listing
    lines.push('')
    lines.push(
      `${bold(`${listing.case ?? 'Listed  '}  ${listing.pseudonym}`)}  ${listing.subject}  ${bold(percent(score.probability))}  ${dim(`weight ${signed(score.weight)}, assumed model`)}`,
    )
    lines.push(
      `  ${listing.case ? 'Points to misrepresentation of identity or location' : 'Worth a check'}: ${schemeSays[score.scheme]}, if the evidence holds.`,
    )
    for (const t of tell(listing, detectors)) {
      const days =
        t.windows > 1
          ? ` (${t.windows} windows, ${isoDay(t.from)} to ${lastDay(t.to)})`
          : ` (${lastDay(t.to)})`
      const bears = signed(t.mean).padStart(5)
      lines.push(...hang(`  ${bears}  `, `${t.says}${days}`, width), `         ${dim(t.detector)}`)
    }
    const scheme = score.schemes.find((x) => x.scheme === score.scheme)!
    const families = scheme.parts.filter((p) => Math.abs(p.weight) >= 0.05)
    const sum = families
      .map((p) => `${p.family} ${signed(p.weight)}${p.capped ? ' (capped)' : ''}`)
      .join(', ')
    lines.push(dim(`         Together, a family at a time: ${sum}.`))
    const top = tell(listing, detectors)[0]
    if (top?.benign[0]) lines.push(...hang('         ', `Could also be: ${top.benign[0]}`, width).map(dim))
    const check = top && detectors.get(top.detector)?.check
    if (check) lines.push(`         Next: ${check}.`)
  }
  if (result.listings.length > shownListings)
    lines.push(
      '',
      `… and ${count(result.listings.length - shownListings, 'more subject')}: use --json or --html FILE to see all.`,
    )
  for (const farm of result.farms) {
    const [who, ...more] = farmLines(farm)
    lines.push('', ...hang(`${bold(`Farm ${farm.id}`)}  `, who!, width))
    for (const line of more) lines.push(...hang('         ', line, width))
  }

  lines.push(
    '',
    `${count(result.observations, 'observation')} from ${count(result.files.filter((f) => f.connector).length, 'file')}${result.replays > 0 ? `, ${count(result.replays, 'repeated row')} left out` : ''}.`,
  )
  const skipped = result.files.filter((f) => !f.connector)
  if (skipped.length > 0)
    lines.push(
      `${count(skipped.length, 'file')} not read: ${skipped
        .slice(0, 5)
        .map((f) => f.name)
        .join(', ')}${skipped.length > 5 ? ', …' : ''}.`,
    )
  const left = new Map<string, number>()
  for (const f of result.files)
    for (const [what, n] of f.skipped ?? []) left.set(what, (left.get(what) ?? 0) + n)
  if (left.size > 0)
    lines.push(`Left out on purpose: ${[...left].map(([what, n]) => `${what} (${n})`).join(', ')}.`)
  if (result.quarantinedCount > 0) {
    lines.push(`${count(result.quarantinedCount, 'row')} in quarantine, everything else was used:`)
    for (const q of result.quarantined.slice(0, shownQuarantine))
      lines.push(
        `  ${q.source}${q.row > 0 ? ` row ${q.row}` : ''}${q.field ? ` ${q.field}` : ''}: ${q.reason}`,
      )
    if (result.quarantinedCount > shownQuarantine)
      lines.push(`  … and ${result.quarantinedCount - shownQuarantine} more`)
  }
  for (const f of result.faults.slice(0, 5))
    lines.push(
      `The detector ${f.detector} failed on ${f.subject}: ${f.message}. Its other windows and all other detectors went on.`,
    )
  lines.push(
    '',
    dim('Telltale decides nothing about anybody. Each line above names what else could explain it.'),
  )
  return `${lines.join('\n')}\n`
}

/** Text wrapped at words to `width`, the first line after `lead` and the others under its end. */
function hang(lead: string, text: string, width: number): string[] {
  const indent = ' '.repeat(9)
  const out: string[] = []
  let line = lead
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + word.length > width && line !== lead) {
      out.push(line.trimEnd())
      line = indent
    }
    line += `${word} `
  }
  return [...out, line.trimEnd()]
}
