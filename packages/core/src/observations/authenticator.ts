import { phone } from './normalise.ts'

/**
 * The id of one authenticator as a sign-in log gives it: an Okta or Entra device, a Duo device's key, a token's serial, a
 * phone's number. Undefined for what names a way of signing in ("Push", "Okta Verify") or a model: a passkey's AAGUID is
 * shared by millions (WebAuthn Level 3, 6.5.1), and a log that writes it would tie strangers.
 */
export function oneAuthenticator(
  written: string | undefined,
  factor: string | undefined,
): string | undefined {
  const value = (written ?? '').trim()
  if (/^\+?[\d\s().-]{10,20}$/.test(value)) return phone(value)?.value
  if (value.length < 6 || /\s/.test(value) || !/\d/.test(value) || model.test(value)) return undefined
  if (/^aaguid/i.test(value) || aaguids.has(value.toLowerCase())) return undefined
  if (uuid.test(value) && /web ?authn|passkey|fido|security ?key|u2f/i.test(factor ?? '')) return undefined
  return /^[0-]*$|^(.)\1+$|^0*123456/.test(value) ? undefined : value
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Models, ways and versions with a digit in them. */
const model =
  /^(?:i(?:phone|pad|os|pod)|pixel|galaxy|sm-|android|windows|macos|macbook|yubikey|fido2?|u2f|webauthn|totp|hotp|sha|rsa|chrome|edge|safari|firefox)[\w.,-]{0,12}$/i

/** Models that logs name most often, by the makers' own published metadata. Other models are caught by the factor. */
const aaguids = new Set([
  'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', // Google Password Manager
  'fbfc3007-154e-4ecc-8c0b-6e020557d7bd', // iCloud Keychain
  'bada5566-a7aa-401f-bd96-45619a55120d', // 1Password
  'd548826e-79b4-db40-a3d8-11116f7e8349', // Bitwarden
  '08987058-cadc-4b81-b6e1-30de50dcbe96', // Windows Hello
  '9ddd1817-af5a-4672-a2b9-3e3dd95000a9', // Windows Hello
  '6028b017-b1d4-4c02-b4b3-afcdafc96bb2', // Windows Hello
  'adce0002-35bc-c60a-648b-0b25f1f05503', // Chrome on a Mac
  'cb69481e-8ff7-4039-93ec-0a2729a154a8', // YubiKey 5
  'ee882879-721c-4913-9775-3dfcce97072a', // YubiKey 5
  '2fc0579f-8113-47ea-b116-bb5a8db9202a', // YubiKey 5 with NFC
  'fa2b99dc-9e39-4257-8f92-4a30d23c4118', // YubiKey 5 with NFC
])
