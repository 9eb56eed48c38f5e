import { start } from './start.ts'

/**
 * The script tag: `<script async src="https://collector/v1/sensor/telltale.js" data-ticket="…" data-consent="given">`.
 * Without `data-consent="given"` it waits for the event `telltale-consent` on the document. The sensor is then
 * `window.telltale`. A page that starts it by itself leaves `data-ticket` out and calls `telltaleSensor.start(…)`.
 */
export { start }

const tag = document.currentScript as HTMLScriptElement | null
if (tag?.dataset.ticket) {
  const asked = new Promise<boolean>((given) =>
    document.addEventListener('telltale-consent', () => given(true), { once: true }),
  )
  Object.assign(window, {
    telltale: start({
      url: tag.dataset.url ?? new URL(tag.src).origin,
      ticket: tag.dataset.ticket,
      consent: tag.dataset.consent === 'given' || asked,
    }),
  })
}
