import { deviceDisplay, type Tool, xvfb } from '../seats.ts'

/** Nobody in between: the person looks at the device's own screen and uses its keyboard. */
const local: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const { screen, server } = await xvfb(place, device, place.network.farm)
  return { device, operator: device, screen, needs: [server] }
}
export default local
