import { closeSync, openSync, writeSync } from 'node:fs'
import type { LinkRecord } from '@telltale/core'

/**
 * A table for a linker that does not clean values itself, with what its documentation asks for done beforehand: lower
 * case, no accents, digits only in numbers, no empty phrases. One row a record.
 */
export function writePrepared(records: readonly LinkRecord[], path: string): void {
  const file = openSync(path, 'w')
  const header = 'unique_id,given,family,whole,dob,phone,email,street,city,region,postcode,profile,document'
  let held = [header]
  for (const r of records) {
    const parts = plain(r.name).split(' ')
    const given = r.name ? parts[0]! : plain(r.givenName)
    const family = r.name ? parts.slice(1).join(' ') : plain(r.familyName)
    const cells = [
      ...[r.id, given, family, [given, family].filter(Boolean).join(' ')],
      ...[r.birthDate === '1900-01-01' ? '' : (r.birthDate ?? ''), digits(r.phones?.[0])],
      ...[/^(?:test|none)@/.test(r.emails?.[0] ?? '') ? '' : (r.emails?.[0] ?? '')],
      ...[r.street === 'N/A' ? '' : plain(r.street), plain(r.city), plain(r.region), r.postcode ?? ''],
      ...[r.profiles?.[0] ?? '', digits(r.documents?.[0])],
    ]
    held.push(cells.join(','))
    if (held.length === 5000) {
      writeSync(file, `${held.join('\n')}\n`)
      held = []
    }
  }
  writeSync(file, `${held.join('\n')}\n`)
  closeSync(file)
}

function plain(written = ''): string {
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function digits(written = ''): string {
  const bare = written.replace(/\D/g, '')
  return /^0*$/.test(bare) ? '' : bare
}
