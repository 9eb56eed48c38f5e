/** One file of commands/: its name is the command's, its default export is this. */
export interface Command {
  /** The arguments, as in a usage line: `FILE [--json]`. Empty without any. */
  usage: string
  /** One line for the list of commands. */
  says: string
  /** What `--help` adds; lines of at most 100 characters. */
  more?: string
  /**
   * Runs with the arguments after the command's name. Gives the exit status: 0 done, 1 not done (and said why).
   * Throws {@link Misused} when it was called wrongly.
   */
  run(args: string[]): Promise<number>
}

/** Called wrongly: the message says what to write instead. */
export class Misused extends Error {}
