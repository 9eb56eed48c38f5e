import type { Connector } from './connector.ts'
import { wholeText } from './lines.ts'
import { namedAsResume, resumeRow } from './resume-file.ts'
import { looksLikeResume } from './resume-parse.ts'

/** Text that is longer is none that anybody wrote of themselves; an application's text holds 2,000,000 characters. */
const limit = 8 * 1024 * 1024

/** A résumé as plain text or Markdown, one file an application. */
const resumeText: Connector = {
  id: 'resume-text',
  title: 'Résumés as text',
  takes:
    'One résumé a file, plain text or Markdown, told by a contact at its top and headings such as Experience and Education, or by its name (resume, cv).',
  recognises({ name, head }) {
    if (/^\s*[[{<%]/.test(head) || head.includes('\0')) return false
    // a table may hold résumés in its cells
    const table = /(?:[^,;\t\n]*[,;\t]){3}/.test(head.slice(0, head.indexOf('\n')))
    if (!head.includes('\uFFFD') && looksLikeResume(head)) return table ? 'likely' : 'certain'
    return /\.(?:txt|md|text|markdown)$/i.test(name) && namedAsResume(name.split('/').at(-1)!)
      ? 'likely'
      : false
  },
  async *read(file) {
    const whole = await wholeText(file, limit)
    if ('problem' in whole) yield whole
    else yield resumeRow(file, Buffer.from(whole.text), { text: whole.text, links: [] })
  },
}

export default resumeText
