import type { OutputEvent } from './event.ts'

/** The body of a webhook as Standard Webhooks advises: a type with dots, when it happened, the rest in `data`. */
export function webhookBody(event: OutputEvent): Record<string, unknown> {
  const { is, at, ...data } = event
  return { type: `telltale.${is.replace('-', '.')}`, timestamp: new Date(at).toISOString(), data }
}
