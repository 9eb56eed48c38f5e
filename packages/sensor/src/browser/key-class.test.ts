import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyClass } from './key-class.ts'

const classes = ['letter', 'digit', 'symbol', 'space', 'backspace', 'enter', 'modifier', 'navigation']

describe('keyClass', () => {
  it.each([
    ['a', 'letter'],
    ['Ж', 'letter'],
    ['語', 'letter'],
    ['7', 'digit'],
    ['٣', 'digit'],
    ['@', 'symbol'],
    ['😀', 'symbol'],
    [' ', 'space'],
    ['Enter', 'enter'],
    ['Backspace', 'backspace'],
    ['Shift', 'modifier'],
    ['AltGraph', 'modifier'],
    ['ArrowLeft', 'navigation'],
    ['F5', 'navigation'],
    ['Dead', 'navigation'],
    ['toString', 'navigation'],
  ])('of %j is %s', (key, name) => {
    expect(keyClass(key)).toBe(name)
  })

  it('is one of eight words, whatever the key', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (key) => classes.includes(keyClass(key))))
  })
})
