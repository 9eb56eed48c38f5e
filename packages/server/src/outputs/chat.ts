import type { OutputEvent } from './event.ts'
import { eventSays } from './event.ts'
import { percent, schemeSays } from './sentences.ts'

interface Look {
  /** With the subject's id and the finding in its own words; without: a pseudonym, what to do, a link. */
  detail: boolean
}

const title = ({ is, pseudonym, company }: OutputEvent) =>
  is === 'test' ? eventSays.test : `${eventSays[is]}: ${pseudonym} (${company})`

/** What a person is to do now; a channel is read by many, so it names nobody and accuses nobody. */
function whatToDo({ is, check, case: about }: OutputEvent): string {
  if (is === 'test') return 'If you can read this, alerts reach this channel. Nobody is concerned.'
  if (is === 'case-decided' || is === 'case-closed' || is === 'case-moved')
    return `Nothing, unless you work on it. State: ${about?.state ?? 'unknown'}.`
  if (is === 'case-overturned') return 'Undo what the decision set off: the playbook lists it.'
  return `${check.charAt(0).toUpperCase()}${check.slice(1)}. This is not a verdict: look at the innocent explanations first.`
}

/** An address names a subject where there is no case yet: a channel then gets the front page. */
function linkOf({ link, case: about }: OutputEvent, { detail }: Look): string {
  return detail || about ? link : link.replace(/\/subjects\/.*$/, '/')
}

function details(event: OutputEvent): [label: string, text: string][] {
  const { score } = event
  return [
    ['Subject', event.subject],
    ['What does not fit', event.says],
    ['Points to', `${schemeSays[score.scheme]}, if the evidence holds`],
    ['Probability', `${percent(score.probability)}${score.calibrated ? '' : ', assumed model'}`],
  ]
}

/** A message for an incoming webhook of Slack: blocks, and a text for notifications. */
export function slack(event: OutputEvent, look: Look): Record<string, unknown> {
  const { detail } = look
  const link = linkOf(event, look)
  const lines = detail && event.is !== 'test' ? details(event) : []
  return {
    text: mrkdwn(title(event)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title(event).slice(0, 150), emoji: false } },
      { type: 'section', text: { type: 'mrkdwn', text: `*What to do:* ${mrkdwn(whatToDo(event))}` } },
      ...(lines.length > 0
        ? [
            {
              type: 'section',
              fields: lines.map(([label, text]) => ({
                type: 'mrkdwn',
                text: `*${label}*\n${mrkdwn(text).slice(0, 1900)}`,
              })),
            },
          ]
        : []),
      ...(link
        ? [
            {
              type: 'actions',
              elements: [
                { type: 'button', text: { type: 'plain_text', text: 'Open in Telltale' }, url: link },
              ],
            },
          ]
        : []),
      ...(event.simulated && event.is !== 'test' ? [context('Simulated: nobody real.')] : []),
    ],
  }
}

const context = (text: string) => ({ type: 'context', elements: [{ type: 'plain_text', text }] })

/** Slack reads these three as markup. */
function mrkdwn(text: string): string {
  return text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)
}

/** A message for a webhook of Teams (Workflows, or the older incoming webhook): an Adaptive Card. */
export function teams(event: OutputEvent, look: Look): Record<string, unknown> {
  const { detail } = look
  const link = linkOf(event, look)
  const facts = detail && event.is !== 'test' ? details(event) : []
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', size: 'Large', weight: 'Bolder', wrap: true, text: markdown(title(event)) },
            { type: 'TextBlock', wrap: true, text: `**What to do:** ${markdown(whatToDo(event))}` },
            ...(facts.length > 0
              ? [
                  {
                    type: 'FactSet',
                    facts: facts.map(([t, value]) => ({ title: t, value: markdown(value) })),
                  },
                ]
              : []),
            ...(event.simulated && event.is !== 'test'
              ? [{ type: 'TextBlock', isSubtle: true, wrap: true, text: 'Simulated: nobody real.' }]
              : []),
          ],
          ...(link && {
            actions: [{ type: 'Action.OpenUrl', title: 'Open in Telltale', url: link }],
          }),
        },
      },
    ],
  }
}

/** Cards read a part of Markdown: what could become a link or emphasis is escaped. */
function markdown(text: string): string {
  return text.replace(/[\\`*_[\]]/g, (c) => `\\${c}`)
}
