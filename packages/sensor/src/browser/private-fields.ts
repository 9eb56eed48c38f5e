const secret = /password|one-time-code|cc-|webauthn/
const telling = /pass|pwd|secret|otp|pin\b|code|token|card|cvc|cvv|iban|ssn/i

/**
 * Whether input into this element must not be observed at all: passwords, one-time codes, payment, and whatever the
 * page marks with `data-telltale-ignore`. A field that once was a password stays private: "show password" changes
 * its type. In doubt it is private.
 */
export function isPrivate(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('[data-telltale-ignore]')) return true
  // A closed shadow tree or a frame hides which field it is.
  if (target.tagName === 'IFRAME' || target.tagName.includes('-')) return true
  const field = target.closest('input,textarea,select,[contenteditable]')
  if (!field) return false
  if (known.has(field)) return true
  const says = (name: string) => field.getAttribute(name) ?? ''
  const found =
    (field as HTMLInputElement).type === 'password' ||
    secret.test(says('autocomplete')) ||
    (says('inputmode') === 'numeric' && Number(says('maxlength') || 99) <= 8) ||
    Number(says('maxlength') || 99) === 1 ||
    telling.test(`${says('name')} ${field.id} ${says('aria-label')} ${says('placeholder')}`)
  if (found) known.add(field)
  return found
}

const known = new WeakSet<Element>()
