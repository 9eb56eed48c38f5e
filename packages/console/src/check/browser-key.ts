/**
 * A key that this browser makes for one check and cannot give away (Web Crypto: not extractable). It proves that
 * later calls come from the browser that opened the link; it is thrown away when the check is over.
 */
const database = 'telltale-check'
const store = 'keys'
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

export function canProve(): boolean {
  return globalThis.isSecureContext && crypto.subtle !== undefined
}

export async function newKey(): Promise<{ pair: CryptoKeyPair; publicKey: string }> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey)
  return { pair, publicKey: btoa(String.fromCharCode(...new Uint8Array(spki))) }
}

export async function keepKey(check: string, pair: CryptoKeyPair): Promise<void> {
  await inStore('readwrite', (keys) => keys.put(pair, check))
}

export function keptKey(check: string): Promise<CryptoKeyPair | undefined> {
  return inStore<CryptoKeyPair | undefined>('readonly', (keys) => keys.get(check))
}

export async function dropKey(check: string): Promise<void> {
  await inStore('readwrite', (keys) => keys.delete(check))
}

/** Over where it sends and what, as the server checks it: base64url. */
export async function proof(pair: CryptoKeyPair, path: string, body: string): Promise<string> {
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    pair.privateKey,
    new TextEncoder().encode(`${path}\n${body}`),
  )
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

async function inStore<T>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => IDBRequest): Promise<T> {
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = opened.transaction(store, mode)
      const request = work(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result as T)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    opened.close()
  }
}
