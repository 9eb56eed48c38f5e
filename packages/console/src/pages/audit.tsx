import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SubjectRef } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { type AuditAsked, type AuditEntry, audit } from '../audit/calls.ts'
import { compactJson, count, idOf, moment, time } from '../format.ts'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useUrl } from '../url.ts'
import { useMe } from '../work/me.ts'
import { actorWords } from '../work/words.ts'

/** Families of what is recorded, as the filter offers them. */
const families = ['decision', 'case', 'identity', 'export', 'configuration', 'sign-in', 'privacy']

/** Who did, decided and looked at what: the chain as people read it. */
export default function Audit() {
  const [{ about, who, did }, change] = useUrl()
  const { role } = useMe()
  const asked: AuditAsked = { ...(about && { about }), ...(who && { by: who }), ...(did && { did }) }
  const log = useInfiniteQuery(audit(asked))
  const entries = log.data?.pages.flatMap((p) => p.entries) ?? []
  const checkpoint = log.data?.pages[0]?.checkpoint
  return (
    <Page
      crumbs={<span>Audit</span>}
      actions={
        (role === 'auditor' || role === 'counsel') && (
          <Button variant="default" component="a" href="/v1/audit/export" download>
            Export to verify
          </Button>
        )
      }
    >
      <div className="stack">
        <header className="row wrap">
          <h1>Audit</h1>
          <span className="small dim">
            what people did, decided and looked at; a chain of hashes that nobody can change unnoticed
          </span>
        </header>
        <div className="row middle wrap">
          <select
            className="plain-field"
            aria-label="What was done"
            style={{ width: 170 }}
            value={did?.split('.')[0] ?? ''}
            onChange={(e) => change({ did: e.currentTarget.value || undefined })}
          >
            <option value="">Everything</option>
            {families.map((f) => (
              <option key={f} value={f}>
                {f}
              </option>
            ))}
          </select>
          <Narrow label="Account, such as m.alder" value={who} set={(v) => change({ who: v })} />
          <Narrow label="Subject, such as person:W-17" value={about} set={(v) => change({ about: v })} />
          {checkpoint && (
            <span className="push small dim" title={`SHA-256 ${checkpoint.hash}, key ${checkpoint.key}`}>
              signed up to entry {count(checkpoint.seq)}, {time(checkpoint.at)}
            </span>
          )}
        </div>
        {log.isPending && <Loading what="the log" rows={6} />}
        {log.isError && !log.data && (
          <Failed error={log.error as ApiError} what="audit log" retry={() => void log.refetch()} />
        )}
        <Stale error={log.error as ApiError | null} since={log.dataUpdatedAt} />
        {log.data && entries.length === 0 && (
          <Empty title="No entry">
            {about || who || did ? 'Nothing in the log matches.' : 'Nobody has done anything yet.'}
          </Empty>
        )}
        {entries.length > 0 && <Entries entries={entries} />}
        {log.hasNextPage && (
          <p>
            <Button
              variant="default"
              disabled={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {log.isFetchingNextPage ? 'Reading…' : 'Before these'}
            </Button>
          </p>
        )}
      </div>
    </Page>
  )
}

/** Takes effect on Enter or on leaving the field: each change reads the log. */
function Narrow(props: { label: string; value: string | undefined; set: (value?: string) => void }) {
  const { label, value, set } = props
  const [typed, type] = useState(value ?? '')
  const give = () => typed.trim() !== (value ?? '') && set(typed.trim() || undefined)
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      w={230}
      onChange={(e) => {
        type(e.currentTarget.value)
        if (e.currentTarget.value === '') set(undefined)
      }}
      onBlur={give}
      onKeyDown={(e) => e.key === 'Enter' && give()}
    />
  )
}

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  const [, change] = useUrl()
  return (
    <div className="scroll-x">
      <table className="data dense">
        <thead>
          <tr>
            <th scope="col" className="num">
              Entry
            </th>
            <th scope="col">Time, UTC</th>
            <th scope="col">Who</th>
            <th scope="col">Did</th>
            <th scope="col">About</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((e) => (
            <tr key={e.seq}>
              <td className="num" title={e.hash}>
                {count(e.seq)}
              </td>
              <td className="nowrap">{moment(e.at)}</td>
              <td className="nowrap">
                <button type="button" className="plain-button" onClick={() => change({ who: e.by })}>
                  {actorWords(e.by)}
                </button>
              </td>
              <td className="nowrap mono">{e.did}</td>
              <td className="nowrap">
                {e.about === null ? (
                  <span className="faint">erased</span>
                ) : (
                  e.about && (
                    <Link to="/subjects/$ref" params={{ ref: e.about }} className="mono">
                      {idOf(e.about as SubjectRef)}
                    </Link>
                  )
                )}
              </td>
              <td className="dim audit-details">
                {e.details === null ? (
                  <span className="faint">erased</span>
                ) : (
                  e.details !== undefined && compactJson(e.details, 200)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
