import { parentPort } from 'node:worker_threads'
import type { Extracted } from './resume-extract.ts'

/**
 * Runs the libraries that take résumé files apart, away from the process's memory: a file may be made to unpack to a
 * thousand times its size. The heap is limited by `resourceLimits`; buffers lie outside of it, so that whatever the
 * libraries make or have inflated is counted here, before they are loaded.
 */
const most = 256 * 1024 * 1024
let made = 0

function count(bytes: number) {
  made += bytes
  if (made > most) throw new RangeError('unpacks to more than is read')
}

function counted<T extends new (...args: never[]) => { byteLength: number }>(of: T, size: number): T {
  return new Proxy(of, {
    construct(target, args: unknown[], newTarget) {
      const [first] = args
      const length =
        typeof first === 'number'
          ? first
          : first instanceof ArrayBuffer
            ? 0
            : ((first as { length?: number } | undefined)?.length ?? 0)
      count(length * size)
      return Reflect.construct(target, args as never[], newTarget)
    },
  })
}

globalThis.ArrayBuffer = counted(ArrayBuffer, 1)
globalThis.Uint8Array = counted(Uint8Array, 1)
globalThis.Uint8ClampedArray = counted(Uint8ClampedArray, 1)
globalThis.Uint16Array = counted(Uint16Array, 2)
globalThis.Uint32Array = counted(Uint32Array, 4)
globalThis.Int32Array = counted(Int32Array, 4)
globalThis.Float32Array = counted(Float32Array, 4)

const Native = DecompressionStream
globalThis.DecompressionStream = class {
  readable: InstanceType<typeof Native>['readable']
  writable: InstanceType<typeof Native>['writable']
  constructor(format: ConstructorParameters<typeof Native>[0]) {
    const native = new Native(format)
    this.writable = native.writable
    this.readable = native.readable.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          count(chunk.byteLength)
          controller.enqueue(chunk)
        },
      }),
    )
  }
}

parentPort!.on('message', async ({ kind, bytes }: { kind: 'pdf' | 'docx'; bytes: Uint8Array }) => {
  made = 0
  let answer: Extracted
  try {
    const { extract } =
      kind === 'pdf' ? await import('./resume-pdf-pages.ts') : await import('./resume-docx-parts.ts')
    answer = await extract(bytes)
  } catch (error) {
    answer = { problem: `can't be taken apart (${(error as Error).message}): ask for it as another file` }
  }
  // the libraries go on after an error of ours; what they then give is not the whole file
  if (made > most) answer = { problem: 'unpacks to more than 256 MB, as no résumé does: it was not read' }
  parentPort!.postMessage(answer)
})
