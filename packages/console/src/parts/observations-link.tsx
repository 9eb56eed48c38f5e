import { Link } from '@tanstack/react-router'
import type { Evidence } from '@telltale/core'
import type { Search } from '../url.ts'

/** Opens the rows behind a finding beside the page. A link, so that it can be copied and Back closes it. */
export function ObservationsLink({ of }: { of: Pick<Evidence, 'id'> }) {
  return (
    <Link
      to="."
      search={(was: Search) => ({ ...was, rows: of.id })}
      resetScroll={false}
      className="small nowrap"
      aria-haspopup="dialog"
    >
      observations
    </Link>
  )
}
