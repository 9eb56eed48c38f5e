import { createHash } from 'node:crypto'
import type { Connector, FileSource, Row } from './connector.ts'
import { ownName, parseDate, statedDate } from './dates.ts'
import { lines } from './lines.ts'

/**
 * The log of a repository, as its author exports it; about the application that the file is named after (A-17.log). Best
 * their own commits alone, in the short form:
 *
 *     git log --all --author=MAIL --format='%H|%aI|%cI|%aE|%cE' > A-17.log
 *
 * `git log --format=fuller` and plain `git log` are read as well; the latter has no dates of committing. Authors'
 * addresses become numbers while the file is read (author 1, author 2); names, messages and changes are never taken.
 */
const gitLog: Connector = {
  id: 'git-log',
  title: 'git logs',
  takes:
    'A developer’s own export: git log --format=’%H|%aI|%cI|%aE|%cE’, --format=fuller or plain; the file’s name is the application’s id.',
  recognises({ head }) {
    if (short.test(head.slice(0, head.search(/[\r\n]|$/)))) return 'certain'
    return /^commit [0-9a-f]{40,64}\b.*\r?\n(?:Merge: .*\r?\n)?Author: .*<.*>\r?\n(?:Author)?Date: /.test(
      head,
    )
      ? 'certain'
      : false
  },
  async *read(file) {
    const at = statedDate(file.name) ?? file.modifiedAt
    const about = `application:${ownName(file.name).replace(/\s+/g, '-')}`
    const authors = new Map<string, string>()
    let commits: Commit[] = []
    let digest = createHash('sha256')
    let first = 1
    const taken = (): Row => {
      const id = `git-log:${about}:${at}:${digest.digest('base64url').slice(0, 16)}`
      const row = {
        row: first,
        value: { id, kind: 'footprint', at, about: [about], data: { network: 'git', commits } },
      }
      digest = createHash('sha256')
      commits = []
      return row
    }
    for await (const found of written(file)) {
      if ('problem' in found) {
        yield found
        continue
      }
      const { row, hash, mail, authoredAt, committedAt } = found
      if (wrongClock(authoredAt, at) || (committedAt !== undefined && wrongClock(committedAt, at))) {
        file.skip('git commit dated by a wrong clock')
        continue
      }
      if (commits.length === 0) first = row
      let author = authors.get(mail)
      if (!author) {
        author = `author ${authors.size + 1}`
        authors.set(mail, author)
      }
      digest.update(hash)
      commits.push({ authoredAt, ...(committedAt !== undefined && { committedAt }), author })
      if (commits.length === most) yield taken()
    }
    if (commits.length > 0) yield taken()
  },
}

export default gitLog

interface Commit {
  authoredAt: number
  committedAt?: number
  author: string
}

type Found =
  | { row: number; hash: string; mail: string; authoredAt: number; committedAt?: number }
  | Extract<Row, { problem: object }>

/** As many as one observation holds. */
const most = 10_000
const short = /^([0-9a-f]{40}|[0-9a-f]{64})\|([^|]*)\|([^|]*)\|([^|]*)(?:\||$)/
const day = 86_400_000

/** Before there was version control, or after the export. */
function wrongClock(t: number, exported: number): boolean {
  return t < Date.UTC(1985, 0, 1) || t > exported + day
}

async function* written(file: FileSource): AsyncGenerator<Found> {
  let open: { row: number; hash: string; mail?: string; authored?: string; committed?: string } | undefined
  const close = (): Found[] => {
    if (!open) return []
    const { row, hash, mail, authored, committed } = open
    open = undefined
    return [commit(row, hash, mail, authored, committed)]
  }
  for await (const block of lines(file))
    for (const line of block) {
      if (line.problem) {
        yield line
        continue
      }
      const { row, text } = line
      const row1 = short.exec(text)
      if (row1) {
        yield* close()
        yield commit(row, row1[1]!, row1[4]!, row1[2]!, row1[3]!)
        continue
      }
      const start = /^commit ([0-9a-f]{40,64})\b/.exec(text)
      if (start) {
        yield* close()
        open = { row, hash: start[1]! }
        continue
      }
      const header = /^(Author|AuthorDate|CommitDate|Date): +(.*)$/.exec(text)
      if (open && header) {
        const [, name, value] = header
        if (name === 'Author') open.mail = /<([^<>]*)>/.exec(value!)?.[1] ?? value!
        else if (name === 'CommitDate') open.committed = value!
        else open.authored = value!
      } else if (!open && /^[0-9a-f]{7,64}\|/.test(text))
        yield bad(row, '', 'is no commit as --format=’%H|%aI|%cI|%aE|%cE’ writes it', text)
    }
  yield* close()
}

function commit(row: number, hash: string, mail = '', authored = '', committed?: string): Found {
  const authoredAt = dated(authored)
  if (authoredAt === undefined) return bad(row, 'AuthorDate', notDate(authored), hash)
  const committedAt = committed === undefined || committed === '' ? undefined : dated(committed)
  if (committed && committedAt === undefined) return bad(row, 'CommitDate', notDate(committed), hash)
  return {
    row,
    hash,
    mail: mail.trim().toLowerCase(),
    authoredAt,
    ...(committedAt !== undefined && { committedAt }),
  }
}

function bad(row: number, field: string, reason: string, text: string): Found {
  return { row, problem: { field, reason }, text: text.slice(0, 200) }
}

function notDate(text: string): string {
  return text === ''
    ? 'is missing: export with --format=fuller'
    : `${JSON.stringify(text.slice(0, 40))} is no date of git’s: leave out --date, or write --date=iso-strict`
}

/** git's own form, `Thu Apr 7 15:13:13 2005 -0700`, and the ISO forms. */
function dated(text: string): number | undefined {
  const own = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: ([+-]\d{4}))?$/.exec(
    text.trim(),
  )
  return own ? parseDate(`${own[2]} ${own[1]} ${own[4]} ${own[3]} ${own[5] ?? ''}`) : parseDate(text)
}
