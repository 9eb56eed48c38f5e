import { defineFacts } from './list.ts'

/**
 * Organisations whose addresses end TCP connections on behalf of ordinary users: secure web gateways and
 * private relays. Behind them the layer gap and the path floor measure the gateway, so detectors abstain.
 * Matched in lower case against the organisation that a connection's address belongs to.
 */
export default defineFacts({
  title: 'Web gateways and private relays that end TCP',
  version: '2026-11-1',
  source:
    "Vendors' own descriptions of their proxy and relay services (Zscaler, Netskope, Cloudflare, Apple, Cisco, Palo Alto Networks, Forcepoint, iboss, Menlo Security, Skyhigh, Akamai, Fastly)",
  licence: 'Facts restated by the project, Apache-2.0',
  data: {
    organisations: [
      'zscaler',
      'netskope',
      'cloudflare',
      'icloud private relay',
      'akamai',
      'fastly',
      'cisco umbrella',
      'opendns',
      'palo alto',
      'prisma access',
      'forcepoint',
      'iboss',
      'menlo security',
      'skyhigh',
      'symantec web security',
      'corporate web gateway',
    ],
  },
})
