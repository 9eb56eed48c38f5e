import { roles } from '@telltale/core'
import { z } from 'zod'
import { subjectRef } from '../api/schemas.ts'
import { scopes, signInWays } from '../store/accounts.ts'

/** What routes about accounts answer; times are milliseconds since the epoch. */
export const account = z
  .object({
    id: z.string(),
    person: z.string().describe('the human behind it: of two accounts of one only one may sit on a case'),
    name: z.string(),
    role: z.enum(roles),
    email: z.string().optional(),
    state: z.enum(['active', 'disabled']),
    requisitions: z.array(z.string()).optional(),
    subject: z.string().optional(),
    createdAt: z.number(),
    simulated: z.literal(true).optional(),
    ways: z.array(z.enum(['password', 'passkey', 'oidc'])).describe('how it can sign in; empty: not yet'),
    invitedUntil: z.number().optional(),
    seenAt: z.number().optional().describe('when a session of it was last used'),
  })
  .meta({ id: 'Account' })

export const ownAccount = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    email: z.string().optional(),
    requisitions: z.array(z.string()).optional(),
    named: z.boolean().describe('false for a link made on Telltale’s own machine for a role'),
    password: z.boolean(),
    passkeys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        host: z.string(),
        createdAt: z.number(),
        usedAt: z.number().optional(),
      }),
    ),
    sessions: z.array(
      z.object({
        id: z.string(),
        way: z.enum(signInWays),
        startedAt: z.number(),
        seenAt: z.number(),
        browser: z.string().optional(),
        here: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'OwnAccount' })

export const token = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: z.number(),
    createdBy: z.string(),
    expiresAt: z.number(),
    usedAt: z.number().optional(),
    revokedAt: z.number().optional(),
    good: z.boolean(),
  })
  .meta({ id: 'ApiToken' })

export const newAccount = z
  .object({
    id: z.string().min(1).max(100),
    name: z.string().trim().min(1).max(200),
    role: z.enum(roles),
    email: z.email().max(320).optional(),
    person: z
      .string()
      .max(100)
      .optional()
      .describe('for somebody’s second account: their first one’s person'),
    requisitions: z.array(z.string().min(1).max(500)).max(1000).optional(),
    subject: subjectRef
      .optional()
      .describe('their own worker record, so that they sit in no case of their own'),
  })
  .strict()

export const accountChange = z
  .object({
    name: z.string().trim().min(1).max(200).optional(),
    role: z.enum(roles).optional(),
    state: z.enum(['active', 'disabled']).optional(),
    email: z.email().max(320).nullable().optional(),
    requisitions: z.array(z.string().min(1).max(500)).max(1000).nullable().optional(),
    subject: subjectRef.nullable().optional(),
  })
  .strict()

export const newToken = z
  .object({
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'expected up to 63 small letters, digits or . _ -'),
    scopes: z.array(z.enum(scopes)).min(1),
    days: z.number().int().min(1).max(400).default(90),
  })
  .strict()
