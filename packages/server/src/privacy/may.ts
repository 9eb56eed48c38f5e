import type { Role } from '@telltale/core'

/** Who answers for how people's data is treated. */
export const answerable = ['lead', 'people-partner', 'counsel'] as const satisfies readonly Role[]

/** Routes that change it: those who answer for it, and whoever holds the machine's own token. */
export const answered = { seenBy: answerable, scope: 'operator' } as const
