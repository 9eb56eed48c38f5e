import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import type { Store } from '../store/store.ts'

export const deviceId = z.string().regex(/^[\w.@-]{1,100}$/, 'expected 1 to 100 letters, digits or . @ - _')

/** What contradicts itself in what a laptop sends. */
export interface Doubts {
  /** Told to the engine: accidents happen, so a detector weighs it, not ingest. */
  integrity(device: string, problem: string, detail: string): Promise<unknown>
  /** Shown in quarantine. */
  setAside(device: string, reason: string): Promise<unknown>
}

/** What is kept of an enrolled device. */
export interface Enrolled {
  /** The key that is good: Ed25519, SubjectPublicKeyInfo, DER in base64 (RFC 8410). */
  publicKey: string
  enrolledAt: number
  /** When that key was registered; absent where the device enrolled with it. */
  keySince?: number
  /** A key that was registered and signed nothing yet: until it does, the one before is good as well. */
  next?: { publicKey: string; at: number }
  /** Digests of keys that are no longer good, the newest last: none of them comes back. */
  past?: string[]
  revoked?: { at: number; by: string; because: string }
  /** The newest batch: its number, and a digest of its bytes. Numbers go on when the key changes. */
  sequence: number
  digest: string
  heardAt?: number
}

const prefix = 'sensor-device:'
/** Keys that are remembered so that they don't come back: a century of changing it every year. */
const pastKept = 100

/** The enrolled devices, each changed by one request at a time. */
export interface Devices {
  of(device: string): Promise<Enrolled | undefined>
  put(device: string, enrolled: Enrolled): Promise<void>
  all(): Promise<{ device: string; enrolled: Enrolled }[]>
  /** Numbers and keys are compared with what the request before has left. */
  inTurn<T>(device: string, work: () => Promise<T>): Promise<T>
  /** Told of a device that was revoked, so that its open sockets end at once. */
  onRevoked(tell: (device: string) => void): () => void
  revoked(device: string): void
}

export function enrolledDevices(store: Store): Devices {
  const turn = new Map<string, Promise<unknown>>()
  const listeners = new Set<(device: string) => void>()
  return {
    of: async (device) => (await store.setting(`${prefix}${device}`)) as Enrolled | undefined,
    put: (device, enrolled) => store.putSetting(`${prefix}${device}`, enrolled),
    all: async () =>
      [...(await store.settings(prefix))].map(([name, value]) => ({
        device: name.slice(prefix.length),
        enrolled: value as Enrolled,
      })),
    inTurn<T>(device: string, work: () => Promise<T>): Promise<T> {
      const mine = (turn.get(device) ?? Promise.resolve()).then(work, work)
      turn.set(device, mine)
      const done = () => {
        if (turn.get(device) === mine) turn.delete(device)
      }
      mine.then(done, done)
      return mine
    },
    onRevoked(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    revoked(device) {
      for (const tell of listeners) tell(device)
    },
  }
}

/** The signed bytes of a batch: device, number, and the body as it was sent. */
export function signed(device: string, sequence: number, body: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${device}\n${sequence}\n`), Buffer.from(body)])
}

/**
 * The bytes that both keys sign where one follows the other. The first line can't be a device's name, so that no batch is
 * taken for it; both keys stand in it, so that it does nothing once the old one is no longer good.
 */
export function signedChange(device: string, from: string, to: string): Buffer {
  return Buffer.from(`telltale: key change\n${device}\n${from}\n${to}\n`)
}

/** The key as Node reads it; undefined where it is not Ed25519, SPKI DER in base64. */
export function ed25519(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** Whether the key signed these bytes. `signature` is base64; anything else did not. */
export function signatureHolds(publicKey: string, bytes: Buffer, signature: unknown): boolean {
  const key = ed25519(publicKey)
  if (!key || typeof signature !== 'string') return false
  try {
    return verify(null, bytes, key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

/**
 * The device as it is once a signature was checked: where its new key made it, that is the only good one from now on.
 * Undefined where no good key did. To be put before anything else is done on the strength of it.
 */
export function signedBy(known: Enrolled, holds: (publicKey: string) => boolean): Enrolled | undefined {
  if (holds(known.publicKey)) return known
  if (!known.next || !holds(known.next.publicKey)) return undefined
  const { next, ...rest } = known
  return { ...rest, publicKey: next.publicKey, keySince: next.at, past: pastOf(rest) }
}

/** What is remembered of the keys of a device that are given up: the one it has, and one that was to follow. */
export function pastOf({ past = [], publicKey, next }: Enrolled): string[] {
  return [...past, keyDigest(publicKey), ...(next ? [keyDigest(next.publicKey)] : [])].slice(-pastKept)
}

/** Names a key where people read it, and remembers one that is no longer good. */
export function keyDigest(publicKey: string): string {
  return hash('sha256', Buffer.from(publicKey, 'base64'), 'base64url').slice(0, 22)
}
