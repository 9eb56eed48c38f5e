import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { date } from '../format.ts'
import { Table } from '../parts/pieces.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { policies, putPolicy, removePolicy } from './api.ts'

const fresh = { entity: '', place: '', kinds: [] as string[], because: '', acknowledgedBy: '' }

const again = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: policies.queryKey }),
    queryClient.invalidateQueries({ queryKey: ['privacy-notice'] }),
  ])

/** Where timing may be collected: nowhere until somebody says so. */
export function Policies({ may }: { may: boolean }) {
  const found = useQuery(policies)
  const [next, setNext] = useState<typeof fresh>()
  const put = useMutation({
    mutationFn: putPolicy,
    onSuccess: () => {
      setNext(undefined)
      void again()
    },
  })
  const remove = useMutation({ mutationFn: removePolicy, onSuccess: () => void again() })
  const complete = next?.entity && next.place && next.because && next.acknowledgedBy
  return (
    <section className="card">
      <header className="card-head">
        <h2>Timing policies</h2>
        {may && (
          <Button className="push" size="compact-sm" variant="default" onClick={() => setNext(fresh)}>
            Add a policy
          </Button>
        )}
      </header>
      <p className="small dim">
        Of each person only what the policies for their employer and every plausible place of work allow is
        kept; the strictest counts.
      </p>
      {found.isPending && <Loading what="the policies" rows={2} />}
      {found.isError && (
        <Failed error={found.error as ApiError} what="policies" retry={() => void found.refetch()} />
      )}
      {remove.isError && (
        <Failed error={remove.error as ApiError} what="change" retry={() => remove.reset()} />
      )}
      {found.data?.policies.length === 0 && <p>There is none: nobody’s timing is kept.</p>}
      {found.data && found.data.policies.length > 0 && (
        <div style={{ overflowX: 'auto' }}>
          <Table
            columns={['employer', 'place', 'collected', 'because', 'acknowledged by', 'since', '']}
            rows={found.data.policies.map((p) => [
              p.entity === '*' ? 'every one' : p.entity,
              p.place === '*' ? 'everywhere' : p.place,
              p.kinds.join(', ') || 'nothing',
              p.because,
              p.acknowledgedBy,
              date(p.setAt),
              may ? (
                <Button
                  key="remove"
                  size="compact-xs"
                  variant="subtle"
                  loading={
                    remove.isPending &&
                    remove.variables?.entity === p.entity &&
                    remove.variables.place === p.place
                  }
                  onClick={() => remove.mutate(p)}
                >
                  Take away
                </Button>
              ) : (
                ''
              ),
            ])}
          />
        </div>
      )}
      <Modal opened={next !== undefined} onClose={() => setNext(undefined)} title="A timing policy">
        {next && (
          <div className="stack">
            <TextInput
              label="Employer, as HR writes it; * for every one"
              value={next.entity}
              onChange={(e) => setNext({ ...next, entity: e.currentTarget.value })}
            />
            <TextInput
              label="Place: DE, US/CA, or * for everywhere"
              value={next.place}
              onChange={(e) => setNext({ ...next, place: e.currentTarget.value })}
            />
            <fieldset className="row" style={{ flexWrap: 'wrap', border: 0, padding: 0, margin: 0 }}>
              <legend>May be collected; nothing ticked forbids</legend>
              {(found.data?.kinds ?? []).map((kind) => (
                <label key={kind}>
                  <input
                    type="checkbox"
                    checked={next.kinds.includes(kind)}
                    onChange={(e) =>
                      setNext({
                        ...next,
                        kinds: e.currentTarget.checked
                          ? [...next.kinds, kind]
                          : next.kinds.filter((k) => k !== kind),
                      })
                    }
                  />{' '}
                  {kind}
                </label>
              ))}
            </fieldset>
            <TextInput
              label="Why it is needed and allowed there"
              value={next.because}
              onChange={(e) => setNext({ ...next, because: e.currentTarget.value })}
            />
            <TextInput
              label="Who acknowledged it: a person with their office, or an agreement"
              value={next.acknowledgedBy}
              onChange={(e) => setNext({ ...next, acknowledgedBy: e.currentTarget.value })}
            />
            {put.isError && <Failed error={put.error as ApiError} what="change" retry={() => put.reset()} />}
            <Button disabled={!complete} loading={put.isPending} onClick={() => put.mutate(next)}>
              Set, and enter it in the audit log
            </Button>
          </div>
        )}
      </Modal>
    </section>
  )
}
