import { Command, Option } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'
import { scopes } from '../store/accounts.ts'

interface TokenLine {
  name: string
  scopes: string[]
  expiresAt: number
  usedAt?: number
  revokedAt?: number
  good: boolean
}

export default new Command('token')
  .description('Tokens of programs: add, list, revoke')
  .addHelpText('after', '\nExample:\n  telltale token add hr-export --scopes ingest --days 90')
  .addCommand(
    new Command('add')
      .description('Make a token and print it; it is shown this once')
      .addHelpText('after', '\nExample:\n  telltale token add hr-export --scopes ingest --days 90')
      .argument('<name>', 'what it is called: small letters, digits, . _ -')
      .addOption(
        new Option(
          '--scopes <scopes>',
          `what it is for, separated by commas: ${scopes.join(', ')}`,
        ).makeOptionMandatory(),
      )
      .option('--days <days>', 'good for so many days, at most 400', '90')
      .action((name: string, given: { scopes: string; days: string }) =>
        attempt(async () => {
          const wanted = given.scopes.split(',').map((s) => s.trim())
          const unknown = wanted.find((s) => !(scopes as readonly string[]).includes(s))
          if (unknown !== undefined)
            throw new Error(`${JSON.stringify(unknown)} is no scope: expected ${scopes.join(', ')}`)
          const days = Number(given.days)
          if (!Number.isInteger(days) || days < 1 || days > 400)
            throw new Error(`--days is ${JSON.stringify(given.days)}: expected a whole number from 1 to 400`)
          const { token } = await send<{ token: string }>('POST', '/v1/tokens', {
            name,
            scopes: wanted,
            days,
          })
          process.stdout.write(`${token}\n`)
        }),
      ),
  )
  .addCommand(
    new Command('list')
      .description('Tokens with what they are for, and when each was last used')
      .addHelpText('after', '\nExample:\n  telltale token list')
      .option('--json', 'as JSON')
      .action(({ json }: { json?: boolean }) =>
        attempt(async () => {
          const { tokens } = await send<{ tokens: TokenLine[] }>('GET', '/v1/tokens')
          if (json) process.stdout.write(`${JSON.stringify(tokens, null, 2)}\n`)
          else if (tokens.length === 0) process.stdout.write('There are no tokens.\n')
          else for (const token of tokens) process.stdout.write(`${lineOf(token)}\n`)
        }),
      ),
  )
  .addCommand(
    new Command('revoke')
      .description('Revoke a token; it stops working at once')
      .addHelpText('after', '\nExample:\n  telltale token revoke hr-export')
      .argument('<name>')
      .action((name: string) =>
        attempt(async () => {
          await send('DELETE', `/v1/tokens/${encodeURIComponent(name)}`)
          process.stdout.write(`${name} is revoked.\n`)
        }),
      ),
  )

function lineOf({ name, scopes, expiresAt, usedAt, revokedAt, good }: TokenLine): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10)
  const state = revokedAt ? `revoked ${day(revokedAt)}` : `${good ? 'until' : 'expired'} ${day(expiresAt)}`
  const used = usedAt ? `used ${day(usedAt)}` : 'never used'
  return `${name.padEnd(24)} ${scopes.join(',').padEnd(28)} ${state.padEnd(20)} ${used}`
}

function send<T>(method: 'GET' | 'POST' | 'DELETE', to: string, body?: unknown): Promise<T> {
  return ask<T>(readConfig(process.env), method, to, body)
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale token: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
