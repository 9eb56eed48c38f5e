import { caps, type Detector, drainExample, type Example, observeExample } from '@telltale/core'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { allDetectors } from '../engine/all-detectors.ts'
import { nearest } from '../nearest.ts'
import { schemeSays } from '../outputs/sentences.ts'

export default new Command('explain')
  .description('Say what a detector looks for, what else it could be, what clears, and show it at work')
  .argument('<detector>', 'its id, as "telltale detectors" lists them')
  .addHelpText('after', '\nExample:\n  telltale explain network/layer-gap')
  .action(async (id: string) => {
    let detectors: Detector[]
    try {
      detectors = await allDetectors(readConfig(process.env).detectors)
    } catch (error) {
      process.stderr.write(`telltale explain: ${(error as Error).message}\n`)
      process.exitCode = 1
      return
    }
    const found = detectors.find((d) => d.id === id)
    if (found) {
      process.stdout.write(explain(found, Math.min(process.stdout.columns || 100, 110)))
      return
    }
    const near = nearest(
      id,
      detectors.map((d) => d.id),
    )
    process.stderr.write(
      `telltale explain: there is no detector ${JSON.stringify(id)}${near ? `; did you mean ${near}?` : '.'} "telltale detectors" lists them.\n`,
    )
    process.exitCode = 2
  })

/** All that a detector says of itself, wrapped to `width` columns, with its examples run through the engine. */
export function explain(detector: Detector, width: number): string {
  const { family, calibration } = detector
  const { title, cap, floor, towardsCase, basis } = caps[family]
  const out: string[] = []
  const part = (heading: string, items: readonly string[]) => {
    out.push('', heading, ...items.flatMap((item) => wrapped('  ', item, width)))
  }
  out.push(...wrapped('', detector.title, width))
  out.push(
    `${detector.id}, version ${detector.version}, ${detector.status}; ${detector.stage}; tests the claim of ${detector.tests}`,
  )
  if (detector.status === 'shadow') out.push('In shadow: what it finds is kept and weighs nothing.')
  part('Why', [detector.why])
  part('How else it could be explained', bullets(detector.benign))
  part('What clears', bullets(detector.clears))
  part('What to do first', [detector.check])
  part('What it looks at', [
    'links' in detector
      ? `${detector.reads.join(', ')}: what is shared (${detector.links.join(', ')})`
      : `${detector.reads.join(', ')} about ${detector.about.join(', else ')}, in windows of ${detector.days ?? 1} d (UTC)`,
  ])
  part('What it bears on', bullets(detector.bears.map((scheme) => `${scheme}: ${schemeSays[scheme]}`)))
  part('How much it can weigh (log10; 1 is ten to one)', [
    `Ratios ${calibration.basis}${calibration.n === undefined ? '' : `, n = ${calibration.n}`}: ${calibration.on}`,
    `Family “${title}” (${family}, ${basis}): at most +${cap} against, ${floor} in favour, +${towardsCase} towards opening a case.`,
  ])
  const thresholds = Object.entries(detector.thresholds ?? {})
  if (thresholds.length > 0)
    part(
      'Thresholds that a hunt may try otherwise ("telltale hunt --detector …")',
      bullets(thresholds.map(([name, t]) => `${name} = ${t.value} ${t.unit}: ${t.says}`)),
    )
  part(
    'Examples, run just now',
    detector.examples.map((example) => run(detector, example)),
  )
  part('References', bullets(detector.references.map(({ title, url }) => (url ? `${title} ${url}` : title))))
  if (detector.attack.length > 0) part('MITRE ATT&CK', [detector.attack.join(', ')])
  return `${out.join('\n')}\n`
}

/** What an example gives when it goes through the real engine. */
function run(detector: Detector, example: Example): string {
  const rows = observeExample(example)
  const { evidence, abstentions } = drainExample(detector, example, 'problem' in rows ? [] : [rows])
  const found = evidence.find((e) => e.is === 'evidence') ?? evidence[0]
  const gives = found
    ? `${found.is}${found.weight === 0 ? '' : ` ${found.weight > 0 ? '+' : ''}${found.weight}`}: ${found.says}`
    : `abstains: ${abstentions[0]?.because ?? 'nothing to judge'}`
  return `- ${example.title} → ${gives}`
}

function bullets(items: readonly string[]): string[] {
  return items.map((item) => `- ${item}`)
}

/** Breaks at spaces; the second line and the ones after it stand two further in. */
function wrapped(lead: string, text: string, width: number): string[] {
  const out: string[] = []
  let line = lead
  for (const word of text.split(' ')) {
    if (line.length + word.length > width && line.trim() !== '') {
      out.push(line.trimEnd())
      line = `${lead}  `
    }
    line += `${word} `
  }
  return [...out, line.trimEnd()]
}
