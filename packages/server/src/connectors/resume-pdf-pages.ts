import { getDocumentProxy } from 'unpdf'
import type { Extracted } from './resume-extract.ts'
import { pageText, type TextItem } from './resume-pdf-lines.ts'

/** A CV of an academic may have twenty pages. */
const mostPages = 50
/** What an application's text may hold (observations/application.ts). */
const mostText = 2_000_000

/** The text of a PDF in reading order, and the addresses that its links lead to. Runs in the worker. */
export async function extract(bytes: Uint8Array): Promise<Extracted> {
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>
  try {
    pdf = await getDocumentProxy(bytes, { verbosity: 0, disableFontFace: true })
  } catch (error) {
    const { name } = error as Error
    return {
      problem:
        name === 'PasswordException'
          ? 'is protected by a password: ask for it without one'
          : 'is a damaged or cut-off PDF: ask for it again',
    }
  }
  try {
    if (pdf.numPages > mostPages)
      return { problem: `has ${pdf.numPages} pages; a résumé of up to ${mostPages} is read` }
    const pages: string[] = []
    const links: string[] = []
    let size = 0
    let failed = 0
    for (let n = 1; n <= pdf.numPages && size <= mostText; n++) {
      try {
        const page = await pdf.getPage(n)
        const { items } = await page.getTextContent()
        const text = pageText(items.filter((item): item is TextItem & typeof item => 'str' in item))
        pages.push(text)
        size += text.length
        for (const { subtype, url } of await page.getAnnotations())
          if (subtype === 'Link' && typeof url === 'string') links.push(url)
        page.cleanup()
      } catch {
        failed++
      }
    }
    const text = pages.join('\n').slice(0, mostText)
    const shown = text.replace(/\s/g, '')
    const letters = shown.replace(/[^\p{L}\p{N}]/gu, '').length
    if (letters < 20)
      return failed > 0
        ? { problem: 'is a damaged or cut-off PDF: ask for it again' }
        : shown.length > 200
          ? unreadable
          : { problem: 'is a picture without text: ask for the file with text, or enter the fields' }
    return letters < shown.length / 3 ? unreadable : { text, links }
  } finally {
    await pdf.loadingTask.destroy()
  }
}

const unreadable: Extracted = {
  problem:
    'has text in a font that does not say which letters it shows: ask for another file, or enter the fields',
}
