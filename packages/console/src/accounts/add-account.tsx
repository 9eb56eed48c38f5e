import { Button, Modal, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type Role, roles } from '@telltale/core'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { type Adding, again, invitationSays, titleOf } from './adding.ts'
import { send } from './calls.ts'

/** Adds an account, and tells its invitation once. */
export function AddAccount({ opened, close, told }: Adding) {
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('analyst')
  const [requisitions, setRequisitions] = useState('')
  const own = requisitions.split(',').map((r) => r.trim()).filter(Boolean) // biome-ignore format: one thought
  const add = useMutation({
    mutationFn: () =>
      send<{ link: string }>('POST', '/v1/accounts', {
        ...{ id, name, role },
        ...(email && { email }),
        ...(role === 'recruiter' && own.length > 0 && { requisitions: own }),
      }),
    onSuccess: async ({ link }) => {
      close()
      told({ title: `Invitation for ${name}`, says: invitationSays, value: link })
      await again()
    },
  })
  return (
    <Modal opened={opened} onClose={close} title="Add an account">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <TextInput
          label="Name"
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          required
          data-autofocus
        />
        <TextInput
          label="Account"
          description="small letters, digits, . _ -; what the audit log calls them"
          placeholder="m.alder"
          value={id}
          onChange={(e) => setId(e.currentTarget.value)}
          required
        />
        <TextInput
          label="Mail address"
          description="an identity provider is matched by it"
          type="email"
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
        />
        <Select
          label="Role"
          data={roles.map((r) => ({ value: r, label: titleOf(r) }))}
          value={role}
          allowDeselect={false}
          onChange={(r) => r && setRole(r as Role)}
        />
        {role === 'recruiter' && (
          <TextInput
            label="Own requisitions"
            description="separated by commas; every one where none is named"
            value={requisitions}
            onChange={(e) => setRequisitions(e.currentTarget.value)}
          />
        )}
        {add.error && (
          <p className="accuses" role="alert">
            {(add.error as ApiError).message}
          </p>
        )}
        <Button type="submit" loading={add.isPending}>
          Add and invite
        </Button>
      </form>
    </Modal>
  )
}
