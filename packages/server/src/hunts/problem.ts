/** A hunt that can't be run as it was asked for: one sentence for the person who asked. */
export class HuntProblem extends Error {
  override name = 'HuntProblem'
  /** `unknown`: there is no such hunt. `busy`: another one runs. `stopped`: it took too long, or too much. */
  readonly is: 'wrong' | 'unknown' | 'busy' | 'stopped'

  constructor(message: string, is: HuntProblem['is'] = 'wrong') {
    super(message)
    this.is = is
  }
}
