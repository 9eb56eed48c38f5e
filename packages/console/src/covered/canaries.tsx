import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type CanaryView, type Scheme, schemes } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { date, idOf, schemeNames } from '../format.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { daysWords, middleWords } from '../trends/decided-words.ts'
import { Interval } from '../trends/precision.tsx'
import { useMe } from '../work/me.ts'
import { addCanary, canaries, endCanary } from './calls.ts'

/** Planted cases: known to a lead, counsel and an auditor; to whoever looks for them once they have ended. */
export function Canaries() {
  const { data, error, isPending, isError, refetch } = useQuery(canaries)
  const { role } = useMe()
  const [adding, setAdding] = useState(false)
  const end = useMutation({
    mutationFn: endCanary,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['canaries'] }),
  })
  if (isPending) return <Loading what="the canaries" />
  if (isError) return <Failed error={error as ApiError} what="canaries" retry={() => void refetch()} />
  const { recall, time } = data
  return (
    <section className="card">
      <header className="card-head">
        <h2>Canaries</h2>
        <span className="small dim">
          known cases that were planted; never a real person, counted in no other figure
        </span>
        {role === 'lead' && (
          <Button size="compact-sm" variant="default" className="push" onClick={() => setAdding(true)}>
            Register
          </Button>
        )}
      </header>
      {recall.of > 0 && (
        <div className="row middle" style={{ maxWidth: 420 }}>
          <span className="small nowrap">
            found {recall.found} of {recall.of}
          </span>
          <span style={{ flex: 1 }}>
            <Interval low={recall.low} high={recall.high} at={recall.found / recall.of} />
          </span>
          {time && (
            <span className="small dim nowrap">
              in {daysWords(time.median)}, {middleWords(time)}
            </span>
          )}
        </div>
      )}
      <p className="small dim">
        {data.canaries.length === 0 && role === 'analyst'
          ? 'None has ended: what is planted now is not shown here.'
          : data.says}
      </p>
      {end.error && <Failed error={end.error as ApiError} what="not ended" />}
      {data.canaries.length > 0 && (
        <table className="data dense">
          <tbody>
            {data.canaries.map((c) => (
              <tr key={c.id}>
                <td className="mono">{c.id}</td>
                <td>
                  <span className="mono">{idOf(c.subject)}</span>{' '}
                  <span className="dim">{schemeNames[c.scheme]}</span>
                  <span className="small faint"> {c.what}</span>
                </td>
                <td className="nowrap dim">planted {date(c.plantedAt)}</td>
                <td className="nowrap">{came(c)}</td>
                <td className="right">
                  {role === 'lead' && c.endedAt === undefined && (
                    <button
                      type="button"
                      className="plain-button"
                      disabled={end.isPending}
                      onClick={() => end.mutate(c.id)}
                    >
                      End
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {adding && <Register close={() => setAdding(false)} />}
    </section>
  )
}

function came(c: CanaryView): string {
  if (c.found) return `found after ${daysWords(Math.max(0, c.found.at - c.plantedAt))} (${c.found.as})`
  if (!c.arrived) return 'no row yet'
  return c.endedAt === undefined ? 'not found so far' : 'missed'
}

function Register({ close }: { close: () => void }) {
  const [draft, setDraft] = useState<{ id: string; subject: string; scheme: Scheme; what: string }>({
    ...{ id: '', subject: 'person:', scheme: 'hands-elsewhere', what: '' },
  })
  const add = useMutation({
    mutationFn: addCanary,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['canaries'] })
      close()
    },
  })
  const text = (key: 'id' | 'subject' | 'what', label: string, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      value={draft[key]}
      onChange={(e) => setDraft({ ...draft, [key]: e.target.value })}
    />
  )
  return (
    <Modal opened onClose={close} title="Register a canary" size="sm">
      <div className="stack">
        {text('id', 'What it is called')}
        {text(
          'subject',
          'Under whose id it comes in',
          'person:… or application:…, an id that nobody has; before its first row',
        )}
        <Select
          label="What it is"
          value={draft.scheme}
          data={schemes.map((s) => ({ value: s, label: schemeNames[s] }))}
          allowDeselect={false}
          onChange={(v) => v && setDraft({ ...draft, scheme: v as Scheme })}
        />
        {text('what', 'What is planted', 'which device, driven from where; which application')}
        {add.error && <Failed error={add.error as ApiError} what="not registered" />}
        <div className="row middle">
          <Button
            className="push"
            disabled={!draft.id || !draft.what || add.isPending}
            onClick={() => add.mutate(draft)}
          >
            Register
          </Button>
        </div>
      </div>
    </Modal>
  )
}
