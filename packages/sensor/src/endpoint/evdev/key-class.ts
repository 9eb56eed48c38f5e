import type { KeyClass } from '../input.ts'

/** Ranges of key codes of linux/input-event-codes.h, by the place of the key on a US keyboard. */
const ranges: [KeyClass, ...(number | [number, number])[]][] = [
  ['letter', [16, 25], [30, 38], [44, 50]],
  ['digit', [2, 11], [71, 73], [75, 77], [79, 82]],
  ['space', 57],
  ['backspace', 14, 111],
  ['enter', 28, 96],
  ['modifier', 29, 42, 54, 56, 58, 69, 70, 97, 100, 125, 126, 464],
  ['symbol', 12, 13, 26, 27, [39, 41], 43, [51, 53], 55, 74, 78, 83, 86, 89, 98, 117, 121, 124],
]

const table = new Map<number, KeyClass>()
for (const [kind, ...codes] of ranges)
  for (const code of codes) {
    const [from, to] = typeof code === 'number' ? [code, code] : code
    for (let c = from; c <= to; c++) table.set(c, kind)
  }

/**
 * What kind of key a kernel key code is. The kernel knows no layout: on a French keyboard the row of digits is told
 * as digits, which it is with Shift. The code goes no further than this function.
 */
export function evKeyClass(code: number): KeyClass {
  return table.get(code) ?? 'navigation'
}
