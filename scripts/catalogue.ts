/** The detector catalogue, one page per detector, written from what the detectors say of themselves. */
export function catalogue(): Map<string, string> {
  return new Map()
}
