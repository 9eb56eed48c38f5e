import { createHmac, hash } from 'node:crypto'
import type { Millis, OutputTlp } from '@telltale/core'
import { canonical } from '@telltale/core'
import { techniques } from './attack.ts'

/** A confirmed case as other companies may learn of it: no name, no id of ours, contacts under the shared key only. */
export interface StixCase {
  /** Our id of it, which becomes an opaque one. */
  case: string
  decidedAt: Millis
  /** When the decision was taken back: everything that rests on it alone is then revoked. */
  overturned?: Millis
  /** MITRE ATT&CK technique ids. */
  attack: readonly string[]
  contacts: readonly StixContact[]
}

export interface StixContact {
  /** What it is: phone, email, profile. */
  kind: string
  /** Normalised: equal text means the same contact. It stays here. */
  value: string
  firstSeen: Millis
  lastSeen: Millis
  /** In how many observations. */
  seen: number
}

export interface StixOptions {
  company: string
  tlp: OutputTlp
  /** Agreed with those it is given to: contacts are compared under it. */
  sharedKey: string
  /** Ours alone: ids made with it can't be led back to a case. */
  ownKey: string
  /** When counsel signed; the first version of what describes the company dates from then. */
  signedAt: Millis
}

type StixObject = Record<string, unknown> & { type: string; id: string }

export interface StixBundle {
  type: 'bundle'
  id: string
  objects: StixObject[]
}

/** Fixed by the specification, STIX 2.1 part 7.2.1.4. */
const markings: Record<OutputTlp, string> = {
  green: 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da',
  amber: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
  red: 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed',
}

/** STIX 2.1 part 2.9: the namespace of ids that are made from what an observable says. */
const observables = '00abedb4-aa42-466c-9c01-fed23315a9b7'
/** Ours, for everything else that has the same id wherever it is made. Made at random, once. */
const own = '0f6e0b4c-5a07-4c39-9f0d-2f8e64c6b7a1'

export const contactType = 'x-telltale-contact'
export const extensionId = `extension-definition--${uuid5(own, 'contact by keyed hash')}`

/**
 * A STIX 2.1 bundle: per contact of a confirmed case an observable that holds its keyed hash, an indicator and a
 * sighting; per case a report. The same cases give the same ids, so that a later bundle replaces an earlier one, and a
 * decision that was overturned revokes what it gave rise to.
 */
