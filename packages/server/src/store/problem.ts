/** A reason why the store can't be used that a person can act on: one sentence, shown without a stack. */
export class StoreProblem extends Error {
  override name = 'StoreProblem'
}

const onDisk: Record<string, (path: string) => string> = {
  EACCES: (path) => `${path} can't be written by this user: give it to the user who runs Telltale`,
  EPERM: (path) => `${path} can't be changed by this user: give it to the user who runs Telltale`,
  EROFS: (path) => `${path} lies on a read-only disk: Telltale needs a folder that it can write`,
  ENOSPC: (path) => `The disk that holds ${path} is full: free some space and start again`,
  EDQUOT: (path) => `The disk quota for ${path} is used up: free some space and start again`,
  EEXIST: (path) => `${path} is not a folder: Telltale needs a folder that it can write`,
  ENOTDIR: (path) => `${path} is not a folder: Telltale needs a folder that it can write`,
}

/** Turns an error of the file system into a sentence that names the folder; gives back any other error. */
export function diskProblem(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? ''
  const says = onDisk[code]
  return says ? new StoreProblem(`${says(path)} (TELLTALE_HOME names another folder).`) : error
}
