import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { refusal, template } from './new-detector.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

it('writes a detector that passes the contract, its own test and the lint at once, in a copy of the repository', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'telltale-new-detector-'))
  try {
    mkdirSync(join(copy, 'packages'))
    for (const part of [
      'scripts',
      'packages/core',
      'packages/server',
      'docs',
      'vitest.config.ts',
      'tsconfig.json',
      'biome.json',
      'package.json',
    ])
      cpSync(join(root, part), join(copy, part), {
        recursive: true,
        filter: (from) => !from.includes('node_modules'),
      })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const at = { cwd: copy }
    const { stdout } = await run(process.execPath, ['scripts/new-detector.ts', 'location/some-name'], at)
    expect(stdout).toContain('wrote packages/core/src/detectors/location/some-name.ts')
    expect(stdout).toContain('wrote packages/core/src/detectors/index.ts')
    expect(stdout).toContain('Next:')
    const files = ['contract.test.ts', 'location/some-name.test.ts'].map(
      (f) => `packages/core/src/detectors/${f}`,
    )
    const tested = await run(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--root', copy, '-t', 'location/some-name', ...files],
      at,
    )
    expect(tested.stdout).toMatch(/\b(?:1[0-9]|2[0-9]) passed, 0 failed/)
    const biome = ['node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false']
    await run(process.execPath, [...biome, ...template('location/some-name').keys()], at)
    const again = await run(process.execPath, ['scripts/new-detector.ts', 'location/some-name'], at).catch(
      (e) => e,
    )
    expect(again).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^location\/some-name exists already/),
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

it.each([
  'some-name',
  'Location/x',
  'location/Some',
  'location/',
  '../x/y',
  'a/b/c',
  'location/x.ts',
  'location/-x',
  '',
])('refuses %j in one sentence', (id) => {
  expect(refusal(id, root)).toMatch(/^".*" can't be an id: [^.]+\.$/)
})

it('refuses a built-in id, and takes any other proper one', () => {
  expect(refusal('network/layer-gap', root)).toBe(
    'network/layer-gap exists already (packages/core/src/detectors/network/layer-gap.ts): choose another name.',
  )
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 1, maxLength: 3 }), (folder, words) => {
      const id = `${folder}/zz-${words.join('-')}`
      expect(refusal(id, root)).toBeUndefined()
      expect([...template(id).values()].join('')).not.toContain('undefined')
    }),
  )
})
