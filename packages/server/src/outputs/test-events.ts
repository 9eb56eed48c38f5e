import type { OutputEventName } from '@telltale/core'
import type { Finding, OutputEvent } from './event.ts'

/** 2026-03-02, a Monday, at noon. */
export const noon = 1_772_452_800_000
const day = 86_400_000

export const relay: Finding = {
  id: 'E-relay',
  detector: 'location/layer-gap',
  version: 2,
  title: 'Does something answer between the network and the device?',
  family: 'layer',
  says: 'Echoes of the device take 118 ms longer than its connection: a relay stands before it.',
  weight: 1.8,
  from: noon - day,
  to: noon,
  subjects: ['device:LT-1', 'person:W-1'],
  calibration: { basis: 'assumed', on: 'a published study' },
  attack: ['T1090.001', 'T1021.004', 'T1090.001'],
  benign: ['a company VPN that ends elsewhere', 'a slow hotel network'],
}

export const shared: Finding = {
  ...relay,
  id: 'E-door',
  detector: 'links/shared-network',
  title: 'Is one network behind several identities?',
  family: 'links',
  says: 'Behind one door with 3 others; note "a=b|c\\d".\nTwo lines.',
  weight: 2.4,
  subjects: ['network:abc', 'person:W-1', 'person:W-2', 'application:A-3'],
  calibration: { basis: 'measured', on: 'public data', n: 1200 },
  attack: ['T1656', 'not an id'],
  benign: ['one household'],
}

/** An event of each name, about one worker. */
export function event(is: OutputEventName, over: Partial<OutputEvent> = {}): OutputEvent {
  const about = is.startsWith('case-')
  return {
    id: `M-${is}`,
    is,
    at: noon,
    company: 'Example & Sons',
    subject: 'person:W-1',
    pseudonym: 'Quiet Heron',
    simulated: false,
    score: { scheme: 'hands-elsewhere', weight: 4.2, probability: 0.9412, calibrated: false },
    says: shared.says,
    check: 'offer a presence check',
    findings: is === 'evidence' ? [relay] : is === 'test' ? [] : [shared, relay],
    link: 'https://telltale.example/cases/C-1A2B3C',
    ...(about && {
      case: {
        id: 'C-1A2B3C',
        state: is === 'case-closed' ? 'closed' : is === 'case-opened' ? 'new' : 'decided',
        openedAt: noon - 3 * day,
        ...(is === 'case-decided' && {
          decided: { conclusion: 'misrepresentation' as const, at: noon, ground: 'admission' as const },
        }),
        ...(is === 'case-overturned' && { decided: { conclusion: 'cleared' as const, at: noon } }),
      },
    }),
    ...over,
  }
}

export const names: OutputEventName[] = [
  'listed',
  'evidence',
  'case-opened',
  'case-moved',
  'case-decided',
  'case-overturned',
  'case-closed',
  'case-reopened',
  'test',
]
