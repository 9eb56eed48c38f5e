import { describe, expect, it } from 'vitest'
import { cef } from './cef.ts'
import { event, names, noon, shared } from './test-events.ts'

/** Reads a message as a receiver does, by the rules of the standard alone. */
function read(message: string): { headers: string[]; extension: Record<string, string> } {
  const parts = ['']
  let i = 0
  for (; i < message.length && parts.length < 8; i++) {
    const c = message[i]!
    if (c === '|') parts.push('')
    else parts.push(`${parts.pop()}${c === '\\' ? message[++i] : c}`)
  }
  const headers = parts.slice(0, 7)
  const extension: Record<string, string> = {}
  const keys = [...message.slice(i).matchAll(/(?:^|(?<= ))(\w+)(?<!\\)=/g)]
  for (const [n, match] of keys.entries()) {
    const from = match.index + match[0].length
    const to = keys[n + 1]?.index ?? message.length - i
    const text = message.slice(i + from, i + to).replace(/ $/, '')
    extension[match[1]!] = text.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
  }
  return { headers, extension }
}

describe('CEF', () => {
  it.each(names)('%s is one line that a receiver reads back', (is) => {
    const message = cef(event(is))
    expect(message).not.toMatch(/[\r\n]/)
    const { headers, extension } = read(message)
    expect(headers.slice(0, 3)).toEqual(['CEF:0', 'Telltale', 'Telltale'])
    expect(headers[4]).toBe(is)
    expect(Number(headers[6])).toBeLessThanOrEqual(10)
    expect(extension).toMatchObject({ rt: String(noon), externalId: `M-${is}`, duid: 'person:W-1' })
  })

  it('escapes what would end a field or begin a value', () => {
    const { headers, extension } = read(cef(event('listed', { pseudonym: 'a|b\\c=d' })))
    expect(headers).toHaveLength(7)
    expect(extension.msg).toBe(shared.says)
    expect(extension.duser).toBe('a|b\\c=d')
    const forged = event('listed', { says: 'fine externalId=forged cs1=other\nCEF:0|x|y|1|2|3|4|' })
    expect(read(cef(forged)).extension).toMatchObject({ externalId: 'M-listed', msg: forged.says })
  })

  it('keeps values within the lengths of the dictionary, and whole characters', () => {
    const { extension } = read(cef(event('listed', { says: '😀'.repeat(2000) })))
    expect(extension.msg!.length).toBeLessThanOrEqual(1023)
    expect(extension.msg!.isWellFormed()).toBe(true)
  })

  it('says case, technique, probability and model, and nothing where there is nothing', () => {
    expect(read(cef(event('case-decided'))).extension).toMatchObject({
      ...{ cs1Label: 'case', cs1: 'C-1A2B3C', cs4: 'T1021.004,T1090.001,T1656', cs5: 'assumed' },
      ...{ cfp1Label: 'probability', cfp1: '0.9412', outcome: 'misrepresentation' },
    })
    const { extension } = read(cef(event('test')))
    for (const key of ['cs1', 'cs3', 'cs4', 'start', 'outcome']) expect(extension).not.toHaveProperty(key)
  })
})
