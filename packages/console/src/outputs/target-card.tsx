import { Button, Switch } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ApiError, queryClient } from '../api.ts'
import { date } from '../format.ts'
import { kinds, outputs, replayOutput, type ShownTarget, standing, testOutput } from './calls.ts'

/** One system that is told: how delivery stands, and a test. */
export function TargetCard({
  target,
  mine,
  change,
  remove,
}: {
  target: ShownTarget
  /** Whether this role may change it. */
  mine: boolean
  change(over: { on?: boolean; sealed?: boolean; simulated?: boolean }): void
  remove(): void
}) {
  const test = useMutation({ mutationFn: () => testOutput(target.id) })
  const replay = useMutation({
    mutationFn: () => replayOutput(target.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: outputs.queryKey }),
  })
  const words = standing(target)
  const format = 'format' in target ? ` · ${target.format.toUpperCase()}` : ''
  const failed = (test.error ?? replay.error) as ApiError | null
  return (
    <section className="card" aria-label={target.name}>
      <header className="card-head">
        <h2>{target.name}</h2>
        <span className="small dim">
          {kinds[target.is]}
          {format} <span className="mono">{target.id}</span>
        </span>
        <Switch
          className="push"
          checked={target.on}
          disabled={!mine}
          label={target.on ? 'on' : 'off'}
          aria-label={`Tell ${target.name}`}
          onChange={() => change({ on: !target.on })}
        />
      </header>
      <p>
        {target.state.lastSuccess
          ? `Last delivered ${date(target.state.lastSuccess)}.`
          : 'Nothing delivered yet.'}{' '}
        {words.length > 0 && <b>{words.join('; ')}.</b>}
      </p>
      <p className="small dim">Is told: {target.tells.join(', ').replaceAll('-', ' ')}.</p>
      <div className="row wrap">
        <Switch
          size="xs"
          checked={target.sealed}
          disabled={!mine}
          label="sealed cases too"
          onChange={() => change({ sealed: !target.sealed })}
        />
        <Switch
          size="xs"
          checked={target.simulated}
          disabled={!mine}
          label="the demo company too"
          onChange={() => change({ simulated: !target.simulated })}
        />
        <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          Send a test
        </Button>
        {target.state.dead > 0 && (
          <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
            Send again what was given up on
          </Button>
        )}
        {mine && (
          <Button size="xs" variant="subtle" color="gray" onClick={remove}>
            Remove
          </Button>
        )}
      </div>
      <p role="status">
        {test.data &&
          (test.data.delivered ? 'The test arrived.' : `The test did not arrive: ${test.data.because}.`)}
        {failed?.message}
      </p>
    </section>
  )
}
