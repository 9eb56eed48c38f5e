import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { PersonView } from '@telltale/core'
import type { ApiError } from '../api.ts'
import { Failed } from '../parts/states.tsx'
import { askForEqualCheck } from './calls.ts'
import { day } from './times.ts'

/** The check that is not about timing: for whoever wants it, and nobody is asked why. */
export function EqualCheck({ told, changed }: { told: PersonView; changed(view: PersonView): void }) {
  const ask = useMutation({ mutationFn: askForEqualCheck, onSuccess: changed })
  return (
    <section className="card stack tight" aria-label="Another check">
      <h2>Another check, not about timing</h2>
      {told.accommodation ? (
        <p className="dim">
          You asked for it on {day(told.accommodation.at)}. {told.company} will get in touch. Timing by itself
          is no ground to decide against you meanwhile.
        </p>
      ) : (
        <>
          <p className="dim">
            If findings rest on how quickly somebody types or answers a screen, you can ask for an equal check
            that does not, such as a call on which a colleague sees the laptop. You need no reason, and nobody
            asks for one.
          </p>
          {ask.error && <Failed error={ask.error as ApiError} what="not asked" />}
          <p>
            <Button variant="default" onClick={() => ask.mutate()} disabled={ask.isPending}>
              {ask.isPending ? 'Asking…' : 'Ask for it'}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}
