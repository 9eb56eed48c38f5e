import { type Command, Misused } from '../command.ts'
import { hooks } from '../endpoint/shell-hook.ts'

const command: Command = {
  usage: 'bash|zsh',
  says: 'prints what tells the sensor that a shell’s prompt has returned: a time, nothing else',
  more: 'In ~/.bashrc:  eval "$(telltale-sensor hook bash)"\nIn ~/.zshrc:   eval "$(telltale-sensor hook zsh)"',
  async run([shell, ...rest]) {
    const hook = Object.hasOwn(hooks, shell ?? '') ? hooks[shell as keyof typeof hooks] : undefined
    if (!hook || rest.length > 0) throw new Misused(`Name one shell: ${Object.keys(hooks).join(' or ')}.`)
    process.stdout.write(hook)
    return 0
  },
}
export default command
