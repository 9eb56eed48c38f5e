import type { AdverseImpactView, ImpactRatio } from '@telltale/core'
import { Command, Option } from 'commander'
import { askAs } from '../client-as.ts'
import { readConfig } from '../config.ts'

export default new Command('adverse-impact')
  .description(
    'Compare selection and false alarms between groups that people volunteered, against four fifths',
  )
  .addOption(
    new Option('--as <role>', 'who reads it')
      .choices(['counsel', 'auditor', 'people-partner'])
      .default('counsel'),
  )
  .option('--json', 'print it as one JSON object')
  .addHelpText(
    'after',
    `
Needs a running Telltale, and groups ("telltale groups load FILE"). Each reading is in the audit log.

Example:
  telltale adverse-impact`,
  )
  .action(async (given: { as: 'counsel' | 'auditor' | 'people-partner'; json?: boolean }) => {
    try {
      const found = await askAs<AdverseImpactView>(
        readConfig(process.env),
        given.as,
        'GET',
        '/v1/adverse-impact',
      )
      process.stdout.write(given.json ? `${JSON.stringify(found)}\n` : impactReport(found))
    } catch (error) {
      process.stderr.write(`telltale adverse-impact: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })

export function impactReport({ traits }: AdverseImpactView): string {
  if (traits.length === 0)
    return 'No groups are loaded: "telltale groups load FILE" takes what people volunteered, or HR’s EEO export.\n'
  const paragraphs = traits.map(({ trait, of, groups, says }) =>
    [
      `${trait}, ${of}: ${says}`,
      ...groups.flatMap((g) => [
        `  ${g.value} (${g.people})`,
        ...(g.selection
          ? [`    moved on ${g.selection.k} of ${g.selection.n}${ratio(g.selectionRatio)}`]
          : []),
        `    looked at without cause ${g.falseAlarms.k} of ${g.falseAlarms.n}${ratio(g.peaceRatio)}`,
        `    ${g.says}`,
      ]),
    ].join('\n'),
  )
  return `${paragraphs.join('\n\n')}\n`
}

function ratio(found: ImpactRatio | undefined): string {
  if (!found) return ''
  if (found.reference) return '; reference'
  return `; ratio ${found.ratio.toFixed(2)}, ${found.low.toFixed(2)} to ${found.high.toFixed(2)} (95 %), p = ${found.p.toFixed(3)}`
}
