import type { SampleDraw } from '@telltale/core'
import { Command, Option } from 'commander'
import { ask } from '../client.ts'
import { askAs } from '../client-as.ts'
import { readConfig } from '../config.ts'
import { count, isoDay } from '../outputs/sentences.ts'
import type { DrawProof, SampleSettings } from '../oversight/draw.ts'

interface Samples {
  settings: SampleSettings
  draws: SampleDraw[]
}

const sample = new Command('sample')
  .description(
    'Show whom each quarter’s random draw offers a check, what came of it, and the recall that follows',
  )
  .option('--json', 'print it as one JSON object')
  .addHelpText(
    'after',
    `
Needs a running Telltale. Who is drawn is suspected of nothing: the order is made from a secret and the id alone.

Example:
  telltale sample
  telltale sample set --workers 25`,
  )
  .action(({ json }: { json?: boolean }) =>
    trying(async () => {
      const found = await ask<Samples>(readConfig(process.env), 'GET', '/v1/samples')
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : sampleReport(found))
    }),
  )

sample
  .command('set')
  .description('Set how many are drawn each quarter, and the check that all of them are offered')
  .option('--workers <n>', 'how many workers; 0 draws nobody')
  .option('--applicants <n>', 'how many of the applicants of the quarter before')
  .option('--check <text>', 'what everybody who is drawn is offered')
  .addHelpText(
    'after',
    '\nSigns in as a lead.\n\nExample:\n  telltale sample set --workers 25 --applicants 40',
  )
  .action((given: { workers?: string; applicants?: string; check?: string }) =>
    trying(async () => {
      const body = {
        ...(given.workers !== undefined && { workers: whole('--workers', given.workers) }),
        ...(given.applicants !== undefined && { applicants: whole('--applicants', given.applicants) }),
        ...(given.check !== undefined && { check: given.check }),
      }
      if (Object.keys(body).length === 0)
        throw new Error('nothing to set: give --workers, --applicants or --check')
      const set = await askAs<SampleSettings>(
        readConfig(process.env),
        'lead',
        'PUT',
        '/v1/samples/settings',
        body,
      )
      process.stdout.write(`${stated(set)}\n`)
    }),
  )

sample
  .command('record')
  .description('Record that a check found nothing, or could not be made')
  .argument('<quarter>', 'such as 2026-Q4')
  .argument('<subject>', 'such as person:W-17')
  .addArgument(sample.createArgument('<outcome>', 'what came of it').choices(['cleared', 'skipped']))
  .addOption(new Option('--because <reason>', 'kept with it').makeOptionMandatory())
  .addOption(
    new Option('--ground <ground>', 'what it rests on').choices([
      'admission',
      'recovered-device',
      'in-person',
      'issuer',
    ]),
  )
  .addHelpText(
    'after',
    `
A check that finds something is a case, which two people decide.

Example:
  telltale sample record 2026-Q4 person:W-17 cleared --because "Came in, badge and laptop shown" --ground in-person`,
  )
  .action((quarter: string, subject: string, outcome: string, given: { because: string; ground?: string }) =>
    trying(async () => {
      const of = subject.startsWith('application:') ? 'applicants' : 'workers'
      await ask(readConfig(process.env), 'POST', '/v1/samples/outcomes', {
        quarter,
        of,
        subject,
        outcome,
        ...given,
      })
      process.stdout.write(`Recorded: ${subject}, ${outcome}.\n`)
    }),
  )

sample
  .command('verify')
  .description(
    'Compute a quarter’s draw again from the secret: exit status 1 where somebody else was to be drawn',
  )
  .argument('<quarter>', 'such as 2026-Q4')
  .addHelpText('after', '\nSigns in as an auditor.\n\nExample:\n  telltale sample verify 2026-Q4')
  .action((quarter: string) =>
    trying(async () => {
      const path = `/v1/samples/${encodeURIComponent(quarter)}/proof`
      const { proofs } = await askAs<{ proofs: DrawProof[] }>(readConfig(process.env), 'auditor', 'GET', path)
      for (const proof of proofs) {
        process.stdout.write(`${proof.quarter}, ${proof.of}: ${proof.says}\n`)
        if (proof.key) process.stdout.write(`  key of the quarter: ${proof.key}\n`)
        if (!proof.holds) process.exitCode = 1
      }
    }),
  )

export default sample

export function sampleReport({ settings, draws }: Samples): string {
  return `${[stated(settings), ...draws.map(paragraph)].join('\n\n')}\n`
}

function stated({ workers, applicants, check }: SampleSettings): string {
  if (workers + applicants === 0)
    return 'Nobody is drawn: "telltale sample set --workers 25" draws 25 at random each quarter, the first now.'
  return `Each quarter ${count(workers, 'worker')} and ${count(applicants, 'applicant')} are drawn at random. All are offered: ${check}`
}

function paragraph(draw: SampleDraw): string {
  const { recall } = draw
  const range = recall.recall
  return [
    `${draw.quarter}, ${draw.of}: ${draw.size} of ${draw.frame.toLocaleString('en-US')}, drawn ${isoDay(draw.drawnAt)}`,
    `  ${recall.says}`,
    ...(range
      ? [`  Recall ${share(range.estimate)}, ${share(range.low)} to ${share(range.high)} (95 %, exact)`]
      : []),
    ...draw.subjects.map(
      (s) => `  ${s.outcome.padEnd(9)}  ${s.pseudonym} (${s.subject})${s.because ? `: ${s.because}` : ''}`,
    ),
  ].join('\n')
}

function share(p: number): string {
  return `${(100 * p).toFixed(p < 0.1 ? 1 : 0)} %`
}

function whole(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text))
    throw new Error(`${option} is ${JSON.stringify(text)}: expected a whole number up to 10,000`)
  return Number(text)
}

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale sample: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
