import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiError, call, queryClient } from '../api.ts'
import { date } from '../format.ts'
import { copyText } from '../parts/copy-text.ts'
import { Failed } from '../parts/states.tsx'
import { useMe } from './me.ts'

interface Sent {
  id: string
  sentAt: number
  expiresAt: number
  openedAt?: number
  state: 'sent' | 'opened' | 'expired' | 'revoked'
}

const states: Record<Sent['state'], string> = {
  sent: 'not opened yet',
  opened: 'opened',
  expired: 'expired',
  revoked: 'replaced',
}
const senders: readonly string[] = ['lead', 'people-partner', 'counsel']

/** The link to the person's own page: made, copied and sent by a person; it opens once. */
export function PageLink({ caseId, simulated }: { caseId: string; simulated: boolean }) {
  const path = `/v1/cases/${encodeURIComponent(caseId)}/person-links`
  const key = ['person-links', caseId]
  const [copied, setCopied] = useState<boolean>()
  const { role } = useMe()
  const links = useQuery({ queryKey: key, queryFn: () => call<{ links: Sent[] }>(path) }).data?.links
  const make = useMutation({
    mutationFn: () => call<{ link: string }>(path, { method: 'POST' }),
    onSuccess: async ({ link }) => {
      setCopied(await copyText(link))
      await queryClient.invalidateQueries({ queryKey: key })
    },
  })
  const newest = links?.[0]
  return (
    <li>
      <p className="row">
        <span>
          Page of their own:{' '}
          {newest
            ? `${states[newest.state]}, link of ${date(newest.sentAt)}`
            : 'no link has been made, so that they can’t answer there'}
        </span>
        {senders.includes(role) && (
          <button
            type="button"
            className="plain-button push"
            onClick={() => make.mutate()}
            disabled={make.isPending}
          >
            {newest ? 'Make a new link' : 'Make the link'}
          </button>
        )}
      </p>
      {make.data && (
        <p>
          <span className="mono">{make.data.link}</span>{' '}
          <span className="dim">
            {copied ? 'Copied. ' : ''}
            {simulated
              ? 'This person is simulated: open it yourself, in a private window, to see what they would.'
              : 'Send it yourself, to an address that is theirs. It opens once and is shown only here.'}
          </span>
        </p>
      )}
      {make.error && <Failed error={make.error as ApiError} what="not made" />}
    </li>
  )
}
