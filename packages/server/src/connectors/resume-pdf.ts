import type { Connector } from './connector.ts'
import { extract } from './resume-extract.ts'
import { resumeBytes, resumeRow } from './resume-file.ts'

/** A résumé as PDF, one file an application: its text by PDF.js (unpdf), read as resume-parse.ts reads it. */
const resumePdf: Connector = {
  id: 'resume-pdf',
  title: 'Résumés as PDF',
  takes:
    'One résumé a file, with text in it: contacts, places, education and work as far as its words tell them apart. A date in the file’s name counts as the day of applying.',
  recognises({ head }) {
    return /^\s{0,20}%PDF-\d/.test(head) ? 'certain' : false
  },
  async *read(file) {
    const bytes = await resumeBytes(file)
    if ('problem' in bytes) yield bytes
    else yield resumeRow(file, bytes, await extract('pdf', bytes))
  },
}

export default resumePdf
