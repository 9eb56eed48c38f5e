import type { Role, SubjectRef } from '@telltale/core'
import type { FastifyRequest } from 'fastify'

/** Who is asking, as far as the guard could tell: what routes decide by and the audit log names. */
export interface Reader {
  /** The account's id, `token:NAME`, or `machine` for a program on this machine that sent no token. */
  id: string
  name: string
  /** The human behind the account: of two accounts of one human only one may sit. Absent for programs, which may not decide. */
  person?: string
  role: Role
  /** Of a recruiter: only applications of these requisitions are shown to them. Absent: of every one. */
  requisitions?: readonly string[]
  /** Whether a sealed case about the subject, and everything that tells of it, is open to them. */
  sees(subject: SubjectRef): boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    reader?: Reader
  }
}

/** Recruiters and administrators see no case: not even how many there are. */
export function seesCases({ role }: Reader): boolean {
  return role !== 'recruiter' && role !== 'administrator'
}

/** The reader of a route that only those who are signed in, or hold a token, may call. */
export function readerOf(request: FastifyRequest): Reader {
  if (!request.reader) throw new Error('this route is open: it has no reader')
  return request.reader
}
