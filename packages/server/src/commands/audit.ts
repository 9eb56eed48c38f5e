import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Checkpoint } from '../audit/checkpoint.ts'
import { fingerprint } from '../audit/checkpoint.ts'
import { type Expected, type Verified, verify } from '../audit/verify.ts'
import { ask, download } from '../client.ts'
import { readConfig } from '../config.ts'
import { count } from '../outputs/sentences.ts'

const exporting = new Command('export')
  .description(
    'Write the audit log as NDJSON; names nobody (an auditor exports what entries tell from the console)',
  )
  .addHelpText('after', '\nExample:\n  telltale audit export --out audit.ndjson')
  .option('--out <file>', 'where to; standard output unless given')
  .action(async ({ out }: { out?: string }) => {
    await told('export', () =>
      download(
        readConfig(process.env),
        '/v1/audit/export',
        out === undefined ? process.stdout : createWriteStream(out, { flags: 'wx', mode: 0o600 }),
      ),
    )
  })

const checkpointing = new Command('checkpoint')
  .description('Sign where the audit log stands, and print it to be kept elsewhere')
  .addHelpText('after', '\nExample:\n  telltale audit checkpoint > kept-in-the-safe.json')
  .action(async () => {
    await told('checkpoint', async () => {
      const { checkpoint, publicKey } = await ask<{ checkpoint?: Checkpoint; publicKey: string }>(
        readConfig(process.env),
        'POST',
        '/v1/audit/checkpoint',
      )
      if (!checkpoint) throw new Error('The audit log is empty: there is nothing to sign yet.')
      process.stdout.write(`${JSON.stringify({ ...checkpoint, publicKey })}\n`)
    })
  })

const verifying = new Command('verify')
  .description('Check an export of the audit log; needs no Telltale and no store')
  .argument('<file>', 'an export')
  .option('--checkpoint <file>', 'a checkpoint kept elsewhere that the log must lead to, with its key')
  .option('--json', 'print the result as JSON')
  .addHelpText(
    'after',
    `
Without a checkpoint that was kept elsewhere, an export is checked against itself: whoever has the installation's key
could write another log. Exit status: 0 when all holds, 1 when something is broken, 2 when called wrongly.

Example:
  telltale audit checkpoint > kept-in-the-safe.json
  telltale audit export --out audit.ndjson
  telltale audit verify audit.ndjson --checkpoint kept-in-the-safe.json`,
  )
  .action(async (file: string, { checkpoint, json }: { checkpoint?: string; json?: boolean }) => {
    await told('verify', async () => {
      const expected = checkpoint === undefined ? {} : keptIn(checkpoint)
      const found = await verify(createReadStream(file, { highWaterMark: 1 << 20 }), expected)
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : report(found, expected))
      if (found.broken) process.exitCode = 1
    })
  })

export default new Command('audit')
  .description('Export the audit log, sign where it stands, and check an export offline')
  .addHelpText('after', '\nExample:\n  telltale audit verify audit.ndjson --checkpoint kept-in-the-safe.json')
  .addCommand(exporting)
  .addCommand(verifying)
  .addCommand(checkpointing)

async function told(command: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale audit ${command}: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}

function keptIn(file: string): Expected {
  let kept: Partial<Checkpoint> & { publicKey?: string }
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(
      `${file} is no checkpoint (${(error as Error).message}): give what "telltale audit checkpoint" printed.`,
    )
  }
  const { seq, hash, at, key, signature, publicKey } = kept
  if (seq === undefined || !hash || at === undefined || !key || !signature || !publicKey)
    throw new Error(`${file} is no checkpoint: give what "telltale audit checkpoint" printed.`)
  return { publicKey, kept: { seq, hash, at, key, signature } }
}

/** What was checked, in sentences. */
function report(found: Verified, { kept }: Expected): string {
  const lines = found.broken
    ? [`Broken: ${found.broken}`, `${count(found.entries, 'entry', 'entries')} before it hold.`]
    : [
        `${count(found.entries, 'entry', 'entries')} hold, from the first to ${found.head.seq} (${found.head.hash.slice(0, 16)}…).`,
        `${count(found.checkpoints, 'signed checkpoint')} by the key ${fingerprint(found.publicKey)}.`,
        kept
          ? `The log leads to the checkpoint kept elsewhere (entry ${kept.seq}).`
          : 'Checked against itself only: give --checkpoint with one that was kept elsewhere, to know that it was not rewritten.',
        ...(found.withheld > 0
          ? [
              `Of ${count(found.withheld, 'entry', 'entries')} the subject or the text is not in the export, or has been erased.`,
            ]
          : []),
      ]
  return `${lines.join('\n')}\n`
}
