import type { KeyClass } from '../input.ts'

/**
 * What kind of key a keysym is (X11 keysymdef.h): Latin-1 by its code, other scripts by the Unicode they stand for
 * (from 0x1000000) or as letters (the older tables from 0x1a1), functions above 0xff00. The symbol itself goes no
 * further than this function.
 */
export function keyClass(symbol: number): KeyClass {
  if (symbol === 0x20 || symbol === 0xff80) return 'space'
  if (symbol >= 0x30 && symbol <= 0x39) return 'digit'
  if (symbol >= 0xffb0 && symbol <= 0xffb9) return 'digit' // keypad
  if (symbol === 0xff08 || symbol === 0xffff || symbol === 0xff9f) return 'backspace'
  if (symbol === 0xff0d || symbol === 0xff8d) return 'enter'
  if (symbol >= 0xffe1 && symbol <= 0xffee) return 'modifier'
  if (symbol === 0xff7f || symbol === 0xff14 || symbol === 0xff7e) return 'modifier' // locks, Mode_switch
  if (symbol >= 0xfe01 && symbol <= 0xfe0f) return 'modifier' // ISO_Level3_Shift and its like
  if (symbol >= 0xfe50 && symbol <= 0xfe9f) return 'symbol' // dead keys
  if (symbol >= 0xffaa && symbol <= 0xffbd) return 'symbol' // keypad signs
  if (symbol >= 0xfd00 && symbol <= 0xffff) return 'navigation'
  if (symbol >= 0x10080000) return 'navigation' // media keys
  if (symbol >= 0x1000000 && symbol <= 0x110ffff) return ofCharacter(String.fromCodePoint(symbol - 0x1000000))
  if (symbol < 0x100) return ofCharacter(String.fromCharCode(symbol))
  return symbol >= 0x1a1 && symbol < 0x2000 ? 'letter' : 'symbol'
}

function ofCharacter(character: string): KeyClass {
  if (/\p{L}/u.test(character)) return 'letter'
  return /\p{N}/u.test(character) ? 'digit' : 'symbol'
}
