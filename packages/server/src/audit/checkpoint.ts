import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Millis } from '@telltale/core'
import type { Head } from './chain.ts'

/** The chain's head at one time, signed: kept elsewhere, it shows that nothing before it was cut off or rewritten. */
export interface Checkpoint extends Head {
  at: Millis
  /** Fingerprint of the public key. */
  key: string
  /** Ed25519 (RFC 8032), base64url. */
  signature: string
}

/** What signs checkpoints. `publicKey` is SPKI in base64url. */
export interface Signer {
  publicKey: string
  sign(head: Head, at: Millis): Checkpoint
}

/** A new private key (PKCS 8 in base64url), as the key file keeps it. */
export function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url')
}

/** Throws where the text is no Ed25519 key. */
export function signer(key: string): Signer {
  const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'pkcs8' })
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the audit key is no Ed25519 key')
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64url')
  return {
    publicKey,
    sign({ seq, hash }, at) {
      const signature = sign(null, signed({ seq, hash, at }), privateKey).toString('base64url')
      return { seq, hash, at, key: fingerprint(publicKey), signature }
    },
  }
}

/** Names a public key: the first 16 bytes of its SHA-256, as hex. */
export function fingerprint(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32)
}

/** Whether the holder of the key signed exactly this. */
export function isSigned({ signature, ...what }: Checkpoint, publicKey: string): boolean {
  try {
    const key: KeyObject = createPublicKey({
      key: Buffer.from(publicKey, 'base64url'),
      ...{ format: 'der', type: 'spki' },
    })
    const given = Buffer.from(signature, 'base64url')
    return what.key === fingerprint(publicKey) && verify(null, signed(what), key, given)
  } catch {
    return false // no key, or no signature
  }
}

function signed({ seq, hash, at }: Head & { at: Millis }): Buffer {
  return Buffer.from(`telltale-checkpoint/1\n${seq}\n${hash}\n${at}`)
}
