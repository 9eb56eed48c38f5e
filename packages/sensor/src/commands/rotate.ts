import type { Command } from '../command.ts'
import { call } from '../endpoint/http.ts'
import { readIdentity, sensorHome } from '../endpoint/identity.ts'
import { changeKey } from '../endpoint/key-change.ts'

const command: Command = {
  usage: '',
  says: 'gives this machine a new key, which its old one signs for: no token is needed',
  more: `The collector takes both keys until the new one was used once, and the old one never after. A sensor that runs
takes the new key up by itself. Broken off, run it again: it goes on with the same key.`,
  async run() {
    const identity = readIdentity(sensorHome())
    const { status, says } = await changeKey(identity, (path, body, headers) =>
      call(identity.url, path, { body, headers }),
    )
    if (status === 201) {
      process.stdout.write(
        `${identity.device} has a new key. ${identity.url} gives the old one up when the new one is first used.\n`,
      )
      return 0
    }
    const again = status === 0 || status === 429 || status >= 500
    process.stderr.write(
      `The key of ${identity.device} was not changed. ${says}${again ? ' Run this again: it goes on with the same new key.' : ''}\n`,
    )
    return 1
  },
}
export default command
