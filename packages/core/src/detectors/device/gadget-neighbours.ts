import { gadgets, type SeenGadget } from '../../signals/gadgets.ts'
import { defineDetector } from '../../types.ts'

/** One box that stays, two, three and more. `device/ip-kvm` weighs one that is seen on a day. All assumed. */
const weights = [0, 0.6, 1.2, 1.8]
/** Of the weight, what a maker's prefix is worth that stands on ordinary routers too. Assumed. */
const alsoRouters = 0.3

export default defineDetector({
  id: 'device/gadget-neighbours',
  version: 1,
  title: 'Does the laptop stand among remote-control boxes, day after day?',
  why: 'An IP-KVM needs a network itself, and on the home network its maker’s hardware address or its name (“pikvm”) shows. One that stays beside a laptop for days is worth asking about; several on one home network are a room of machines that others drive.',
  benign: [
    'A hobbyist or somebody in IT who drives their own servers at home with it.',
    'A flatmate’s box, or a company laboratory.',
    'A travel router by a maker that makes such boxes as well.',
  ],
  clears: [
    'The owner shows the boxes and what is plugged into each.',
    'The laptop answers a presence check at the person’s own desk.',
  ],
  check: 'ask what else stands on that network',
  references: [
    { title: 'JetKVM', url: 'https://github.com/jetkvm/kvm' },
    { title: 'TinyPilot', url: 'https://github.com/tiny-pilot/tinypilot' },
    { title: 'Sipeed NanoKVM', url: 'https://github.com/sipeed/NanoKVM' },
    { title: 'MITRE ATT&CK, Remote Access Hardware', url: 'https://attack.mitre.org/techniques/T1219/003/' },
  ],
  attack: ['T1219.003', 'T1200'],
  status: 'experimental',
  family: 'mechanism',
  stage: 'work',
  tests: 'device',
  bears: ['hands-elsewhere', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'Prefixes are the IEEE registry’s; how many homes hold such a box is not published',
  },
  thresholds: {
    days: {
      value: 4,
      unit: 'days',
      says: 'Of the last 90, days on which a box must have been seen: less is a visit or a neighbour’s. Assumed.',
    },
  },
  about: ['device'],
  reads: ['inventory'],
  measures: [gadgets],
  remembers: [gadgets],
  detect(window) {
    if (window.get(gadgets).looked.length === 0)
      return { is: 'abstain', because: 'the inventory lists no machines on the network' }
    const { boxes } = window.known(gadgets)
    const least = window.threshold('days')
    const staying = Object.values(boxes)
      .filter((box) => box.days.length >= least)
      .sort((a, b) => Number(b.alone) - Number(a.alone) || (a.of < b.of ? -1 : 1))
    const sure = staying.filter((box) => box.alone).length
    const weight =
      weights[Math.min(3, sure)]! + (sure === 0 ? alsoRouters * weights[Math.min(3, staying.length)]! : 0)
    // absence is no credit: the box may stand on another network, or be switched off
    if (staying.length === 0)
      return {
        is: 'abstain',
        because:
          Object.keys(boxes).length > 0
            ? `a remote-control box was there, on fewer than ${least} days so far`
            : 'no machine on the network is known as a remote-control box; that says nothing of one on another network',
      }
    if (sure === 0 && staying.length === 1)
      return {
        is: 'clear',
        // its maker sells far more routers than such boxes
        weight: {},
        says: `One machine on the network is made by ${staying[0]!.of}: by itself it points to nothing.`,
      }
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': weight, 'job-shared': weight / 4 },
      says: `${staying.length === 1 ? 'A box' : `${staying.length} boxes`} that ${
        staying.length === 1 ? 'lets' : 'let'
      } others see a screen and type stood on the laptop’s network on ${least} days or more.`,
      exhibits: [
        {
          type: 'table',
          label: 'Remote-control boxes on the network',
          columns: ['What', 'Days seen', 'Made for nothing else'],
          rows: staying.map((box: SeenGadget) => [box.of, box.days.length, box.alone ? 'yes' : 'no']),
        },
      ],
    }
  },
  examples: [
    {
      title: 'Two JetKVMs on a home network, for a week',
      gives: 'evidence',
      rows: [0, 1, 2, 3, 4].map((d) => sees(d, ['30:52:53:0a:1b:2c', '30:52:53:0a:1b:2d'])),
    },
    {
      title: 'A travel router of a maker that makes such boxes too',
      gives: 'clear',
      rows: [0, 1, 2, 3, 4].map((d) => sees(d, ['94:83:c4:0a:1b:2c'])),
    },
    {
      title: 'A friend’s box on one evening',
      gives: 'abstain',
      rows: [sees(0, ['30:52:53:0a:1b:2c'])],
    },
    {
      title: 'A printer and a television',
      gives: 'abstain',
      rows: [0, 1, 2, 3, 4].map((d) => sees(d, ['00:1b:a9:01:02:03', 'f8:1a:67:01:02:03'])),
    },
  ],
})

function sees(d: number, macs: string[]) {
  return {
    kind: 'inventory' as const,
    at: 1_767_225_600_000 + d * 86_400_000,
    about: ['device:LT-1' as const],
    data: { neighbours: macs.map((mac, i) => ({ ip: `192.168.1.${40 + i}`, mac })) },
  }
}
