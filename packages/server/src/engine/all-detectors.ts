import { detectors as builtIn, type Detector } from '@telltale/core'

/** The built-in detectors and, where a folder is named, the company's own ones in it. */
export async function allDetectors(folder: string | undefined): Promise<Detector[]> {
  if (!folder) return [...builtIn]
  const { loadPrivate } = await import('./private-detectors.ts')
  return [...builtIn, ...(await loadPrivate(folder))]
}
