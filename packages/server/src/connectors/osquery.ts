import { createHash } from 'node:crypto'
import { remoteToolsIn } from '@telltale/core/observations/remote-tool'
import type { Connector, Row } from './connector.ts'
import { parseDate } from './dates.ts'
import { firstObject } from './first-object.ts'
import { jsonProblem, lines } from './lines.ts'

/**
 * osquery's results logs in their three forms, one JSON object a line: snapshot, event ("added", "removed") and batched
 * (diffResults): https://osquery.readthedocs.io/en/stable/deployment/logging/. The table is told from the end of the
 * query's name (pack/inventory/usb_devices, pack_it_usb_devices, usb_devices_snapshot) and from its columns. What is
 * reported as removed is skipped: an inventory says what was there.
 */
const osquery: Connector = {
  id: 'osquery',
  title: 'osquery results logs',
  takes:
    'osqueryd.results.log and osqueryd.snapshots.log: usb_devices, connected_displays, processes, programs, apps, deb_packages, arp_cache, wifi_status, location_services.',
  recognises({ head }) {
    const { members, cut } = firstObject(head)
    const has = (member: string) => members !== undefined && Object.hasOwn(members, member)
    // osquery writes the rows first: a long snapshot hides the rest of its line behind the head
    if (cut !== undefined) return /^\s*\{\s*"(?:snapshot|diffResults)"\s*:/.test(cut) ? 'certain' : false
    const result = has('columns') || has('snapshot') || has('diffResults')
    const logged = ['action', 'unixTime', 'calendarTime', 'hostIdentifier', 'decorations'].some(has)
    return has('name') && result && logged ? 'certain' : false
  },
  async *read(file) {
    for await (const block of lines(file))
      for (const line of block) {
        if (line.problem) {
          yield line
          continue
        }
        if (line.text.trim() === '') continue
        let log: Members
        try {
          log = record(JSON.parse(line.text))
        } catch (error) {
          yield {
            row: line.row,
            problem: { field: '', reason: jsonProblem(error) },
            text: line.text.slice(0, 200),
          }
          continue
        }
        const made = inventory(log, line.row)
        if ('skipped' in made) file.skip(made.skipped)
        else yield made
      }
  },
}

export default osquery

type Members = Record<string, unknown>
type Columns = Record<string, string>
type Table = { needs: readonly string[]; read(rows: Columns[]): Members }

const given = (...values: (string | undefined)[]) =>
  values.find((v) => v !== undefined && v.trim() !== '')?.trim()
const yes = (value: string | undefined) => value === '1' || value?.toLowerCase() === 'true'
const distinct = (values: (string | undefined)[]) => [...new Set(values.filter((v) => v !== undefined))]

/** osquery's tables and the columns that each must have: https://osquery.io/schema/ */
const tables: Record<string, Table> = {
  usb_devices: {
    needs: ['vendor_id', 'model_id'],
    read: (rows) => ({
      usb: rows.map((c) => ({
        vid: usbId(c.vendor_id!),
        pid: usbId(c.model_id!),
        manufacturer: given(c.vendor),
        product: given(c.model),
        serial: given(c.serial),
        ...(given(c.class) && { classes: [given(c.class)] }),
      })),
    }),
  },
  connected_displays: {
    needs: ['vendor_id', 'product_id'],
    read: (rows) => ({ displays: rows.filter((c) => c.online !== '0').map(macDisplay) }),
  },
  processes: {
    needs: [],
    read(rows) {
      // of a command line nothing is passed on but whom a remote-access tool answers to: passwords stand there too
      const remoteTools = rows.flatMap((c) => remoteToolsIn(given(c.cmdline, c.path) ?? ''))
      return {
        processes: distinct(rows.map((c) => given(c.name, basename(c.path)))),
        ...(remoteTools.length > 0 && { remoteTools }),
      }
    },
  },
  programs: { needs: ['name'], read: (rows) => ({ programs: distinct(rows.map((c) => given(c.name))) }) },
  apps: {
    needs: ['name'],
    read: (rows) => ({ programs: distinct(rows.map((c) => given(c.display_name, c.bundle_name, c.name))) }),
  },
  deb_packages: { needs: ['name'], read: (rows) => ({ programs: distinct(rows.map((c) => given(c.name))) }) },
  arp_cache: {
    needs: ['address', 'mac'],
    read(rows) {
      // the table itself does not say which neighbour is the gateway; a query may join `routes` and say so
      const gateway = rows.find((c) => yes(c.gateway) || yes(c.is_gateway))
      const neighbours = rows.filter((c) => c !== gateway).map((c) => ({ ip: c.address, mac: c.mac }))
      return { neighbours, ...(gateway && { gateway: { ip: gateway.address, mac: gateway.mac } }) }
    },
  },
  wifi_status: { needs: ['bssid'], read: (rows) => ({ bssids: distinct(rows.map((c) => given(c.bssid))) }) },
  location_services: {
    needs: ['enabled'],
    read: (rows) => ({ locationServices: rows.some((c) => yes(c.enabled)) }),
  },
}

function inventory(log: Members, row: number): Row | { skipped: string } {
  const name = typeof log.name === 'string' ? log.name : ''
  const table = tableOf(name)
  if (!table) return { skipped: `osquery table ${name.split('/').at(-1)?.slice(0, 60) || 'without a name'}` }
  if (log.action === 'removed') return { skipped: `osquery ${table}: removed rows` }
  const found = log.snapshot ?? (log.diffResults ? record(log.diffResults).added : [log.columns])
  // an empty differential is written as "" by some versions
  if (!Array.isArray(found) || found.length === 0) return { skipped: `osquery ${table}: no rows` }
  const bad = (field: string, reason: string): Row => ({
    row,
    problem: { field, reason },
    text: name.slice(0, 200),
  })
  const columns = found.map(texts)
  const missing = tables[table]!.needs.find((column) => columns.some((c) => c[column] === undefined))
  if (missing)
    return { skipped: `osquery ${name.split('/').at(-1)?.slice(0, 60)} without the column ${missing}` }

  const host = given(...[log.hostIdentifier, log.host_identifier, log.hostname].map(text))
  if (!host) return bad('hostIdentifier', 'is missing: nothing says which device this is')
  const calendar = text(log.calendarTime)?.replace(
    /^\w{3} +(\w{3}) +(\d+) +([\d:]+) +(\d{4}).*$/,
    '$2 $1 $4 $3',
  )
  const at = text(log.unixTime) ? Number(log.unixTime) * 1000 : calendar ? parseDate(calendar) : undefined
  if (at === undefined || !Number.isFinite(at))
    return bad('unixTime', 'is missing or not a number of seconds')

  const device = `device:${host.replace(/\s+/g, '-')}`
  const data = tables[table]!.read(columns)
  // the event form logs each row of one run by itself, so the content is part of what names it
  const content = createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 22)
  return {
    row,
    value: { id: `${host}/${name}/${at}/${content}`, kind: 'inventory', at, about: [device], data },
  }
}

