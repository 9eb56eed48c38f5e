import { styleText } from 'node:util'
import type { Detector } from '@telltale/core'
import type { Scanned } from '../engine/scan.ts'
import { count, isoDay, lastDay, percent, schemeSays, signed, tell } from './sentences.ts'

/** Subjects printed in full; the rest are counted, and stand in --json and --html. */
const shownListings = 20
const shownQuarantine = 10

/** What `scan` found, for a person at a terminal of 80 columns or more. Colour only repeats what the words say. */
export function terminalReport(
  result: Scanned,
  detectors: ReadonlyMap<string, Detector>,
  color: boolean,
): string {
  const bold = (text: string) => (color ? styleText('bold', text, { validateStream: false }) : text)
  const dim = (text: string) => (color ? styleText('dim', text, { validateStream: false }) : text)
  const lines: string[] = []
  const cases = result.listings.filter((l) => l.case)
  const rest = result.listings.filter((l) => !l.case)

  lines.push(
    bold(
      result.listings.length === 0
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
      const bears = Math.abs(t.mean) < 0.05 ? dim('    0') : `${signed(t.mean).padStart(5)}`
      lines.push(`  ${bears}  ${t.says}${dim(`${days} ${t.detector}`)}`)
    }
    const top = tell(listing, detectors)[0]
    if (top?.benign[0]) lines.push(dim(`         Could also be: ${top.benign[0]}`))
    const check = top && detectors.get(top.detector)?.check
    if (check) lines.push(`         Next: ${check}.`)
  }
  if (result.listings.length > shownListings)
    lines.push(
      '',
      `… and ${count(result.listings.length - shownListings, 'more subject')}: use --json or --html FILE to see all.`,
    )
  for (const farm of result.farms)
    lines.push(
      '',
      `${bold(`Farm ${farm.id}`)}: ${count(farm.subjects.length, 'case')} tied by what they share: ${farm.cases.join(', ')}`,
    )

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
