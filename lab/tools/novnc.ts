import { join } from 'node:path'
import { saying } from '../processes.ts'
import { deviceDisplay, operatorDisplay, type Tool, xvfb, xvnc } from '../seats.ts'
import { screen } from '../task/layout.ts'

/** noVNC in Chromium at the operator's end; websockify beside TigerVNC's server at the device's. */
const novnc: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const operator = operatorDisplay(place.slot)
  const remote = await xvnc(place, device)
  const web = place.children.start(
    'websockify',
    ['--web', '/usr/share/novnc', `${place.network.device}:6080`, `${place.network.device}:5900`],
    { in: place.network.farm },
  )
  await saying(web, 'proxying from', 10_000)
  const { screen: seen, server } = await xvfb(place, operator, place.network.away)
  const page = `http://${place.network.device}:6080/vnc.html?autoconnect=1&resize=off&reconnect=0&bell=0`
  const browser = place.children.start(
    'chromium',
    [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
      ...[`--user-data-dir=${join(place.folder, 'chromium')}`, '--hide-scrollbars', '--kiosk'],
      ...[`--window-size=${screen.width},${screen.height}`, '--window-position=0,0', page],
    ],
    { in: place.network.away, env: { DISPLAY: `:${operator}`, HOME: place.folder } },
  )
  return { device, operator, screen: seen, needs: [remote, web, server, browser] }
}
export default novnc
