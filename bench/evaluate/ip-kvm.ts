import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Drained, detectors } from '@telltale/core'
import { parse } from 'csv-parse/sync'
import { open } from '../../packages/server/src/connectors/open.ts'
import { type EvaluationSet, type Judged, judgeAll, observe, type SetResult } from './set.ts'

const at = Date.UTC(2026, 0, 5)

/** IP-KVMs as their makers ship them: USB ids one by one, EDIDs one by one, and dumps of real devices. */
const set: EvaluationSet = {
  title: 'IP-KVM ids, EDIDs and device dumps',
  needs: 'remote-tools/ipkvm_usb_ids.csv',
  async run(data) {
    const detector = detectors.find((d) => d.id === 'device/ip-kvm')!
    const csv = (name: string) =>
      parse(readFileSync(join(data, 'remote-tools', name)), { columns: true }) as Record<string, string>[]
    const told = (out: Drained, what: string, expected: boolean): Judged => {
      const evidence = out.evidence.find((e) => e.is === 'evidence')
      const note = evidence
        ? `weight ${evidence.weight}: ${evidence.says}`
        : (out.evidence[0]?.says ?? out.abstentions[0]?.because)
      return { what, expected, found: evidence !== undefined, abstained: out.evidence.length === 0, note }
    }
    const inventory = (what: string, inside: unknown) =>
      judgeAll(detector, [observe({ id: what, kind: 'inventory', at, about: ['device:D'], data: inside })])

    const usb = csv('ipkvm_usb_ids.csv').map((r) => {
      const what = `${r.product}, ${r.mode} (${r.vid}:${r.pid})`
      const clean = (s: string | undefined) => (s && !s.startsWith('(') ? s : undefined)
      const inside = {
        usb: [
          {
            vid: r.vid!.slice(0, 4),
            pid: r.pid!.slice(0, 4),
            manufacturer: clean(r.manufacturer_string),
            product: clean(r.product_string),
            serial: clean(r.serial_string),
          },
        ],
      }
      // A disguise shows the ids of an ordinary keyboard; by these alone nobody can tell.
      return told(inventory(what, inside), what, r.mode !== 'SPOOF preset')
    })
    const edids = csv('ipkvm_edids.csv').map((r) => {
      const what = `${r.product}, ${r.name || 'unnamed'} ${r.manufacturer_id} from ${r.source_file}`
      // The name T749-fHD720 is on cheap projectors too: alone it must not be enough.
      return told(inventory(what, { displays: [{ edid: r.edid_hex }] }), what, r.name !== 'T749-fHD720')
    })
    const dumps: Judged[] = []
    for (const name of ['comet_lsusb', 'jetkvm_lsusb']) {
      const opened = await open(join(data, 'remote-tools/ipkvm-device-dumps', name), name)
      const rows = []
      if (!('problem' in opened))
        for await (const row of opened.rows)
          if (!('problem' in row)) rows.push(row.value as { kind: string; about: string[]; data: unknown })
      const out = judgeAll(
        detector,
        rows.map((r, i) => observe({ ...r, id: `${name}${i}`, at })),
      )
      dumps.push(told(out, `real device, lsusb -v: ${name} (${rows.length} inventories)`, true))
    }
    const result = (name: string, unit: string, judged: Judged[], notes: string[]): SetResult => ({
      set: `remote-tools/${name}`,
      detector: detector.id,
      unit,
      judged,
      notes,
    })
    return [
      result('ipkvm_usb_ids', 'USB id', usb, [
        'Disguise presets show an ordinary keyboard’s ids and are expected to be missed by the id alone; in the field the interfaces beside them tell.',
      ]),
      result('ipkvm_edids', 'EDID', edids, ['Each EDID alone, without the USB side.']),
      result('ipkvm-device-dumps', 'dump', dumps, ['Read by the lsusb connector.']),
    ]
  },
}
export default set
