import type { Evidence } from '@telltale/core'
import { describe, expect, it } from 'vitest'
import { toRead } from './unread.ts'

const found = (id: string, detector: string, to: number) => ({ id, detector, to }) as Evidence
const line = (what: string) => ({ what, says: `says ${what}` })

describe('what has to be read', () => {
  it('is one line for all windows of a detector, in its newest words', () => {
    const evidence = [
      found('a', 'network/relay', 1),
      found('b', 'network/relay', 3),
      found('c', 'network/relay', 2),
    ]
    expect(toRead(['a', 'b', 'c'].map(line), evidence)).toEqual([
      { whats: ['a', 'b', 'c'], says: 'says b (3 windows)' },
    ])
  })
  it('keeps replies, and evidence that is not on the page, apart', () => {
    const evidence = [found('a', 'network/relay', 1)]
    expect(toRead([line('a'), line('reply-1'), line('reply-2')], evidence).map((r) => r.whats)).toEqual([
      ['a'],
      ['reply-1'],
      ['reply-2'],
    ])
  })
})
