import { Drawer } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useUrl } from '../url.ts'

const Observations = lazy(() => import('./observations.tsx'))

/**
 * The raw data behind the finding that the address names, beside whatever page is open; Escape closes it. Always
 * mounted, so that focus goes back to the link that opened it.
 */
export function ObservationsPanel() {
  const [{ rows }, change] = useUrl()
  const [shown, show] = useState(rows)
  if (rows && rows !== shown) show(rows)
  return (
    <Drawer
      opened={rows !== undefined}
      onClose={() => change({ rows: undefined })}
      position="right"
      size={760}
      title="Observations behind this finding"
      closeButtonProps={{ 'aria-label': 'Close the observations' }}
      transitionProps={{ duration: 120 }}
    >
      {shown && (
        <Suspense>
          <Observations key={shown} id={shown} />
        </Suspense>
      )}
    </Drawer>
  )
}
