import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Clock } from './clock.ts'
import { type Choice, linux } from './platform.ts'

it('says what to do where there is nothing to listen to, for each way it was asked', async () => {
  const root = mkdtempSync(join(tmpdir(), 'telltale-platform-'))
  mkdirSync(join(root, 'dev/input'), { recursive: true })
  const wanted = { input() {}, shown() {}, gone() {} }
  const start = (choice: Partial<Choice>) =>
    linux({ capture: 'auto', display: undefined, wayland: false, root, ...choice }, new Clock(), wanted)
  try {
    await expect(start({})).rejects.toThrow('group "input"')
    // Its X server would show only what is done in old programs, so it is not asked.
    await expect(start({ wayland: true, display: ':0' })).rejects.toThrow('group "input"')
    await expect(start({ capture: 'x11' })).rejects.toThrow('DISPLAY is not set')
    await expect(start({ capture: 'x11', display: 'localhost:10.0' })).rejects.toThrow(
      'its hands are elsewhere',
    )
    await expect(start({ display: ':99999' })).rejects.toThrow()
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
