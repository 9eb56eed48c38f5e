/** `echo.ts answer ADDRESS` sends UDP packets back; `echo.ts ask ADDRESS N` prints N round trips in milliseconds. */
import { createSocket } from 'node:dgram'

const [role, address, count] = process.argv.slice(2) as [string, string, string?]
const port = 7007
const socket = createSocket('udp4')
process.stdin.on('end', () => process.exit(0)).resume()
if (role === 'answer') {
  socket.on('message', (message, from) => socket.send(message, from.port, from.address))
  socket.bind(port, address, () => process.stdout.write('ready\n'))
} else {
  const trips: number[] = []
  socket.on('message', (message) => trips.push(performance.now() - message.readDoubleLE(0)))
  for (let i = 0; i < Number(count); i++) {
    const packet = Buffer.alloc(64)
    packet.writeDoubleLE(performance.now(), 0)
    socket.send(packet, port, address)
    await new Promise((done) => setTimeout(done, 10))
  }
  await new Promise((done) => setTimeout(done, 600))
  process.stdout.write(`${JSON.stringify(trips)}\n`)
  process.exit(0)
}
