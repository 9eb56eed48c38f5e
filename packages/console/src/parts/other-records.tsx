import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SubjectRef } from '@telltale/core'
import { entityOf } from '../farms/calls.ts'
import { plural } from '../format.ts'

/** Where somebody has more than one record: how many, and the way to them. Nothing where there is one, or none. */
export function OtherRecords({ subject }: { subject: SubjectRef }) {
  const person = /^(?:person|application):/.test(subject)
  const entity = useQuery({ ...entityOf(subject), enabled: person, retry: false }).data
  const others = (entity?.records.length ?? 0) - 1
  if (!entity || others < 1) return null
  return (
    <Link to="/entities/$id" params={{ id: entity.id }}>
      {plural(others, 'other record')} of this person
    </Link>
  )
}
