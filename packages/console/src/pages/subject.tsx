import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useParams } from '@tanstack/react-router'
import { type ApiError, subject } from '../api.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { SubjectPage } from '../parts/subject-page.tsx'
import { Page } from '../shell.tsx'

export default function Subject() {
  const { ref } = useParams({ from: '/subjects/$ref' })
  const view = useQuery(subject(ref))
  // A case has one address, whichever way one comes to it.
  if (view.data?.case)
    return <Navigate to="/cases/$id" params={{ id: view.data.case }} search={true} replace />
  if (view.data)
    return <SubjectPage view={view.data} error={view.error as ApiError | null} since={view.dataUpdatedAt} />
  return (
    <Page
      crumbs={
        <>
          <Link to="/">Today</Link>
          <span className="faint">/</span>
          <span>{ref}</span>
        </>
      }
    >
      {view.isError ? (
        <Failed error={view.error as ApiError} what={ref} retry={() => void view.refetch()} />
      ) : (
        <Loading what="the subject" rows={5} />
      )}
    </Page>
  )
}