export function stixBundle(cases: readonly StixCase[], options: StixOptions): StixBundle {
  const { company, tlp, signedAt, ownKey, sharedKey } = options
  const opaque = (type: string, name: string) =>
    `${type}--${uuid5(own, createHmac('sha256', ownKey).update(`${type}\0${name}`).digest('hex'))}`
  const identity = opaque('identity', company)
  const base = (type: string, id: string, created: Millis, modified = created) => ({
    ...{ type, spec_version: '2.1', id, created: iso(created), modified: iso(modified) },
    ...{ created_by_ref: identity, object_marking_refs: [markings[tlp]] },
  })

  const objects = new Map<string, StixObject>()
  const add = (object: StixObject) => void objects.set(object.id, object)
  add({
    ...base('identity', identity, signedAt),
    ...{ name: company, identity_class: 'organization' },
  })
  add({
    ...{ type: 'marking-definition', spec_version: '2.1', id: markings[tlp] },
    ...{ created: '2017-01-20T00:00:00.000Z', definition_type: 'tlp', name: `TLP:${tlp.toUpperCase()}` },
    definition: { tlp },
  })
  add({
    ...base('extension-definition', extensionId, signedAt),
    name: 'Contact by keyed hash',
    description:
      'A phone number, e-mail address or online profile as HMAC-SHA-256 under a key that sender and receiver share.',
    schema:
      'kind (string, required): phone, email or profile. hmac_sha256 (string, required): 64 hexadecimal digits, HMAC-SHA-256 under the shared key over kind, one zero byte and the normalised contact in UTF-8. Both contribute to the id.',
    ...{ version: '1.0.0', extension_types: ['new-sco'] },
  })

  // A contact of two cases is one observable, and stands while one of the cases does.
  const contacts = new Map<string, { contact: StixContact; mac: string; cases: StixCase[] }>()
  for (const one of cases)
    for (const contact of one.contacts) {
      const mac = contactHash(sharedKey, contact)
      const key = `${contact.kind}\0${mac}`
      const known = contacts.get(key)
      if (known) {
        known.cases.push(one)
        known.contact = together(known.contact, contact)
      } else contacts.set(key, { contact, mac, cases: [one] })
    }

  const ofCase = new Map<StixCase, string[]>(cases.map((c) => [c, []]))
  for (const [key, { contact, mac, cases: behind }] of contacts) {
    const { kind } = contact
    const observable = `${contactType}--${uuid5(observables, canonical({ hmac_sha256: mac, kind }))}`
    const decidedAt = Math.min(...behind.map((c) => c.decidedAt))
    const revoked = behind.every((c) => c.overturned !== undefined)
    const modified = revoked ? Math.max(...behind.map((c) => c.overturned!)) : Math.max(...behind.map((c) => c.decidedAt)) // biome-ignore format: one choice
    const state = revoked ? { revoked: true } : {}
    const seen = { first: iso(contact.firstSeen), last: iso(contact.lastSeen) }
    add({
      ...{ type: contactType, spec_version: '2.1', id: observable, kind, hmac_sha256: mac },
      object_marking_refs: [markings[tlp]],
      extensions: { [extensionId]: { extension_type: 'new-sco' } },
    })
    const observed = opaque('observed-data', key)
    add({
      ...base('observed-data', observed, decidedAt, modified),
      ...{ first_observed: seen.first, last_observed: seen.last, number_observed: contact.seen },
      object_refs: [observable],
      ...state,
    })
    const indicator = opaque('indicator', key)
    add({
      ...base('indicator', indicator, decidedAt, modified),
      name: `${kind} of somebody whose identity or location was misrepresented`,
      description:
        'Two people of the sender decided so. A match is something to check, not a finding: contacts are shared, sold and reused.',
      indicator_types: ['anomalous-activity'],
      pattern: `[${contactType}:kind = '${kind}' AND ${contactType}:hmac_sha256 = '${mac}']`,
      ...{ pattern_type: 'stix', pattern_version: '2.1', valid_from: iso(decidedAt) },
      ...state,
    })
    const sighting = opaque('sighting', key)
    add({
      ...base('sighting', sighting, decidedAt, modified),
      ...{ sighting_of_ref: indicator, observed_data_refs: [observed], where_sighted_refs: [identity] },
      ...{ first_seen: seen.first, last_seen: seen.last, count: contact.seen },
      ...state,
    })
    for (const one of behind) ofCase.get(one)!.push(observable, observed, indicator, sighting)
  }

  for (const one of cases) {
    const attacks = techniques(one.attack).map(({ technique, sub, url }) => {
      const id = `attack-pattern--${uuid5(own, sub ?? technique)}`
      add({
        ...base('attack-pattern', id, signedAt),
        name: sub ?? technique,
        external_references: [{ source_name: 'mitre-attack', external_id: sub ?? technique, url }],
      })
      return id
    })
    add({
      ...base('report', opaque('report', one.case), one.decidedAt, one.overturned),
      name: 'Misrepresentation of identity or location, decided by two people',
      report_types: ['indicator'],
      published: iso(one.decidedAt),
      object_refs: [identity, ...ofCase.get(one)!, ...attacks],
      ...(one.overturned !== undefined && { revoked: true }),
    })
  }
  const all = [...objects.values()]
  return { type: 'bundle', id: `bundle--${uuid5(own, canonical(all))}`, objects: all }
}

/** What two companies that share a key compare: HMAC-SHA-256 over kind, a zero byte and the normalised contact. */
export function contactHash(sharedKey: string, { kind, value }: Pick<StixContact, 'kind' | 'value'>): string {
  return createHmac('sha256', sharedKey).update(`${kind}\0${value}`).digest('hex')
}

function together(a: StixContact, b: StixContact): StixContact {
  return {
    ...a,
    firstSeen: Math.min(a.firstSeen, b.firstSeen),
    lastSeen: Math.max(a.lastSeen, b.lastSeen),
    seen: a.seen + b.seen,
  }
}

function iso(at: Millis): string {
  return new Date(at).toISOString()
}

/** A name-based UUID, RFC 9562 version 5. */
export function uuid5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex')
  const bytes = hash('sha1', Buffer.concat([space, Buffer.from(name, 'utf8')]), 'buffer').subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
