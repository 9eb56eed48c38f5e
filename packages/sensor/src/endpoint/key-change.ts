import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Post } from './http.ts'
import { type Identity, newKey, nextKeyIn, writePrivate } from './identity.ts'

/**
 * Gives the machine another key: made here, signed for by the one it has, and in its place once the collector has
 * registered it. The collector takes both until the new one has signed something, so that wherever this is broken off the
 * machine still has a key that is good; called again, it goes on with the same one. Batches that wait are signed as they
 * are sent, and numbers go on.
 *
 * @returns the collector's answer: 201 where the new key is in place, else nothing has changed
 */
export async function changeKey({ home, device, key }: Identity, post: Post): Promise<Answer> {
  const path = nextKeyIn(home)
  // On the disk before anybody is told of it: what was registered is never lost.
  if (!readable(path)) writePrivate(path, newKey().privateKey, { flush: true })
  const next = createPrivateKey(readFileSync(path, 'utf8'))
  const [from, publicKey] = [publicOf(key), publicOf(next)]
  const bytes = Buffer.from(`telltale: key change\n${device}\n${from}\n${publicKey}\n`)
  const body = {
    publicKey,
    signature: sign(null, bytes, key).toString('base64'),
    proof: sign(null, bytes, next).toString('base64'),
  }
  const answer = await post(
    `/v1/sensor/devices/${encodeURIComponent(device)}/key`,
    Buffer.from(JSON.stringify(body)),
    { 'content-type': 'application/json' },
  )
  if (answer.status === 201) renameSync(path, join(home, 'key.pem'))
  return answer
}

function publicOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

/** A file that a crash left half written was told to nobody. */
function readable(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    createPrivateKey(readFileSync(path, 'utf8'))
    return true
  } catch {
    return false
  }
}
