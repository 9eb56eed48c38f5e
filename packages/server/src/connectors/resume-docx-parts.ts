import { inflateRawSync } from 'node:zlib'
import mammoth from 'mammoth'
import type { Extracted } from './resume-extract.ts'

/** A long résumé's XML is about a megabyte; pictures are not unpacked. */
const mostUnpacked = 32 * 1024 * 1024
const mostParts = 2000
const mostText = 2_000_000

interface Part {
  name: string
  method: number
  packed: Uint8Array
}

/** The text of a DOCX with its page headers, where contacts often stand, and the addresses of its links. Runs in the worker. */
export async function extract(bytes: Uint8Array): Promise<Extracted> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(0, 4).toString('latin1') !== 'PK\x03\x04')
    return {
      problem: /E\0n\0c\0r\0y\0p\0t\0e\0d/.test(file.toString('latin1'))
        ? 'is protected by a password: ask for it without one'
        : 'is a document of an old version of Word: save it as DOCX or PDF',
    }
  const parts = partsOf(file)
  if (!parts) return { problem: 'is a damaged or cut-off DOCX: ask for it again' }
  if (parts.length > mostParts)
    return { problem: `holds ${parts.length} parts, as no résumé does: it was not read` }
  // what is claimed of a part's size need not be true: every part is unpacked, up to the limit, before the library is
  const texts = new Map<string, string>()
  let left = mostUnpacked
  try {
    for (const { name, method, packed } of parts) {
      if (!/\.(?:xml|rels)$/i.test(name)) continue
      const unpacked = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) })
      left -= unpacked.length
      if (left < 0) return tooMuch
      if (/^word\/(?:header\d*|_rels\/(?:document|header\d*)\.xml)\b/.test(name))
        texts.set(name, Buffer.from(unpacked).toString('utf8'))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooMuch
    return { problem: 'is a damaged or cut-off DOCX: ask for it again' }
  }
  let body: string
  try {
    body = (await mammoth.extractRawText({ buffer: file })).value
  } catch {
    return { problem: 'is a damaged DOCX, or no text document: ask for it again' }
  }
  const heads = [...texts].filter(([name]) => name.startsWith('word/header')).map(([, xml]) => plain(xml))
  const links = [...texts].filter(([name]) => name.includes('_rels')).flatMap(([, xml]) => targets(xml))
  // paragraphs come apart by a blank line each
  const text = [...new Set(heads), body.replace(/\n\n/g, '\n')].join('\n').slice(0, mostText)
  if (text.replace(/[^\p{L}\p{N}]/gu, '').length < 20)
    return { problem: 'is a picture without text: ask for the file with text, or enter the fields' }
  return { text, links }
}

const tooMuch: Extracted = { problem: 'unpacks to more than 32 MB, as no résumé does: it was not read' }

/** The parts that a zip's central directory lists (APPNOTE 4.3.12); undefined when there is no such directory. */
function partsOf(file: Buffer): Part[] | undefined {
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > file.length) return undefined
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  const parts: Part[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) return undefined
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((o) => file.readUInt16LE(at + o)) as [
      number,
      number,
      number,
    ]
    const local = file.readUInt32LE(at + 42)
    if (local + 30 > file.length) return undefined
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    parts.push({
      name: file.toString('utf8', at + 46, at + 46 + name),
      method,
      packed: file.subarray(from, from + size),
    })
    at += 46 + name + extra + comment
  }
  return parts
}

function plain(xml: string): string {
  return xml
    .replace(/<w:(?:p|br)\b[^>]*>/g, '\n')
    .replace(/<w:tab\b[^>]*>/g, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:amp|lt|gt|quot|apos);/g,
      (e) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' })[e] ?? "'",
    )
    .trim()
}

function targets(rels: string): string[] {
  return [...rels.matchAll(/Target="((?:https?|mailto):[^"]{1,2000})"/g)].map((m) =>
    m[1]!.replaceAll('&amp;', '&'),
  )
}
