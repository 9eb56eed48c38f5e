import { defineFacts } from './list.ts'

/**
 * Boxes that see a computer's screen and act as its keyboard and mouse over a network, by what the computer
 * itself can see of them. All texts in lower case. `alone: false` marks what ordinary things show as well.
 */
export default defineFacts({
  title: 'IP-KVMs: USB identities, displays, disguises and network cards',
  version: '2026-11-1',
  source:
    'Published firmware and interface sources of PiKVM (kvmd), JetKVM (kvm), TinyPilot, Sipeed NanoKVM and GL.iNet (glkvm), read in 2026; IEEE registry of hardware address prefixes; classes of USB devices from usb.org',
  licence: 'Facts restated by the project, Apache-2.0',
  data: {
    /** The identity that Linux gives any composite gadget: phones, hobby boards, and most IP-KVMs. */
    anyLinuxGadget: { vid: '1d6b', pid: '0104' },
    /** Identities of their own. `38eb` is GL.iNet's; the product id is set per model. A switch's control port goes to the one who drives. */
    usb: [
      { of: 'NanoKVM', vid: '3346', pid: '1009', alone: true },
      { of: 'GL.iNet Comet', vid: '38eb', pid: '', alone: true },
      { of: 'PiKVM (Pico HID bridge)', vid: '1209', pid: 'eda2', alone: true },
      { of: 'PiKVM (Pico HID bridge)', vid: '1209', pid: 'eda3', alone: true },
      { of: 'PiKVM Switch (its control port)', vid: '2e8a', pid: '1080', alone: false },
    ],
    /** Found in USB manufacturer or product texts and in display names. */
    names: [
      { of: 'PiKVM', word: 'pikvm' },
      { of: 'JetKVM', word: 'jetkvm' },
      { of: 'TinyPilot', word: 'tinypilot' },
      { of: 'NanoKVM', word: 'nanokvm' },
      { of: 'BliKVM', word: 'blikvm' },
      { of: 'GL.iNet Comet', word: 'glkvm' },
      { of: 'GL.iNet Comet', word: 'glinet composite device' },
      { of: 'GL.iNet Comet', word: 'composite kvm device' },
    ],
    /** USB serial numbers. The first is a programmers' joke, so that it needs a gadget's identity beside it. */
    serials: [
      { of: 'PiKVM or GL.iNet Comet', serial: 'cafebabe', alone: false },
      { of: 'TinyPilot', serial: '6b65796d696d6570690', alone: true },
    ],
    /**
     * Devices that a JetKVM offers to pass for, beside what the real ones look like: input interfaces only, this
     * few of them, and no serial number. Documented for Logitech's receiver (Linux hid-logitech-dj), assumed for the keyboards. The preset's texts are those of drivers and public id lists, which
     * inventories give real devices too, so they are not compared.
     */
    disguises: [
      { as: 'Logitech receiver', vid: '046d', pid: 'c52b', least: 3, most: 3, documented: true },
      { as: 'Microsoft keyboard', vid: '045e', pid: '005f', least: 1, most: 2, documented: false },
      { as: 'Dell keyboard', vid: '413c', pid: '2011', least: 1, most: 2, documented: false },
    ],
    /** All fields that are given must agree. The disguises' serials are texts of the EDID, the same on every unit. */
    displays: [
      ...['7770', '7771', '7772', '7773'].map((product) => ({
        of: 'PiKVM or GL.iNet Comet',
        manufacturer: 'lnx',
        product,
        alone: true,
      })),
      { of: 'PiKVM or GL.iNet Comet', serial: 'cafebabe', alone: true },
      { of: 'TinyPilot', manufacturer: 'tsb', product: '9876', alone: true },
      { of: 'NanoKVM', manufacturer: 'spd', product: '3301', alone: true },
      { of: 'JetKVM posing as an Acer B246WL', serial: 't8nee0038522', alone: true },
      { of: 'JetKVM posing as an ASUS PA248QV', serial: 'm1lmqs052157', alone: true },
      { of: 'JetKVM posing as a Dell D2721H', serial: '3s5gq23', alone: true },
      {
        of: 'JetKVM as shipped, or a low-cost projector',
        manufacturer: 'tsb',
        product: '8801',
        alone: false,
      },
      { of: 'JetKVM as shipped, or a low-cost projector', name: 't749-fhd720', alone: false },
    ] as {
      of: string
      manufacturer?: string
      product?: string
      name?: string
      serial?: string
      alone: boolean
    }[],
    /** First three octets. GL.iNet's stand on its travel routers as well. */
    prefixes: [
      { of: 'JetKVM', oui: '30:52:53', alone: true },
      { of: 'TinyPilot', oui: '04:c9:8b', alone: true },
      { of: 'NanoKVM', oui: '48:da:35', alone: true },
      { of: 'GL.iNet, which makes routers too', oui: '94:83:c4', alone: false },
    ],
    /** Vendors whose honest devices are input and storage in one: development boards, probes, drives with buttons, players. */
    mixing: {
      '0d28': 'an Arm debug probe',
      '1366': 'a SEGGER debug probe',
      '0483': 'an ST debug probe',
      '239a': 'an Adafruit board',
      '2341': 'an Arduino board',
      '2a03': 'an Arduino board',
      '2e8a': 'a Raspberry Pi Pico',
      '303a': 'an Espressif board',
      '16c0': 'a Teensy or other hobby board',
      '05ac': 'an Apple device',
      '059f': 'a LaCie drive',
      '0bc2': 'a Seagate drive',
      '1058': 'a Western Digital drive',
    } as Record<string, string>,
  },
})
