import { ApiError } from '../api.ts'
import { send } from './calls.ts'

interface Ceremony<T> {
  ceremony: string
  options: T
}

/** Why no passkey can be used on this page, in words; undefined where one can. */
export function noPasskey(): string | undefined {
  if (!globalThis.isSecureContext || globalThis.PublicKeyCredential === undefined)
    return 'Passkeys need a page that is opened over TLS, or on this machine.'
  if (!/[a-z]/i.test(location.hostname) || location.hostname.startsWith('['))
    return `Passkeys belong to a name, and this page was opened by an address: open ${location.origin.replace(location.hostname, 'localhost')}.`
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON !== 'function')
    return 'This browser is too old for passkeys.'
  return undefined
}

/** Makes a passkey: `options` is asked for what to make, `keep` is told what was made. Throws ApiError. */
export async function makePasskey(options: string, keep: string, more: object): Promise<void> {
  const asked = await send<Ceremony<PublicKeyCredentialCreationOptionsJSON>>('POST', options, more)
  const made = await dialog(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.options),
    }),
  )
  await send('POST', keep, { ...more, ceremony: asked.ceremony, response: made })
}

/** Signs in with a passkey that the browser offers. Throws ApiError. */
export async function signInByPasskey(): Promise<void> {
  const asked = await send<Ceremony<PublicKeyCredentialRequestOptionsJSON>>(
    'POST',
    '/v1/session/passkey/options',
    {},
  )
  const response = await dialog(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.options) }),
  )
  await send('POST', '/v1/session/passkey', { ceremony: asked.ceremony, response })
}

async function dialog(open: () => Promise<Credential | null>): Promise<unknown> {
  try {
    return ((await open()) as PublicKeyCredential | null)?.toJSON()
  } catch {
    throw new ApiError(
      0,
      'No passkey was used',
      'The browser’s dialog was closed, or it has no passkey for this page.',
    )
  }
}
