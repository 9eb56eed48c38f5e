import { display, displayProblem } from './display.ts'
import { gadgetsNear } from './gadget.ts'
import { defineKind, type RawAttribute } from './kind.ts'
import { mac, present } from './normalise.ts'
import { relaysOf } from './remote-tool.ts'
import { flag, list, number, object, optional, text } from './schema.ts'

/** What is plugged into a device and running on it, and the network it stands in. A snapshot or part of one. */
export default defineKind({
  title: 'A device reported its USB devices, displays, programs and network surroundings.',
  from: ['inventory', 'endpoint-sensor'],
  privacy:
    'Program names and network hardware addresses can be personal; hardware addresses of networks and of remote-control boxes, and relays of remote-access tools, are matched by keyed hash. Off until a policy switches device inventory on.',
  schema: object({
    processes: optional(list(text(500), 5000)),
    programs: optional(list(text(500), 5000)),
    usb: optional(
      list(
        object({
          vid: text(10),
          pid: text(10),
          manufacturer: optional(text(300)),
          product: optional(text(300)),
          serial: optional(text(300)),
          classes: optional(list(text(30), 64)),
          interfaces: optional(number(0, 64)),
        }),
        500,
      ),
    ),
    displays: optional(
      list(
        object({
          edid: optional(text(8192)),
          manufacturer: optional(text(300)),
          product: optional(text(300)),
          serial: optional(text(300)),
          name: optional(text(300)),
        }),
        64,
      ),
    ),
    gateway: optional(object({ ip: optional(text(100)), mac: optional(text(50)) })),
    neighbours: optional(
      list(object({ ip: optional(text(100)), mac: optional(text(50)), name: optional(text(300)) }), 2000),
    ),
    bssids: optional(list(text(50), 500)),
    /** `id`: whom the tool is connected to or managed by, as it shows that; `relay`: the server between. */
    remoteTools: optional(
      list(object({ name: text(200), id: optional(text(300)), relay: optional(text(300)) }), 200),
    ),
    locationServices: optional(flag()),
    airplaneMode: optional(flag()),
  }),
  attributes(data) {
    const found: RawAttribute[] = []
    for (const stated of data.displays ?? []) {
      const seen = display(stated)
      if (!seen?.serial) continue
      const shown = `${seen.manufacturer} ${seen.name || seen.product} serial ${seen.serial}`
      found.push({ type: 'display', value: `${seen.manufacturer}/${seen.product}/${seen.serial}`, shown })
    }
    const networks = present([data.gateway?.mac, ...(data.bssids ?? [])].map((v) => (v ? mac(v) : undefined)))
    for (const value of new Set(networks))
      found.push({ type: 'network', value, shown: `network ${value.slice(0, 8)}:••:••:${value.slice(-2)}` })
    for (const { mac: value, of } of gadgetsNear(data)) {
      if (value === undefined) continue
      found.push({ type: 'gadget', value, shown: `${of} ${value.slice(0, 8)}:••:••:${value.slice(-2)}` })
    }
    for (const { value, shown } of relaysOf(data)) found.push({ type: 'relay', value, shown })
    return found
  },
  remarks: (data) =>
    (data.displays ?? []).flatMap((stated, i) => {
      const reason = displayProblem(stated)
      return reason ? [{ field: `displays[${i}].edid`, reason }] : []
    }),
})
