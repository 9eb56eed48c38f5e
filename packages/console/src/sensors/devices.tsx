import { Button, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type ApiError,
  queryClient,
  revokeSensorDevice,
  type SensorDevice,
  sensorDevices,
  session,
} from '../api.ts'
import { date, plural } from '../format.ts'
import { Failed } from '../parts/states.tsx'

/** Enrolled laptops: when each was last heard of, how old its key is; a lead or an administrator revokes one. */
export function Devices() {
  const devices = useQuery(sensorDevices)
  const role = useQuery(session).data?.role
  const may = role === 'lead' || role === 'administrator'
  const [asked, setAsked] = useState<string>()
  const [because, setBecause] = useState('')
  const close = () => {
    setAsked(undefined)
    setBecause('')
    revoke.reset()
  }
  const revoke = useMutation({
    mutationFn: revokeSensorDevice,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: sensorDevices.queryKey })
      close()
    },
  })
  if (devices.isError && !devices.data)
    return (
      <Failed
        error={devices.error as ApiError}
        what="enrolled laptops"
        retry={() => void devices.refetch()}
      />
    )
  return (
    <>
      <ul aria-label="Enrolled laptops">
        {(devices.data ?? []).map((d) => (
          <li key={d.device} className="row">
            <span className="mono">{d.device}</span>
            <span className="small dim">
              {d.heardAt
                ? `last heard of ${date(d.heardAt)}`
                : `enrolled ${date(d.enrolledAt)}, not heard of`}
            </span>
            <span className="small dim">{stateOf(d)}</span>
            {may && !d.revoked && (
              <Button
                className="push"
                size="compact-xs"
                variant="default"
                aria-label={`Revoke ${d.device}`}
                onClick={() => setAsked(d.device)}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Modal opened={asked !== undefined} onClose={close} title={`Revoke ${asked}`}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (asked) revoke.mutate({ device: asked, because })
          }}
        >
          <p>
            Nothing that its sensor sends from now on is taken. What came before stays. To trust it again, it
            has to be enrolled anew with a token.
          </p>
          <Textarea
            required
            autosize
            minRows={2}
            label="Why"
            description="Stands in the audit log."
            value={because}
            onChange={(event) => setBecause(event.currentTarget.value)}
          />
          {revoke.isError && (
            <Failed error={revoke.error as ApiError} what="revocation" retry={() => revoke.reset()} />
          )}
          <Button type="submit" loading={revoke.isPending} disabled={because.trim() === ''}>
            Revoke {asked}
          </Button>
        </form>
      </Modal>
    </>
  )
}

function stateOf({ state, keyAge, revoked }: SensorDevice): string {
  if (revoked) return `revoked ${date(revoked.at)}: ${revoked.because}`
  const key = `key ${plural(Math.floor(keyAge / 86_400_000), 'day')} old`
  return state === 'key-change' ? `${key}, the next one registered and not used yet` : key
}
