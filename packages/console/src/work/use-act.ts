import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../api.ts'
import { act, type Doing } from './calls.ts'

/** Acts on one case. `busy` until the server has answered and the case has been read anew. */
export function useAct(id: string, done?: () => void) {
  const mutation = useMutation({ mutationFn: (doing: Doing) => act(id, doing), onSuccess: done })
  return {
    does: (doing: Doing) => mutation.mutate(doing),
    busy: mutation.isPending,
    /** What is being done, while it is. */
    doing: mutation.isPending ? mutation.variables : undefined,
    error: mutation.error as ApiError | null,
    forget: () => mutation.reset(),
  }
}

/** Which dialog is open, if one is. */
export function useOpen<T extends string>(): [T | undefined, (what?: T) => void] {
  const [open, set] = useState<T>()
  return [open, set]
}
