import { Button } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ApplicantView } from '@telltale/core'
import { useState } from 'react'
import '../applicants/applicants.css'
import { type ApiError, session } from '../api.ts'
import { AddApplicants } from '../applicants/add-applicants.tsx'
import { Applicant } from '../applicants/applicant.tsx'
import { CallSheet } from '../applicants/call-sheet.tsx'
import { applicant, requisitions } from '../applicants/calls.ts'
import { ApplicantColumn, RequisitionColumn } from '../applicants/columns.tsx'
import { Overview } from '../applicants/overview.tsx'
import { RequisitionSettings } from '../applicants/requisition-settings.tsx'
import { requisitionName } from '../applicants/words.ts'
import { idOf, shortDate } from '../format.ts'
import { copyText } from '../parts/copy-text.ts'
import { Filter } from '../parts/filter.tsx'
import { Empty, Failed, Loading, Stale } from '../parts/states.tsx'
import { Page } from '../shell.tsx'
import { useMe } from '../work/me.ts'

/** Applicants: the requisitions, one requisition's applicants, and one applicant with the call sheet. */
export default function Applicants() {
  const params: { requisition?: string; application?: string } = useParams({ strict: false })
  const adds = useMe().role !== 'auditor'
  const list = useQuery(requisitions)
  const known = list.data ?? []
  const one = useQuery({ ...applicant(params.application ?? ''), enabled: params.application !== undefined })
  // An applicant's own requisition, whatever the address says: a link from elsewhere may not know it.
  const id = one.data?.requisition ?? params.requisition
  const requisition = known.find((r) => r.id === id) ?? one.data?.requisitionView
  const [adding, setAdding] = useState(false)
  const [setting, setSetting] = useState(false)
  const [copied, setCopied] = useState<boolean>()
  return (
    <Page
      crumbs={
        <>
          {params.requisition ? <Link to="/applicants">Applicants</Link> : <span>Applicants</span>}
          {id && params.requisition && (
            <Crumb id={id} title={requisition?.title} last={!params.application} />
          )}
          {params.application && (
            <>
              <span className="faint">/</span>
              <span className="clamp-1">{idOf(`application:${params.application}`)}</span>
            </>
          )}
        </>
      }
      actions={
        <>
          {one.data && params.application && (
            <span className="small dim nowrap">Screened {shortDate(one.data.screenedAt)}</span>
          )}
          <Filter what="applicants" />
          {adds && (
            <Button variant="default" onClick={() => setAdding(true)}>
              Add applicants
            </Button>
          )}
          {params.application && (
            <Button
              variant="default"
              onClick={() => void copyText(location.href).then(setCopied)}
              onBlur={() => setCopied(undefined)}
            >
              {copied === undefined ? 'Copy link' : copied ? 'Copied' : 'Copy it from the address bar'}
            </Button>
          )}
        </>
      }
    >
      {list.isPending && <Loading what="the requisitions" rows={5} />}
      {list.isError && !list.data && (
        <Failed error={list.error as ApiError} what="requisitions" retry={() => void list.refetch()} />
      )}
      {list.data && known.length === 0 && !params.application && (
        <Empty title="Nobody has applied yet">
          Add résumés as PDF or DOCX, or a table of applicants as CSV; an applicant system can send them by
          itself.{' '}
          {adds && (
            <button type="button" className="plain-button" onClick={() => setAdding(true)}>
              Add applicants
            </button>
          )}
        </Empty>
      )}
      {known.length > 0 && (
        <div className={`desk${params.application ? '' : ' desk-two'}`}>
          {params.requisition && id ? (
            <ApplicantColumn
              key={id}
              requisition={requisition}
              id={id}
              selected={params.application}
              add={() => setAdding(true)}
              settings={() => setSetting(true)}
            />
          ) : (
            <RequisitionColumn items={known} add={() => setAdding(true)} />
          )}
          {params.application === undefined ? (
            params.requisition === undefined && <Overview requisitions={known} />
          ) : (
            <One query={one} settings={() => setSetting(true)} />
          )}
        </div>
      )}
      <AddApplicants
        opened={adding}
        close={() => setAdding(false)}
        requisitions={known}
        requisition={requisition?.id}
      />
      <RequisitionSettings requisition={requisition} opened={setting} close={() => setSetting(false)} />
    </Page>
  )
}

function Crumb({ id, title, last }: { id: string; title?: string; last: boolean }) {
  const name = requisitionName({ id, title })
  return (
    <>
      <span className="faint">/</span>
      {last ? (
        <span className="clamp-1">{name}</span>
      ) : (
        <Link to="/applicants/$requisition" params={{ requisition: id }} className="clamp-1">
          {requisitionName({ id })}
        </Link>
      )}
    </>
  )
}

function One({ query, settings }: { query: UseQueryResult<ApplicantView>; settings: () => void }) {
  const role = useQuery(session).data?.role ?? 'analyst'
  const view = query.data
  if (!view)
    return (
      <div className="desk-main">
        {query.isError ? (
          <Failed error={query.error as ApiError} what="applicant" retry={() => void query.refetch()} />
        ) : (
          <Loading what="the applicant" rows={5} />
        )}
      </div>
    )
  return (
    <>
      <div>
        <Stale error={query.error as ApiError | null} since={query.dataUpdatedAt} />
        <Applicant view={view} analyst={role !== 'recruiter'} />
      </div>
      <CallSheet view={view} settings={settings} />
    </>
  )
}
