import { detectors as builtIn, type Detector } from '@telltale/core'

/**
 * The built-in detectors and, where a folder is named, the company's own ones in it. Those named in `counted` count
 * although they are in shadow: a company switches on what is off by default. Throws where one is not there or is not off.
 */
export async function allDetectors(
  folder: string | undefined,
  counted: readonly string[] = [],
): Promise<Detector[]> {
  const all = [...builtIn]
  if (folder) {
    const { loadPrivate } = await import('./private-detectors.ts')
    all.push(...(await loadPrivate(folder)))
  }
  for (const id of counted)
    if (all.find((d) => d.id === id)?.status !== 'shadow')
      throw new Error(
        `TELLTALE_COUNTED names ${id}, which is not a detector in shadow: "npx telltale detectors" lists them.`,
      )
  return all.map((d) => (counted.includes(d.id) ? { ...d, status: 'experimental' } : d))
}
