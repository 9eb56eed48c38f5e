import type { Display } from '../../observations/display.ts'
import { type Neighbour, type PluggedUsb, plugged } from '../../signals/plugged.ts'
import { defineDetector, type Facts } from '../../types.ts'

/**
 * Log10 weights, all assumed: no count of IP-KVMs on ordinary staff's machines is known. An identity that only
 * an IP-KVM has is strong; what boards, drives and projectors have too is weak.
 */
const weights = {
  identity: 2,
  disguisedStorage: 1.5,
  partOnly: 1,
  keyboardThatIsDrive: 1,
  /** A disguise that does not fit in one detail; `assumedSlip` where the real device's detail is assumed. */
  slip: 0.6,
  assumedSlip: 0.3,
  neighbour: 0.5,
  /** A Linux gadget beside a display that an IP-KVM may have; nothing without one. */
  gadgetBesideDisplay: 0.5,
  ambiguousDisplay: 0.3,
} as const

/** One thing that was seen, against the fact that it matches. */
interface Match {
  seen: string
  matches: string
  weight: number
}

type Known = Facts['ip-kvm']

export default defineDetector({
  id: 'device/ip-kvm',
  version: 1,
  title: 'Is a box plugged in that lets somebody elsewhere see the screen and type?',
  why: 'An IP-KVM takes the picture from the display port and is the computer’s keyboard and mouse, so no program on the computer shows that somebody elsewhere drives it. The computer still sees a USB device and a display, and each model gives itself away by its identity, by a disguise whose details do not fit, or by a monitor serial that every unit shares.',
  benign: [
    'Somebody in IT or a hobbyist who owns an IP-KVM and has it plugged in: a role explains nothing by itself, so ask. It takes evidence of another kind to open a case.',
    'A laboratory, build machine or server that is meant to be driven from afar.',
    'A development board, debug probe, keyboard or drive that is input and storage in one.',
    'A low-cost projector or capture board with the same display identity as a JetKVM.',
    'The original of a monitor whose identity an IP-KVM copies: there is one of each serial.',
    'Another person’s IP-KVM on the same network.',
  ],
  clears: [
    'The box is shown and accounted for: who owns it, what it is for, who can reach it.',
    'The computer is seen without it, at the person’s own desk, and a presence check holds.',
    'The device turns out to be the projector, board or monitor that it says it is.',
  ],
  check: 'ask what is plugged into the laptop',
  references: [
    { title: 'PiKVM, kvmd: USB gadget and EDID defaults', url: 'https://github.com/pikvm/kvmd' },
    { title: 'JetKVM: USB and EDID presets', url: 'https://github.com/jetkvm/kvm' },
    { title: 'TinyPilot: USB gadget initialisation', url: 'https://github.com/tiny-pilot/tinypilot' },
    { title: 'NanoKVM: USB gadget initialisation', url: 'https://github.com/sipeed/NanoKVM' },
    { title: 'GL.iNet GLKVM', url: 'https://github.com/gl-inet/glkvm' },
    { title: 'MITRE ATT&CK, Remote Access Hardware', url: 'https://attack.mitre.org/techniques/T1219/003/' },
  ],
  attack: ['T1219.003', 'T1200'],
  status: 'stable',
  family: 'mechanism',
  stage: 'work',
  tests: 'device',
  bears: ['hands-elsewhere', 'job-shared'],
  calibration: {
    basis: 'assumed',
    on: 'Identities: the vendors’ own sources, 11 USB identities and 24 EDIDs. Weights: assumed, until ordinary inventories have been counted',
  },
  thresholds: {
    cap: { value: 2.5, unit: 'log₁₀', says: 'Most that the device list can weigh. Assumed.' },
    speaks: { value: 0.5, unit: 'log₁₀', says: 'Below this it is said and not weighed. Assumed.' },
  },
  about: ['device'],
  reads: ['inventory'],
  measures: [plugged],
  detect(window) {
    const cap = window.threshold('cap')
    const speaks = window.threshold('speaks')
    const seen = window.get(plugged)
    const known = window.facts('ip-kvm')
    const usb = Object.values(seen.usb)
    const displays = Object.values(seen.displays)
    const onDisplay = displays.flatMap((d) => displayMatches(d, known))
    const onUsb = usb.flatMap((u) => usbMatches(u, known, onDisplay.length > 0))
    const onNetwork = Object.values(seen.neighbours).flatMap((n) => neighbourMatches(n, known))
    const found = [...onUsb, ...onDisplay, ...onNetwork].sort(
      (a, b) => b.weight - a.weight || (a.seen < b.seen ? -1 : 1),
    )
    const weight = Math.min(cap, best(onUsb) + best(onDisplay) + best(onNetwork))
    if (weight < speaks) {
      if (usb.length + displays.length === 0)
        return { is: 'abstain', because: 'the inventory names no USB device and no display' }
      if (seen.full)
        return { is: 'abstain', because: 'more devices were reported than are kept; some were not looked at' }
      const one = usb.length === 0 ? 'no USB device' : displays.length === 0 ? 'no display' : undefined
      return {
        is: 'clear',
        // No credit: software drives a laptop too, and hands that are far by themselves must stay in the queue.
        weight: {},
        says: `${
          found.length > 0
            ? `${found[0]!.seen} is ${found[0]!.matches}: by itself it points to nothing.`
            : `None of ${usb.length + displays.length} USB devices and displays is known of an IP-KVM.`
        }${one ? ` The inventory names ${one}, so that half is not measured.` : ''}`,
      }
    }
    const kinds = [onUsb, onDisplay, onNetwork].filter((matches) => best(matches) > 0).length
    return {
      is: 'evidence',
      weight: { 'hands-elsewhere': weight, 'job-shared': weight / 5 },
      says: `${found[0]!.seen} is ${found[0]!.matches}${
        kinds > 1
          ? `, and ${kinds > 2 ? 'two other kinds of trace agree' : 'another kind of trace agrees'}`
          : ''
      }. That points ${weight < 1 ? 'weakly ' : ''}to an IP-KVM, by which somebody elsewhere can see the screen and type.`,
      exhibits: [
        {
          type: 'table',
          label: 'What was seen, and the fact that it matches',
          columns: ['Seen', 'Matches', 'Weight (log10)'],
          rows: found.map((m) => [m.seen, m.matches, m.weight]),
        },
      ],
    }
  },
  examples: [
    {
      title: 'A Dell keyboard that is also a drive, and a monitor serial that every JetKVM shares',
      gives: 'evidence',
      rows: inventory(
        [{ vid: '413c', pid: '2011', serial: '6f1e0c22', classes: ['03', '03', '03', '08'] }],
        [{ manufacturer: 'DEL', product: '0x2013', name: 'DELL D2721H', serial: '3S5GQ23' }],
      ),
    },
    {
      title: 'A PiKVM as shipped',
      gives: 'evidence',
      rows: inventory([{ vid: '1d6b', pid: '0104', serial: 'CAFEBABE', classes: ['03', '03', '08'] }]),
    },
    {
      title: 'A real Logitech receiver and an office monitor',
      gives: 'clear',
      rows: inventory(
        [{ vid: '046d', pid: 'c52b', product: 'USB Receiver', classes: ['03', '03', '03'], interfaces: 3 }],
        [{ manufacturer: 'DEL', product: 'a1d2', name: 'DELL U2722D', serial: 'CN0H1J2K3L' }],
      ),
    },
    {
      title: 'A phone or hobby board with Linux’s gadget identity',
      gives: 'clear',
      rows: inventory([{ vid: '1d6b', pid: '0104', manufacturer: 'Raspberry Pi', classes: ['02', '0a'] }]),
    },
    {
      title: 'A projector with the display identity of a JetKVM',
      gives: 'clear',
      rows: inventory(
        [{ vid: '045e', pid: '005f', classes: ['HID', 'HID'] }],
        [{ manufacturer: 'TSB', product: '8801', name: 'T749-fHD720' }],
      ),
    },
    { title: 'An inventory of programs only', gives: 'abstain', rows: inventory() },
  ],
})

