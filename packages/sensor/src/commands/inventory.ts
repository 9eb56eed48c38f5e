import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { inventory } from '../endpoint/inventory/inventory.ts'

const command: Command = {
  usage: '[--root FOLDER]',
  says: 'prints the inventory that would be sent: USB, displays, network, programs; sends nothing',
  async run(args) {
    const { values } = parseArgs({ args, options: { root: { type: 'string', default: '/' } } })
    process.stdout.write(`${JSON.stringify(await inventory(values.root), undefined, 2)}\n`)
    return 0
  },
}
export default command
