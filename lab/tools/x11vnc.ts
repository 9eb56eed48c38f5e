import { saying } from '../processes.ts'
import { deviceDisplay, operatorDisplay, type Tool, vncviewer, xvfb } from '../seats.ts'

/**
 * x11vnc exports a running X session by polling it and injects by XTEST; TigerVNC's viewer at the other end. With
 * `-repeat` the device goes on repeating held keys itself; without it x11vnc switches repeats off altogether.
 */
const x11vnc: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const operator = operatorDisplay(place.slot)
  const { server: own } = await xvfb(place, device, place.network.farm)
  const remote = place.children.start(
    'x11vnc',
    [
      '-display',
      `:${device}`,
      '-rfbport',
      '5900',
      '-forever',
      '-shared',
      '-nopw',
      '-quiet',
      '-noxrecord',
      '-repeat',
    ],
    { in: place.network.farm, env: { HOME: place.folder } },
  )
  const { screen, server } = await xvfb(place, operator, place.network.away)
  await saying(remote, 'PORT=', 10_000)
  return { device, operator, screen, needs: [own, remote, server, vncviewer(place)] }
}
export default x11vnc