/** The longest table name that the query's name contains as whole words. */
function tableOf(name: string): string | undefined {
  const last = `_${name
    .split('/')
    .at(-1)!
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')}_`
  return Object.keys(tables)
    .filter((table) => last.includes(`_${table}_`))
    .sort((a, b) => b.length - a.length)[0]
}

/**
 * connected_displays passes on what macOS's system_profiler says: vendor, product and serial in hexadecimal without 0x
 * (1e6d, not 7789). The vendor is EDID's PNP id, five bits a letter. EDID readers state the numeric serial in decimal,
 * so that is what is given on.
 */
function macDisplay(c: Columns): Members {
  const hex = (v: string | undefined) =>
    v && /^(?:0x)?[0-9a-f]{1,8}$/i.test(v) ? Number.parseInt(v, 16) : undefined
  const vendor = hex(c.vendor_id)
  const letters = vendor === undefined ? [] : [(vendor >> 10) & 31, (vendor >> 5) & 31, vendor & 31]
  const pnp = letters.length === 3 && vendor! < 0x8000 && letters.every((n) => n >= 1 && n <= 26)
  return {
    manufacturer: pnp ? String.fromCharCode(...letters.map((n) => n + 64)) : c.vendor_id,
    product: hex(c.product_id)?.toString(16).padStart(4, '0') ?? c.product_id,
    serial: hex(c.serial_number)?.toString() ?? given(c.serial_number),
    name: given(c.name),
  }
}

function usbId(written: string): string {
  return written.toLowerCase().replace(/^0x/, '').padStart(4, '0')
}

function basename(path: string | undefined): string | undefined {
  return path?.split(/[\\/]/).at(-1)
}

function record(value: unknown): Members {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function texts(row: unknown): Columns {
  return Object.fromEntries(
    Object.entries(record(row)).flatMap(([k, v]) => (text(v) === undefined ? [] : [[k, text(v)!]])),
  )
}
