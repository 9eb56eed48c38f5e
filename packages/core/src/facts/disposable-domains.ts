import { defineFacts } from './list.ts'

/** Mail domains that hand an address to anybody for minutes. The server fills it from an npm package; in core it is empty. */
export default defineFacts<{
  /** In lower case; an address at a subdomain of one counts too. */
  domains: ReadonlySet<string>
}>({
  title: 'Disposable e-mail domains',
  version: 'empty',
  source: 'None loaded',
  licence: '',
  data: { domains: new Set() },
})