function best(matches: readonly Match[]): number {
  return Math.max(0, ...matches.map((m) => m.weight))
}

function usbMatches(device: PluggedUsb, known: Known, besideDisplay: boolean): Match[] {
  const { vid, pid } = device
  const words = [...device.manufacturers, ...device.products].join(' ').toLowerCase()
  const serials = device.serials.map((s) => s.toLowerCase())
  const gadget = vid === known.anyLinuxGadget.vid && pid === known.anyLinuxGadget.pid
  const input = device.classes.includes('03')
  const both = input && device.classes.includes('08')
  const seen = `USB ${vid}:${pid}${words ? ` “${[...device.manufacturers, ...device.products].join(' ')}”` : ''}`
  const match = (matches: string, weight: number): Match[] => [{ seen, matches, weight }]

  const named = known.names.find((n) => words.includes(n.word))
  if (named) return match(`what a ${named.of} calls itself`, weights.identity)
  const own = known.usb.find((u) => u.vid === vid && (u.pid === '' || u.pid === pid))
  if (own && (input || device.classes.length === 0))
    return match(`the identity of a ${own.of}`, own.alone ? weights.identity : weights.partOnly)
  const serial = known.serials.find((s) => serials.includes(s.serial))
  if (serial && (gadget || serial.alone))
    return match(`a Linux gadget with the serial of a ${serial.of}`, weights.identity)
  if (serial && input) return match(`an input device with the serial of a ${serial.of}`, weights.partOnly)
  const disguise = known.disguises.find((d) => d.vid === vid && d.pid === pid)
  if (disguise) {
    const slips = slipsOf(device, disguise)
    if (both)
      return match(
        `a ${disguise.as} that is also a drive, as a JetKVM in disguise is`,
        weights.disguisedStorage,
      )
    if (slips.length > 0)
      return match(
        `a ${disguise.as} ${slips.join(' and ')}, unlike the real one, as a JetKVM in disguise is`,
        (disguise.documented ? weights.slip : weights.assumedSlip) * slips.length,
      )
    return []
  }
  if (both && Object.hasOwn(known.mixing, vid))
    return match(`input and storage in one, as ${known.mixing[vid]} may be`, 0)
  if (both) return match('keyboard or mouse and drive in one, as IP-KVMs are', weights.keyboardThatIsDrive)
  if (gadget)
    return match(
      'any Linux gadget: phones and hobby boards have it, and IP-KVMs',
      besideDisplay ? weights.gadgetBesideDisplay : 0,
    )
  return []
}

