import { Button, Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type ApiError, queryClient, session } from '../api.ts'
import { outputs, type SetTarget, setOutputs, settable } from '../outputs/calls.ts'
import { StixCard } from '../outputs/stix-card.tsx'
import { TargetCard } from '../outputs/target-card.tsx'
import { TargetForm } from '../outputs/target-form.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/** Systems that are told what was found and what people decided. */
export default function Outputs() {
  const view = useQuery(outputs)
  const role = useQuery(session).data?.role
  const mine = role === 'lead' || role === 'administrator'
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<Record<string, string>>()
  const change = useMutation({
    mutationFn: (targets: readonly SetTarget[]) => setOutputs(view.data!, targets),
    onSuccess: (reply) => {
      queryClient.setQueryData(outputs.queryKey, reply.outputs)
      setAdding(false)
      if (Object.keys(reply.made).length > 0) setMade(reply.made)
    },
  })
  const targets = view.data?.targets ?? []
  const settables = targets.map(settable)
  return (
    <Page
      crumbs={
        <>
          <Link to="/settings">Settings</Link>
          <span className="faint">/</span>
          <span>Outputs</span>
        </>
      }
    >
      <div className="stack">
        <header className="row">
          <h1>Outputs</h1>
          <span className="small dim">nobody is told anything until you add a system here</span>
          {mine && (
            <Button className="push" size="xs" onClick={() => setAdding(true)}>
              Tell another system
            </Button>
          )}
        </header>
        {view.isPending && <Loading what="the outputs" rows={3} />}
        {view.isError && !view.data && (
          <Failed error={view.error as ApiError} what="outputs" retry={() => void view.refetch()} />
        )}
        {change.isError && (
          <Failed error={change.error as ApiError} what="change" retry={() => change.reset()} />
        )}
        {view.data && targets.length === 0 && (
          <p className="dim">
            A SIEM by syslog or webhook (CEF, OCSF, ECS), a channel of Slack or Teams, or a program of your
            own.
          </p>
        )}
        {targets.map((target) => (
          <TargetCard
            key={target.id}
            target={target}
            mine={mine}
            change={(over) =>
              change.mutate(settables.map((t) => (t.id === target.id ? { ...t, ...over } : t)))
            }
            remove={() => change.mutate(settables.filter((t) => t.id !== target.id))}
          />
        ))}
        {view.data && <StixCard stix={view.data.stix} counsel={role === 'counsel'} />}
      </div>
      {adding && (
        <TargetForm
          busy={change.isPending}
          close={() => setAdding(false)}
          add={(target) => change.mutate([...settables, target])}
        />
      )}
      <Modal opened={made !== undefined} onClose={() => setMade(undefined)} title="The signing secret">
        <p>The receiver checks signatures with it. It is shown this once.</p>
        {Object.entries(made ?? {}).map(([id, secret]) => (
          <pre key={id} className="mono snippet">
            {secret}
          </pre>
        ))}
      </Modal>
    </Page>
  )
}
