import type { Role } from '@telltale/core'
import { Problem } from '../api/problem.ts'
import type { Reader } from '../api/reader.ts'

/** Who may change how people's data is treated: those who answer for it, and whoever holds the machine's own token. */
export const answerable = ['lead', 'people-partner', 'counsel'] as const satisfies readonly Role[]

/** Throws where the reader may not. `who` of a program is the machine's token file. */
export function mustAnswer(reader: Reader): void {
  if ((answerable as readonly Role[]).includes(reader.role) || reader.id.startsWith('token:')) return
  throw new Problem(403, `This is for ${answerable.join(', ')}: sign in as one of them.`)
}
