import { describe, expect, it } from 'vitest'
import { slack, teams } from './chat.ts'
import { event, names } from './test-events.ts'

const personal = [/W-1/, /person:/, /LT-1/, /3 others/, /118 ms/, /94/, /T1090/]

describe('messages for Slack and Teams', () => {
  it.each(names)('%s says without personal data who, what to do, and where to read on', (is) => {
    for (const make of [slack, teams]) {
      const text = JSON.stringify(make(event(is), { detail: false }))
      for (const data of personal) expect(text).not.toMatch(data)
      expect(text).toContain('https://telltale.example/cases/C-1A2B3C')
      expect(text).toContain('What to do')
      if (is !== 'test') expect(text).toContain('Quiet Heron')
    }
  })

  it('say more where the company wants it, with "assumed model"', () => {
    for (const make of [slack, teams]) {
      const text = JSON.stringify(make(event('listed'), { detail: true }))
      expect(text).toContain('person:W-1')
      expect(text).toContain('assumed model')
      expect(text).not.toMatch(/fraud|guilty|liar/i)
    }
  })

  it('cannot be made to draw links, mentions or markup', () => {
    const evil = event('listed', {
      company: '<!channel> & [x](https://evil.example)',
      says: '<https://evil.example|click> *bold*',
    })
    const message = slack(evil, { detail: true })
    expect(message.text).toBe('Worth a check: Quiet Heron (&lt;!channel&gt; &amp; [x](https://evil.example))')
    expect(JSON.stringify(message)).not.toContain('<https')
    const card = JSON.stringify(teams(evil, { detail: true }))
    expect(card).toContain('\\\\[x\\\\](https')
  })

  it('are within the limits of Slack, and have the form that Teams takes', () => {
    const long = event('listed', { company: 'x'.repeat(400), says: 'y'.repeat(4000) })
    const { blocks } = slack(long, { detail: true }) as {
      blocks: { type: string; text: { text: string }; fields?: { text: string }[] }[]
    }
    expect(blocks[0]!.text.text.length).toBeLessThanOrEqual(150)
    for (const field of blocks.flatMap((b) => b.fields ?? []))
      expect(field.text.length).toBeLessThanOrEqual(2000)
    expect(teams(event('listed'), { detail: false })).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl' }] },
        },
      ],
    })
  })
})
