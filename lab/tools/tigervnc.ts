import { deviceDisplay, operatorDisplay, type Tool, vncviewer, xvfb, xvnc } from '../seats.ts'

/** TigerVNC at both ends: Xvnc is the device's X server, vncviewer covers the operator's screen. */
const tigervnc: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const operator = operatorDisplay(place.slot)
  const remote = await xvnc(place, device)
  const { screen, server } = await xvfb(place, operator, place.network.away)
  return { device, operator, screen, needs: [remote, server, vncviewer(place)] }
}
export default tigervnc
