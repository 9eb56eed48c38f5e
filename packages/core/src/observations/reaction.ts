import { defineKind } from './kind.ts'
import { flag, list, number, object, oneOf, optional, text } from './schema.ts'

/**
 * What is known of the authenticator that was asked for a touch (WebAuthn Level 3). Stated by whoever verified its
 * answer, never by the page: the collector refuses it from sensors. Of a touch that was missed it is known only
 * where one authenticator was asked for by name.
 */
const authenticator = object({
  /** Part of the machine, or a key that can be carried. */
  attachment: optional(oneOf('platform', 'cross-platform')),
  /** The BE flag: its credential can be copied to other devices, as a synced passkey is. */
  backupEligible: optional(flag()),
  /** It signed with a certificate of its maker. Without the maker's root at hand that is a claim, well formed. */
  attested: optional(flag()),
  /** Attestation statement format identifier, such as packed, tpm, apple. */
  format: optional(text(40)),
  /** Its model. All zero where it does not say. */
  aaguid: optional(text(36)),
  transports: optional(list(oneOf('usb', 'nfc', 'ble', 'internal', 'hybrid', 'smart-card', 'cable'), 10)),
  userVerified: optional(flag()),
  /** Signs that another machine's authenticator answered, over remote desktop or a network. */
  redirected: optional(flag()),
})

/** Something was shown and somebody responded: both times on one device clock, in milliseconds. */
export default defineKind({
  title: 'A person reacted to something that the screen showed.',
  from: ['endpoint-sensor', 'browser-sensor', 'presence-check'],
  privacy:
    'Times, and of touches the kind of authenticator. Raw times are dropped once the window has closed; a coarse likelihood per device-day stays, and when the newest 64 touches were asked for and how long they took. Off until a policy switches timing on.',
  timing: true,
  schema: object({
    source: optional(oneOf('endpoint', 'browser')),
    events: list(
      object({
        /**
         * Drawn by us: prompt, target, hold, touch. Ordinary work: a dialog, window or menu opened, the screen was
         * unlocked, a page painted after a click, a shell's prompt returned.
         */
        stimulus: oneOf(
          'prompt',
          'target',
          'hold',
          'touch',
          'dialog',
          'window',
          'menu',
          'unlock',
          'paint',
          'shell',
        ),
        shownAt: number(),
        respondedAt: optional(number()),
        by: optional(oneOf('key', 'motion', 'click', 'release', 'touch')),
        overshoot: optional(number()),
        settledAt: optional(number()),
        authenticator: optional(authenticator),
      }),
      5000,
    ),
  }),
})
