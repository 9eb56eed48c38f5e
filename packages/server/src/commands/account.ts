import { type Role, roles } from '@telltale/core'
import { Command, Option } from 'commander'
import { ask } from '../client.ts'
import { readConfig } from '../config.ts'

interface AccountLine {
  id: string
  name: string
  role: Role
  state: string
  ways: string[]
  invitedUntil?: number
  requisitions?: string[]
}

const role = () => new Option('--role <role>', 'what the account may see and do').choices([...roles])
const requisitions = () =>
  new Option(
    '--requisitions <ids>',
    'a recruiter’s own requisitions, separated by commas; "all" for every one',
  )

export default new Command('account')
  .description('Accounts of people: add, list, disable, reset, change roles')
  .addHelpText(
    'after',
    '\nExample:\n  telltale account add m.alder --name "Mara Alder" --role lead\n  telltale account list',
  )
  .addCommand(
    new Command('add')
      .description('Add an account and print the invitation for who will use it')
      .addHelpText('after', '\nExample:\n  telltale account add m.alder --name "Mara Alder" --role lead')
      .argument('<id>', 'what it is called: small letters, digits, . _ -')
      .requiredOption('--name <name>', 'the person’s name')
      .addOption(role().makeOptionMandatory())
      .option('--email <address>', 'mail address, by which an identity provider is matched')
      .option('--person <id>', 'for somebody’s second account: their first one')
      .option('--subject <ref>', 'their own worker record, such as person:W-17')
      .addOption(requisitions())
      .action((id: string, { requisitions, ...given }: Record<string, string>) =>
        attempt(async () => {
          const own = requisitionsOf(requisitions)
          const { link } = await send<{ link: string }>('POST', '/v1/accounts', {
            ...{ id, ...given },
            ...(own && { requisitions: own }),
          })
          say(`${id} is added. This invitation is good once, for three days: send it to nobody else.`)
          say(link)
        }),
      ),
  )
  .addCommand(
    new Command('list')
      .description('Everybody who may sign in')
      .addHelpText('after', '\nExample:\n  telltale account list')
      .option('--json', 'as JSON')
      .action(({ json }: { json?: boolean }) =>
        attempt(async () => {
          const { accounts } = await send<{ accounts: AccountLine[] }>('GET', '/v1/accounts')
          if (json) return say(JSON.stringify(accounts, null, 2))
          if (accounts.length === 0)
            return say('Nobody has an account yet: "telltale account add --help" says how to add one.')
          const width = Math.max(...accounts.map((a) => a.id.length))
          for (const a of accounts)
            say(`${a.id.padEnd(width)}  ${a.role.padEnd(14)} ${standing(a)}  ${a.name}`)
        }),
      ),
  )
  .addCommand(
    new Command('disable')
      .description('Sign an account out and let it in no more; what it did stays')
      .addHelpText('after', '\nExample:\n  telltale account disable m.alder')
      .argument('<id>')
      .option('--enable', 'let it in again')
      .action((id: string, { enable }: { enable?: boolean }) =>
        attempt(async () => {
          await send('PUT', path(id), { state: enable ? 'active' : 'disabled' })
          say(enable ? `${id} may sign in again.` : `${id} is signed out and may not sign in.`)
        }),
      ),
  )
  .addCommand(
    new Command('reset')
      .description('Take password and passkeys away, sign out, and print a new invitation')
      .addHelpText('after', '\nExample:\n  telltale account reset m.alder')
      .argument('<id>')
      .action((id: string) =>
        attempt(async () => {
          const { link } = await send<{ link: string }>('POST', `${path(id)}/reset`)
          say(`${id} is signed out. This invitation is good once, for three days.`)
          say(link)
        }),
      ),
  )
  .addCommand(
    new Command('roles')
      .description('What each role may do; with an account, change its role or requisitions')
      .addHelpText('after', '\nExample:\n  telltale account roles m.alder analyst')
      .argument('[id]')
      .addOption(role())
      .addOption(requisitions())
      .action((id: string | undefined, given: { role?: Role; requisitions?: string }) =>
        attempt(async () => {
          if (id === undefined) return say(sayings.map(([r, may]) => `${r.padEnd(15)} ${may}`).join('\n'))
          const own = given.requisitions === 'all' ? null : requisitionsOf(given.requisitions)
          if (given.role === undefined && own === undefined)
            throw new Error('nothing is to be changed: give --role or --requisitions')
          const after = await send<AccountLine>('PUT', path(id), {
            ...(given.role && { role: given.role }),
            ...(own !== undefined && { requisitions: own }),
          })
          say(`${id} is ${after.role}${after.requisitions ? ` of ${after.requisitions.join(', ')}` : ''}.`)
        }),
      ),
  )

const may: Record<Role, string> = {
  analyst: 'works on cases, sits in a seat',
  lead: 'the same; assigns, and may complete an adverse decision',
  recruiter: 'sees applicants of own requisitions, no case and no device',
  'people-partner': 'works on cases, may complete an adverse decision',
  counsel: 'the same; sees sanctions leads; seals, holds, delays notice',
  auditor: 'reads everything but what is sealed, and who looked; changes nothing',
  administrator: 'accounts, tokens, sensors, lists; no case',
}
const sayings = Object.entries(may)

function standing({ state, ways, invitedUntil }: AccountLine): string {
  const how = ways.length > 0 ? ways.join('+') : invitedUntil ? 'invited' : 'no way in yet'
  return (state === 'disabled' ? 'disabled' : how).padEnd(16)
}

function path(id: string): string {
  return `/v1/accounts/${encodeURIComponent(id)}`
}

function requisitionsOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

function send<T>(method: 'GET' | 'POST' | 'PUT', to: string, body?: unknown): Promise<T> {
  return ask<T>(readConfig(process.env), method, to, body)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`telltale account: ${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
