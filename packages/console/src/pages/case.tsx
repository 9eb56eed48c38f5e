import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type ApiError, oneCase } from '../api.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { SubjectPage } from '../parts/subject-page.tsx'
import { Page } from '../shell.tsx'

export default function Case() {
  const { id } = useParams({ from: '/cases/$id' })
  const view = useQuery(oneCase(id))
  if (view.data)
    return <SubjectPage view={view.data} error={view.error as ApiError | null} since={view.dataUpdatedAt} />
  return (
    <Page
      crumbs={
        <>
          <Link to="/cases">Cases</Link>
          <span className="faint">/</span>
          <span>{id}</span>
        </>
      }
    >
      {view.isError ? (
        <Failed error={view.error as ApiError} what={id} retry={() => void view.refetch()} />
      ) : (
        <Loading what="the case" rows={5} />
      )}
    </Page>
  )
}
