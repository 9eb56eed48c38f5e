import type { OutputTarget } from '@telltale/core'
import { cef } from '../cef.ts'
import { slack, teams } from '../chat.ts'
import { ecs } from '../ecs.ts'
import type { OutputEvent } from '../event.ts'
import { ocsf } from '../ocsf.ts'
import { signed } from '../signature.ts'
import { webhookBody } from '../webhook-body.ts'
import { httpSender } from './http-sender.ts'
import type { Sender } from './sender.ts'
import { syslogSender } from './syslog-sender.ts'

const bodies = { telltale: webhookBody, ocsf, ecs } as const
const texts = {
  cef,
  ocsf: (event: OutputEvent) => JSON.stringify(ocsf(event)),
  ecs: (event: OutputEvent) => JSON.stringify(ecs(event)),
} as const

/** What brings messages to a target. `secret`: the signing secret of a webhook, the address of a channel. */
export function senderFor(target: OutputTarget, secret: string): Sender {
  if (target.is === 'syslog') return syslogSender(target, texts[target.format])
  if (target.is === 'webhook') {
    const make = bodies[target.format]
    return httpSender((event, now) => {
      const body = JSON.stringify(make(event))
      return [target.url, body, signed(event.id, body, secret, now)]
    })
  }
  const make = target.is === 'slack' ? slack : teams
  return httpSender((event) => [secret, JSON.stringify(make(event, target)), {}])
}
