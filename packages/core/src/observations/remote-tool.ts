/** A remote-access tool and whom it answers to. */
export interface Relay {
  /** Equal text means one relay, tenant or partner of one tool. */
  value: string
  /** Hosts are shown, ids are masked. */
  shown: string
}

interface Programs {
  processes?: string[]
  programs?: string[]
  remoteTools?: RemoteTool[]
}

/** A remote-access tool as an inventory states it: whom it is connected to or managed by, and the server between. */
export interface RemoteTool {
  name: string
  id?: string
  relay?: string
}

/**
 * Whom the remote-access tools of a device answer to: as an inventory states it, or as it stands in the tools' own command
 * lines. Relays that everybody's tool uses say nothing and are left out. In order of value, each once.
 */
export function relaysOf({ processes = [], programs = [], remoteTools = [] }: Programs): Relay[] {
  const found = new Map<string, Relay>()
  for (const { name, id, relay } of [...remoteTools, ...[...processes, ...programs].flatMap(remoteToolsIn)]) {
    const tool = toolOf(name)
    for (const one of [relay ? server(tool, relay) : undefined, id ? partner(tool, id) : undefined])
      if (one) found.set(one.value, one)
  }
  return [...found.values()].sort((a, b) => (a.value < b.value ? -1 : 1))
}

/**
 * What a command line or a file name says of the tool that it belongs to. Read are a ScreenConnect client's launch parameters
 * (`?e=Access&y=Guest&h=HOST&…`), the server that RustDesk takes from its own file name
 * (`rustdesk-host=HOST,key=…,relay=HOST.exe`), and the partner's id that RustDesk (`--connect`), TeamViewer (`-i`) and
 * AnyDesk (first argument) are called with. Passwords and keys beside them are not read.
 */
export function remoteToolsIn(line: string): RemoteTool[] {
  const out: RemoteTool[] = []
  const add = (name: string, found: RegExpExecArray | null, as: 'id' | 'relay') => {
    if (found) out.push({ name, [as]: found[1]! })
  }
  if (/screenconnect/i.test(line)) add('screenconnect', /[?&]h=([^&"\s]+)/i.exec(line), 'relay')
  if (/rustdesk/i.test(line)) {
    for (const [, host] of line.matchAll(/(?:rustdesk-host|[,\s]relay)=([^,"\s]+)/gi))
      out.push({ name: 'rustdesk', relay: host!.replace(/\.exe$/i, '') })
    add('rustdesk', /\s--connect\s+"?(\d[\d ]{5,14}\d)/i.exec(line), 'id')
  }
  if (/teamviewer/i.test(line)) add('teamviewer', /\s(?:-i|--id)\s+"?(\d[\d ]{7,12}\d)/i.exec(line), 'id')
  if (/anydesk/i.test(line)) add('anydesk', /anydesk(?:\.exe)?"?\s+"?(\d[\d ]{7,12}\d)\b/i.exec(line), 'id')
  return out
}

function toolOf(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '')
  return ['screenconnect', 'rustdesk', 'teamviewer', 'anydesk'].find((tool) => words.includes(tool)) ?? words
}

/** The makers' own relays, and hosts that mean another machine in every network. */
const everybodys =
  /(?:^|\.)(?:rustdesk\.com|anydesk\.com|teamviewer\.com|splashtop\.com|logmein\.com|parsec\.app)$|^(?:localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?::1|0\.0\.0\.0)|\.(?:local|lan|internal)$/

function server(tool: string, stated: string | undefined): Relay | undefined {
  const host = (stated ?? '')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/\.$/, '')
  if (!/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(host) || everybodys.test(host)) return undefined
  return { value: `${tool}/${host}`, shown: `the ${tool} relay ${host}` }
}

function partner(tool: string, stated: string | undefined): Relay | undefined {
  const id = (stated ?? '').trim().replace(/\s+/g, '').toLowerCase()
  if (id.length < 6 || !/\d/.test(id) || /^(\d)\1+$|^0*123456789?0?$/.test(id)) return undefined
  return { value: `${tool}#${id}`, shown: `the ${tool} id •••${id.slice(-3)}` }
}
