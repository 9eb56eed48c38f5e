import { defineKind } from './kind.ts'
import { flag, list, number, object, optional, text } from './schema.ts'

/**
 * What a developer’s supplied export holds: an account, repositories, the dates of commits, followers. Only from a file
 * that the applicant or the company hands over; nothing is fetched.
 */
export default defineKind({
  title: 'A developer’s traces, from an export that was supplied.',
  from: ['profiles'],
  privacy:
    'Dates of commits and accounts. Authors’ addresses are replaced by numbers while the file is read; messages, file names and contents are never taken. Kept for the applicant retention period.',
  identifying: ['username'],
  schema: object({
    /** `git` for a log of commits alone, else the host: `github`, `gitlab`. */
    network: text(200),
    username: optional(text(500)),
    accountCreatedAt: optional(number()),
    /** The last activity before the account was last renamed, or before the export. */
    lastActiveAt: optional(number()),
    renamedAt: optional(number()),
    repositories: optional(
      list(object({ createdAt: optional(number()), fork: optional(flag()), own: optional(flag()) }), 5000),
    ),
    commits: optional(
      list(
        object({
          authoredAt: number(),
          committedAt: optional(number()),
          /** Equal within one export means the same address. */
          author: optional(text(100)),
          /** False where the export says that somebody else wrote it. */
          own: optional(flag()),
        }),
        10_000,
      ),
    ),
    /** `follows`: the applicant’s account follows this one back. */
    followers: optional(list(object({ createdAt: optional(number()), follows: optional(flag()) }), 10_000)),
  }),
})
