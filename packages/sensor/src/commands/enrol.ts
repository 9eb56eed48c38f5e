import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Command, Misused } from '../command.ts'
import { call } from '../endpoint/http.ts'
import { newKey, readIdentity, saveIdentity, sensorHome } from '../endpoint/identity.ts'
import { notice } from '../endpoint/notice.ts'

const command: Command = {
  usage: '--url URL --device NAME [--token TOKEN] [--replace]',
  says: 'makes this machine’s key and tells the collector its public half',
  more: `The token is the collector's API token; it is used once and not kept. Without --token it is read from
$TELLTALE_TOKEN, or from standard input with "--token -", which keeps it out of the list of processes.
--replace  the machine was set up anew: the collector forgets its earlier key.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        url: { type: 'string' },
        device: { type: 'string' },
        token: { type: 'string' },
        replace: { type: 'boolean', default: false },
      },
    })
    const { device, replace } = values
    const url = address(values.url)
    if (!device || !/^[\w.@-]{1,100}$/.test(device))
      throw new Misused(
        '--device is the machine’s name in your inventory: 1 to 100 letters, digits or . @ - _',
      )
    const token =
      values.token === '-'
        ? readFileSync(0, 'utf8').trim()
        : (values.token ?? process.env.TELLTALE_TOKEN ?? '').trim()
    if (!token) throw new Misused('Give the collector’s API token with --token, or in $TELLTALE_TOKEN.')
    const home = sensorHome()
    const fresh = newKey()
    const { status, says } = await call(url, '/v1/sensor/devices', {
      body: Buffer.from(JSON.stringify({ device, publicKey: fresh.publicKey, replace })),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    })
    if (status === 409 && sameAs(home, url, device)) {
      process.stdout.write(`${device} is enrolled at ${url} already. --replace makes a new key.\n`)
      return 0
    }
    if (status !== 201) {
      process.stderr.write(`${device} was not enrolled. ${says}\n`)
      return 1
    }
    saveIdentity(home, { url, device, privateKey: fresh.privateKey })
    if (url.startsWith('http:'))
      process.stderr.write(
        'Note: over http the network can read what is sent. Use https outside of a trial.\n',
      )
    process.stdout.write(
      `${device} is enrolled at ${url}. Its key is in ${home} and readable to this user only.\nThe person who works here must be told this:\n\n${notice}\n`,
    )
    return 0
  },
}
export default command

function address(given: string | undefined): string {
  const url = given && URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Misused('--url is the collector’s address, such as https://telltale.example')
  return url.href.replace(/\/$/, '')
}

function sameAs(home: string, url: string, device: string): boolean {
  try {
    const known = readIdentity(home)
    return known.url === url && known.device === device
  } catch {
    return false
  }
}
