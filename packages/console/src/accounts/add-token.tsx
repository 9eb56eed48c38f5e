import { Button, Modal, MultiSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { type Adding, again } from './adding.ts'
import { send } from './calls.ts'

/** Makes a token for a program, and tells it once. */
export function AddToken({ opened, close, told }: Adding) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['ingest'])
  const [days, setDays] = useState('90')
  const add = useMutation({
    mutationFn: () => send<{ token: string }>('POST', '/v1/tokens', { name, scopes, days: Number(days) }),
    onSuccess: async ({ token }) => {
      close()
      told({
        title: `Token ${name}`,
        says: 'It is shown this once, and only its digest is kept.',
        value: token,
      })
      await again()
    },
  })
  return (
    <Modal opened={opened} onClose={close} title="Make a token">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <TextInput
          label="What it is for"
          placeholder="hr-export"
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          required
          data-autofocus
        />
        <MultiSelect
          label="It may"
          data={['ingest', 'read', 'export', 'configure']}
          value={scopes}
          onChange={setScopes}
        />
        <TextInput label="Good for days" value={days} onChange={(e) => setDays(e.currentTarget.value)} />
        {add.error && (
          <p className="accuses" role="alert">
            {(add.error as ApiError).message}
          </p>
        )}
        <Button type="submit" loading={add.isPending} disabled={scopes.length === 0}>
          Make it
        </Button>
      </form>
    </Modal>
  )
}
