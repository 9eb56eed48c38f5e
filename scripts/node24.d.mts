/** Types of node24.mjs, which is plain JavaScript because it runs before there is a Node 24. */
export const root: string
export const needed: number
export function node24(): string | undefined
export const advice: string
export const commandFlags: readonly string[]
