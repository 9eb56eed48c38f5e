import type { Connector } from './connector.ts'
import { extract } from './resume-extract.ts'
import { resumeBytes, resumeRow } from './resume-file.ts'

/**
 * A résumé as DOCX, one file an application: its text by mammoth, read as resume-parse.ts reads it. Documents of Word
 * before 2007, and those with a password, are recognised by their first bytes to say what to do.
 */
const resumeDocx: Connector = {
  id: 'resume-docx',
  title: 'Résumés as DOCX',
  takes:
    'One résumé a file, as Word and others write it; read like a PDF. Documents of the older .doc form are named and not read.',
  recognises({ name, head }) {
    if (head.startsWith('PK\x03\x04'))
      return /word\/(?:document|_rels|styles|settings)/.test(head)
        ? 'certain'
        : /\.docx$/i.test(name)
          ? 'likely'
          : false
    // an OLE file, D0 CF 11 E0 …, after it was decoded as UTF-8
    return head.slice(0, 6).includes('\x11\u0871\x1A') && /\.docx?$/i.test(name) ? 'likely' : false
  },
  async *read(file) {
    const bytes = await resumeBytes(file)
    if ('problem' in bytes) yield bytes
    else yield resumeRow(file, bytes, await extract('docx', bytes))
  },
}

export default resumeDocx
