import type { Kind } from '@telltale/core'

/** What each sensor may send, and what the collector takes of it: everything else is set aside. */
export const kindsOfPages = ['keys', 'pointer', 'reaction'] as const satisfies readonly Kind[]
export const kindsOfEndpoints = [
  'keys',
  'pointer',
  'reaction',
  'inventory',
  'transit',
] as const satisfies readonly Kind[]
export const kindsOfChecks = ['keys', 'pointer', 'reaction'] as const satisfies readonly Kind[]
/** What the echo socket of a page, a laptop or a check measures on the server's side. */
export const kindsOfEchoes = ['rtt', 'transit'] as const satisfies readonly Kind[]
/** What a capture at a gateway gives. */
export const kindsOfGateways = ['ssh'] as const satisfies readonly Kind[]
