/**
 * The few kernel calls that Node lacks: a TUN device (a network interface whose packets a program reads and
 * writes) and a wait on several descriptors that is precise to some 60 µs, where Node's own timers are to 1 ms.
 * See the kernel's Documentation/networking/tuntap.rst and ppoll(2).
 */
import { closeSync, constants, openSync } from 'node:fs'
import koffi from 'koffi'

const libc = koffi.load('libc.so.6')
const ioctl = libc.func('int ioctl(int, unsigned long, uint8_t *)')
const ppoll = libc.func('int ppoll(_Inout_ uint8_t *, unsigned long, uint8_t *, void *)')
const readFd = libc.func('long read(int, _Out_ uint8_t *, unsigned long)')
const writeFd = libc.func('long write(int, uint8_t *, unsigned long)')
const prctl = libc.func('int prctl(int, unsigned long, unsigned long, unsigned long, unsigned long)')

const tunSetIff = 0x400454ca
const iffTun = 0x0001
const iffNoPi = 0x1000
const prSetTimerSlack = 29

/** Opens a TUN device of that name in the namespace of this process. It goes when the descriptor is closed. */
export function openTun(name: string): number {
  let fd: number
  try {
    fd = openSync('/dev/net/tun', constants.O_RDWR | constants.O_NONBLOCK)
  } catch (cause) {
    throw new Error(`/dev/net/tun does not open: run as root, on a kernel with TUN (${cause})`)
  }
  const request = Buffer.alloc(40)
  request.write(name, 0, 15, 'latin1')
  request.writeUInt16LE(iffTun | iffNoPi, 16)
  if (ioctl(fd, tunSetIff, request) !== 0) {
    closeSync(fd)
    throw new Error(`TUN device ${name} cannot be made: it exists already, or this process is not root`)
  }
  return fd
}

/** Wake-ups of this thread within 1 µs of when they are due, where the default allows 50 µs. */
export function tightTimers(): void {
  prctl(prSetTimerSlack, 1000, 0, 0, 0)
}

/** Waits until one of `fds` can be read or `microseconds` have passed. */
export function waiter(fds: readonly number[]): (microseconds: number) => void {
  const set = Buffer.alloc(8 * fds.length)
  const time = Buffer.alloc(16)
  return (microseconds) => {
    fds.forEach((fd, i) => {
      set.writeInt32LE(fd, 8 * i)
      set.writeInt16LE(1, 8 * i + 4) // POLLIN
      set.writeInt16LE(0, 8 * i + 6)
    })
    time.writeBigInt64LE(BigInt(Math.floor(microseconds / 1e6)), 0)
    time.writeBigInt64LE(BigInt(Math.floor((microseconds % 1e6) * 1000)), 8)
    ppoll(set, fds.length, time, null)
  }
}

/** One packet, or undefined where none waits. The buffer is reused by the next call. */
export function reader(fd: number): () => Buffer | undefined {
  const buffer = Buffer.alloc(65_536)
  return () => {
    const n = Number(readFd(fd, buffer, buffer.length))
    return n > 0 ? buffer.subarray(0, n) : undefined
  }
}

/** Hands a packet to the interface. A full queue drops it, as a router would. */
export function put(fd: number, packet: Uint8Array): void {
  writeFd(fd, packet, packet.length)
}
