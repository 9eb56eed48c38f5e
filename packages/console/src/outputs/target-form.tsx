import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import type { OutputTarget } from '@telltale/core'
import { useState } from 'react'
import { kinds, newTarget, type SetTarget } from './calls.ts'

const where: Record<OutputTarget['is'], string> = {
  webhook: 'Address, beginning with https://',
  slack: 'The channel’s webhook address (kept as a secret)',
  teams: 'The channel’s webhook address (kept as a secret)',
  syslog: 'Host and port, such as siem.example:6514',
}
const formats: Partial<Record<OutputTarget['is'], string[]>> = {
  webhook: ['telltale', 'ocsf', 'ecs'],
  syslog: ['cef', 'ocsf', 'ecs'],
}

/** One more system to tell. */
export function TargetForm({
  add,
  close,
  busy,
}: {
  add(target: SetTarget): void
  close(): void
  busy: boolean
}) {
  const [is, setIs] = useState<OutputTarget['is']>('webhook')
  const [form, setForm] = useState({ id: '', name: '', where: '', format: 'telltale', ca: '' })
  const [problem, setProblem] = useState<string>()
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (e: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: e.currentTarget.value }),
  })
  return (
    <Modal opened onClose={close} title="Tell another system">
      <form
        className="stack"
        onSubmit={(e) => {
          e.preventDefault()
          const target = newTarget(is, form)
          if (typeof target === 'string') setProblem(target)
          else add(target)
        }}
      >
        <Select
          label="What it is"
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          value={is}
          allowDeselect={false}
          onChange={(value) => {
            const kind = value as OutputTarget['is']
            setIs(kind)
            setForm({ ...form, format: formats[kind]?.[0] ?? '' })
          }}
        />
        <TextInput label="Name" required {...field('name')} />
        <TextInput
          label="Id"
          description="Lower-case letters, digits and dashes; permanent"
          pattern="[a-z0-9][a-z0-9\-]*"
          required
          {...field('id')}
        />
        <TextInput label={where[is]} required {...field('where')} />
        {formats[is] && (
          <Select
            label="Format"
            data={formats[is].map((f) => ({
              value: f,
              label: f === 'telltale' ? 'Telltale’s own' : f.toUpperCase(),
            }))}
            value={form.format}
            allowDeselect={false}
            onChange={(value) => setForm({ ...form, format: value ?? '' })}
          />
        )}
        {is === 'syslog' && (
          <Textarea
            label="Certificate authority (PEM), where it is the company’s own"
            autosize
            minRows={2}
            maxRows={6}
            {...field('ca')}
          />
        )}
        {problem && <p role="alert">{problem}</p>}
        <Button type="submit" loading={busy}>
          Add
        </Button>
      </form>
    </Modal>
  )
}
