import { existsSync } from 'node:fs'

/** Where Chromium is; undefined where it is not installed, and what needs it is skipped. */
export const browserPath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path && existsSync(path))
if (!browserPath)
  process.stderr.write('Browser tests are skipped: no Chromium was found (set CHROMIUM to its path).\n')

/** As root, without a display and without asking anything of the network. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
