import { expect, it } from 'vitest'
import { allDetectors } from './all-detectors.ts'

it('leaves author change off, and lets a company switch it on', async () => {
  const statusOf = async (counted: string[]) =>
    (await allDetectors(undefined, counted)).find((d) => d.id === 'identity/author-change')!.status
  expect(await statusOf([])).toBe('shadow')
  expect(await statusOf(['identity/author-change'])).toBe('experimental')
})

it.each(['identity/nothing', 'identity/shared-contact'])('says that %s can’t be switched on', async (id) => {
  await expect(allDetectors(undefined, [id])).rejects.toThrow(`TELLTALE_COUNTED names ${id}`)
})
