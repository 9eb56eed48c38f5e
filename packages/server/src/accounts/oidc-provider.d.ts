/** What the test uses of oidc-provider, which ships no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        findAccount(context: unknown, id: string): { accountId: string; claims(): Promise<object> }
        [setting: string]: unknown
      },
    )
    callback(): RequestListener
  }
}
