import { proven, type Touched, type TouchOptions } from './calls.ts'

/** Why no touch can be asked for here, in words; undefined where one can. */
export function noTouch(): string | undefined {
  if (!globalThis.isSecureContext || globalThis.PublicKeyCredential === undefined)
    return 'This browser can’t ask for a touch.'
  if (!/[a-z]/i.test(location.hostname) || location.hostname.startsWith('['))
    return 'This page was opened by an address, where no authenticator answers.'
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON !== 'function')
    return 'This browser is too old to ask for a touch.'
  return undefined
}

/**
 * Asks whatever authenticator there is for a touch, and tells the server what came of it. The time runs from the
 * call, which shows the browser's dialog, to the answer. Throws ApiError with the server's sentence.
 */
export async function askTouch(key: CryptoKeyPair, check: string, another: boolean): Promise<Touched> {
  const options = await proven<TouchOptions>(key, '/v1/presence/touch', { check, another })
  const giveUp = new AbortController()
  // Browsers may leave their dialog open past the time that was asked for.
  const timer = setTimeout(() => giveUp.abort(), options.patience + 500)
  const from = performance.now()
  let response: unknown
  try {
    const found = options.create
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.create),
          signal: giveUp.signal,
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.get!),
          signal: giveUp.signal,
        })
    response = (found as PublicKeyCredential | null)?.toJSON()
  } catch {
    response = undefined // closed, or nobody touched: the server knows how long it waited
  }
  const took = performance.now() - from
  clearTimeout(timer)
  return proven<Touched>(key, '/v1/presence/touched', { check, took: Math.min(600_000, took), response })
}
