import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'

/** What zlib has inflated of a piece is lost when the piece turns out to be damaged, so pieces are small. */
const pieceSize = 16 * 1024
/** Enough per read that the cost of a read does not show. */
const readSize = 256 * 1024

/** The bytes of a file, gunzipped where its first bytes say so, whatever its name says. */
export interface FileBytes {
  chunks: AsyncGenerator<Buffer, void>
  /** Why the chunks ended before the file's end, in one clause. */
  damage(): string | undefined
}

/** `progress` is given the bytes read so far, as they lie on disk. Failing to open the file throws on the first read. */
export function fileBytes(path: string, progress?: (bytes: number) => void): FileBytes {
  let damage: string | undefined
  let started = false
  async function* raw(): AsyncGenerator<Buffer> {
    let read = 0
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: readSize })) {
        read += (chunk as Buffer).length
        progress?.(read)
        started = true
        yield chunk as Buffer
      }
    } catch (error) {
      if (!started) throw error
      damage = `could not be read to its end (${(error as Error).message}); what came before was used`
    }
  }
  async function* chunks(): AsyncGenerator<Buffer, void> {
    const source = raw()
    try {
      let first = await source.next()
      // a pipe may deliver a single byte first
      while (!first.done && first.value.length < 2) {
        const more = await source.next()
        if (more.done) break
        first = { done: false, value: Buffer.concat([first.value, more.value]) }
      }
      if (first.done) return
      if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
        yield first.value
        yield* source
        return
      }
      const failure = yield* gunzip(first.value, source)
      if (failure) damage ??= failure
    } finally {
      await source.return(undefined)
    }
  }
  return { chunks: chunks(), damage: () => damage }
}

/**
 * Yields everything that can be inflated, then returns what is wrong with the stream, if anything. Piping would lose
 * what stands in the pipe's buffer when the error arrives; here each chunk is written and drained by itself.
 */
async function* gunzip(
  first: Buffer,
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, string | undefined> {
  const inflate = createGunzip({ chunkSize: readSize })
  let ready: Buffer[] = []
  let failure: (Error & { code?: string }) | undefined
  let settle = () => {}
  inflate.on('data', (chunk: Buffer) => ready.push(chunk))
  inflate.on('error', (error) => {
    failure = error
    settle() // a write that meets damaged data never calls back
  })
  const take = () => {
    const taken = ready
    ready = []
    return taken
  }
  const feed = async (chunk: Buffer) => {
    for (let at = 0; at < chunk.length && !failure; at += pieceSize)
      await new Promise<void>((done) => {
        settle = done
        inflate.write(chunk.subarray(at, at + pieceSize), () => done())
      })
  }
  try {
    await feed(first)
    yield* take()
    for await (const chunk of rest) {
      if (failure) break
      await feed(chunk)
      yield* take()
    }
    await setImmediate() // lets the stream emit what it still holds, before an error could drop it
    yield* take()
    if (!failure)
      await new Promise<void>((done) => {
        inflate.once('close', done)
        inflate.end()
      })
    yield* take()
  } finally {
    inflate.destroy()
  }
  if (!failure) return undefined
  return failure.code === 'Z_BUF_ERROR'
    ? 'is cut off in the middle of its gzip data; what came before was used: copy or export the file again'
    : `holds damaged gzip data (${failure.message}); what came before was used: copy or export the file again`
}
