import { createWriteStream } from 'node:fs'
import { Command } from 'commander'
import { download } from '../client.ts'
import { readConfig } from '../config.ts'
import type { DocumentName } from '../privacy/documents.ts'

const documents: Record<DocumentName, string> = {
  dpia: 'the data protection impact assessment',
  notices: 'what people are told, by sensor and for applicants',
  annex: 'the annex for employees’ representatives',
}

const privacy = new Command('privacy')
  .description('Documents made from what is switched on now, in Markdown: drafts, not legal advice')
  .addHelpText('after', '\nExample:\n  telltale privacy dpia --out dpia.md')

for (const [name, says] of Object.entries(documents))
  privacy
    .command(name)
    .description(`Print ${says}`)
    .addHelpText('after', `\nExample:\n  telltale privacy ${name} --out ${name}.md`)
    .option('--out <file>', 'where to; standard output unless given')
    .action(async ({ out }: { out?: string }) => {
      try {
        await download(
          readConfig(process.env),
          `/v1/privacy/documents/${name}`,
          out === undefined ? process.stdout : createWriteStream(out),
        )
      } catch (error) {
        process.stderr.write(`telltale privacy ${name}: ${(error as Error).message}\n`)
        process.exitCode = 1
      }
    })

export default privacy
