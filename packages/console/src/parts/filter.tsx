import { TextInput } from '@mantine/core'
import { useRef } from 'react'
import { useKeys } from '../keys.ts'
import { useUrl } from '../url.ts'
import { Key } from './pieces.tsx'

/** The list's filter; its text is in the address, `/` reaches it, Escape leaves it. */
export function Filter({ what }: { what: string }) {
  const [{ q }, change] = useUrl()
  const input = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => input.current?.focus() })
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={`Filter ${what}`}
      placeholder={`Filter ${what}`}
      value={q ?? ''}
      onChange={(e) => change({ q: e.currentTarget.value })}
      onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
      rightSection={<Key>/</Key>}
      w={260}
    />
  )
}
