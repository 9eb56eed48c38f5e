import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../processes.ts'
import { answers, clearDisplay, deviceDisplay, operatorDisplay, type Tool, xvfb } from '../seats.ts'
import { screen } from '../task/layout.ts'

/**
 * FreeRDP to xrdp over TLS. The device's X session is Xorg with xrdp's own driver (Debian's xorgxrdp), which xrdp is
 * pointed at directly, without its session manager: no account and no password are needed.
 */
const freerdp: Tool = async (place) => {
  const device = deviceDisplay(place.slot)
  const operator = operatorDisplay(place.slot)
  const file = (name: string) => join(place.folder, name)
  const sockets = file('sockets')
  mkdirSync(sockets)
  clearDisplay(device)
  const xorg = place.children.start(
    '/usr/lib/xorg/Xorg',
    [
      ...[`:${device}`, '-config', 'xrdp/xorg.conf', '-logfile', file('xorg.log')],
      ...['-ac', '-noreset', '-nolisten', 'tcp'],
    ],
    {
      in: place.network.farm,
      env: {
        XRDP_SOCKET_PATH: sockets,
        XRDP_START_WIDTH: String(screen.width),
        XRDP_START_HEIGHT: String(screen.height),
      },
    },
  )
  await answers(device)
  const socket = join(sockets, `xrdp_display_${device}`)
  await until('xrdp’s driver in Xorg', 5000, () => existsSync(socket) || undefined)
  certificate(file)
  writeFileSync(
    file('xrdp.ini'),
    [
      '[Globals]',
      ...['ini_version=1', 'fork=false', `port=tcp://${place.network.device}:3389`],
      ...['tcp_nodelay=true', 'tcp_keepalive=true', 'security_layer=tls', 'max_bpp=32', 'use_fastpath=both'],
      ...[`certificate=${file('cert.pem')}`, `key_file=${file('key.pem')}`],
      ...['autorun=device', 'new_cursors=true', 'allow_channels=true'],
      '[Logging]',
      ...[`LogFile=${file('xrdp.log')}`, 'LogLevel=INFO', 'EnableSyslog=false'],
      '[device]',
      ...['name=device', 'lib=libxup.so', 'username=na', 'password=na', 'ip=127.0.0.1', `port=${socket}`],
    ].join('\n'),
  )
  const xrdp = place.children.start('xrdp', ['--nodaemon', '--config', file('xrdp.ini')], {
    in: place.network.farm,
  })
  await until(
    'xrdp listening',
    10_000,
    () => readLog(file('xrdp.log')).includes('listen_pp done') || undefined,
  )
  const { screen: seen, server } = await xvfb(place, operator, place.network.away)
  const viewer = place.children.start(
    'xfreerdp',
    [
      ...[`/v:${place.network.device}`, '/u:na', '/p:na', '/cert:ignore', '/sec:tls', '/network:lan'],
      ...[`/size:${screen.width}x${screen.height}`, '/bpp:24', '-decorations', '-clipboard'],
    ],
    { in: place.network.away, env: { DISPLAY: `:${operator}`, HOME: place.folder } },
  )
  return { device, operator, screen: seen, needs: [xorg, xrdp, server, viewer] }
}
export default freerdp

function readLog(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** A certificate for this session only; the viewer is told to take any. */
function certificate(file: (name: string) => string): void {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', file('key.pem'), '-out', file('cert.pem'), '-days', '2', '-subj', '/CN=range'],
    ],
    { stdio: 'ignore' },
  )
  chmodSync(file('key.pem'), 0o600)
}
