const named: Record<string, string> = {
  ' ': 'space',
  Enter: 'enter',
  Backspace: 'backspace',
  Delete: 'backspace',
}
const modifiers =
  /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock|ScrollLock|Fn|FnLock|OS|Hyper|Super|Symbol)$/

/** What kind of key it was. The key itself goes no further than this function. */
export function keyClass(key: string): string {
  if (Object.hasOwn(named, key)) return named[key]!
  // One character, however many UTF-16 units.
  if ([...key].length === 1) return /\p{L}/u.test(key) ? 'letter' : /\p{N}/u.test(key) ? 'digit' : 'symbol'
  return modifiers.test(key) ? 'modifier' : 'navigation'
}
