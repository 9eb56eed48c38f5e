import type { Enrich } from '@telltale/core'
import type { OpenLists } from '../intel/open.ts'
import { sanctionsIndex } from '../intel/sanctions.ts'
import { enrich } from './enrich.ts'
import { type IpCountries, openIpCountries } from './ip-countries.ts'

let opened: ReturnType<typeof openIpCountries> | undefined

/** The countries of addresses, read once; a remark where they can't be. */
export function ipCountries(): { countries?: IpCountries; remark?: string } {
  opened ??= openIpCountries()
  return opened
}

/** What arrival looks up with these lists. Half a second where a sanctions list is loaded. */
export function lookUp({ sanctions, lists }: OpenLists): Enrich {
  const { countries } = ipCountries()
  return enrich({
    receivers: lists,
    ...(countries && { countries }),
    ...(sanctions && { sanctions: sanctionsIndex(sanctions.entries, sanctions.version) }),
  })
}
