import { defineFacts } from './list.ts'
import type { AgentAddress } from './mailbox-agents.ts'

/** Addresses of forwarders, carriers' stores and mailbox businesses that the company has come across itself. */
export default defineFacts<{ addresses: readonly AgentAddress[] }>({
  title: "Forwarders' addresses of your own",
  version: 'empty',
  source: 'Your company',
  licence: 'Yours',
  supplied: true,
  data: { addresses: [] },
})
