import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { count, date, percent } from '../format.ts'
import { decidedTrends } from '../trends/decided-calls.ts'

const time = decidedTrends({})

/** How many of the people whom two others decided against were wrongly accused, as far as anybody found out. */
export function FalseAccusations() {
  const { data } = useQuery(time)
  if (!data) return null
  const { overturned, confirmed, high } = data.falseAccusations
  return (
    <section aria-label="False accusations">
      <h2>
        False accusations since <span className="nowrap">{date(data.from)}</span>
      </h2>
      {confirmed === 0 ? (
        <p className="small dim">Nobody was decided against; there is nothing to count among.</p>
      ) : (
        <p>
          <Link to="/trends" search={{ behind: 'overturned' }} className="wrongly plain-link">
            {count(overturned)} of {count(confirmed)}
          </Link>{' '}
          <span className="small dim nowrap">at most {percent(high)} (95 %)</span>
        </p>
      )}
    </section>
  )
}
