import { deviceDisplay, type Tool, xvfb } from '../seats.ts'

/**
 * PLAYED, not real: a PiKVM-like box on the device's HDMI and USB. The picture reaches the eye later by half the path
 * and 70 ms of capture and coding (50–100 ms is usual for such boxes on a good line); motion is batched by the web
 * page's 10 ms timer, crosses the other half of the path, and enters at the USB gadget's poll. Figures from here say
 * what the model does, until a real box has been measured (lab/study).
 */
const ikvm: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const { screen, server } = await xvfb(place, device, place.network.farm)
  const half = place.rtt / 2
  return {
    device,
    operator: device,
    screen,
    needs: [server],
    played: {
      lag: 70 + half,
      gear: {
        batch: 10,
        gadget: place.slot % 2 === 0 ? 8 : 1,
        delay: half,
        jitter: Math.max(0.3, place.jitter),
      },
    },
  }
}
export default ikvm