function slipsOf(device: PluggedUsb, disguise: Known['disguises'][number]): string[] {
  const { least, most } = disguise
  const slips: string[] = []
  if (device.serials.length > 0) slips.push('with a serial number')
  if (device.interfaces > 0 && (device.interfaces < least || device.interfaces > most))
    slips.push(`with ${device.interfaces} ${device.interfaces === 1 ? 'interface' : 'interfaces'}`)
  const foreign = device.classes.filter(
    (c) => /^[0-9a-f]{2}$/.test(c) && !['00', '03', '09', 'ef'].includes(c),
  )
  if (foreign.length > 0) slips.push(`with interfaces of class ${foreign.join(', ')}`)
  return slips
}

function displayMatches(display: Display, known: Known): Match[] {
  const name = display.name.toLowerCase()
  const stated = {
    manufacturer: display.manufacturer.toLowerCase(),
    product: display.product.toLowerCase(),
    name,
    serial: (display.serial ?? '').toLowerCase(),
  }
  const seen = `Display ${[display.manufacturer, display.name || display.product, display.serial].filter(Boolean).join(' ')}`
  const named = known.names.find((n) => name.includes(n.word))
  if (named)
    return [{ seen, matches: `what a ${named.of} calls its picture input`, weight: weights.identity }]
  const fact = known.displays.find((f) =>
    (['manufacturer', 'product', 'name', 'serial'] as const).every(
      (k) => f[k] === undefined || f[k] === stated[k],
    ),
  )
  if (!fact) return []
  return [
    {
      seen,
      matches: `the picture input of a ${fact.of}`,
      weight: fact.alone ? weights.identity : weights.ambiguousDisplay,
    },
  ]
}

function neighbourMatches(neighbour: Neighbour, known: Known): Match[] {
  const where = neighbour.gateway ? 'The gateway' : 'A machine on the same network'
  const named = known.names.find((n) => neighbour.name.includes(n.word))
  if (named)
    return [
      {
        seen: `${where} “${neighbour.name}”`,
        matches: `named like a ${named.of}`,
        weight: weights.neighbour,
      },
    ]
  const prefix = known.prefixes.find((p) => p.oui === neighbour.oui)
  if (!prefix) return []
  return [
    {
      seen: `${where} (${neighbour.oui}:…)`,
      matches: `made by ${prefix.of}`,
      weight: prefix.alone ? weights.neighbour : 0,
    },
  ]
}

interface ExampleUsb {
  vid: string
  pid: string
  manufacturer?: string
  product?: string
  serial?: string
  classes?: string[]
  interfaces?: number
}

function inventory(
  usb?: ExampleUsb[],
  displays?: { manufacturer: string; product: string; name: string; serial?: string }[],
) {
  return [
    {
      kind: 'inventory' as const,
      at: 1_767_225_600_000,
      about: ['device:LT-1' as const],
      data: { processes: ['explorer.exe'], usb, displays },
    },
  ]
}
