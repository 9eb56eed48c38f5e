import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** What lint can't see of core's promise: same input, same output, anywhere. */

const folder = new URL('.', import.meta.url).pathname
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)

describe('core', () => {
  it('has sources to look at', () => {
    expect(sources.length).toBeGreaterThan(40)
  })

  it.each(sources)('%s uses no randomness, no locale and no import at run time', (name) => {
    const code = readFileSync(`${folder}${name}`, 'utf8')
    expect(code).not.toMatch(
      /Math\.random|\bimport\(|globalThis|\.toLocale(?!UpperCase|LowerCase)\w*\((?!'en)/,
    )
  })

  it('has no dependencies', () => {
    const manifest = JSON.parse(readFileSync(`${folder}../package.json`, 'utf8'))
    expect(manifest.dependencies ?? {}).toEqual({})
    expect(manifest.peerDependencies ?? {}).toEqual({})
  })
})
