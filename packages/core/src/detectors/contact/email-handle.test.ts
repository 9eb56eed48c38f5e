import { describe, expect, it } from 'vitest'
import { accept, digest, drain, plan } from '../../index.ts'
import emailHandle from './email-handle.ts'

const at = 1_767_225_600_000

function judge(...applications: object[]) {
  const observations = applications.map((data, i) => {
    const row = { kind: 'application', at: at + i, about: [`application:A-${i}`], data }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: 4e12 }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([emailHandle]), [observations])
  expect(out.faults).toEqual([])
  return { all: out.evidence, is: out.evidence[0]?.is ?? 'abstain', because: out.abstentions[0]?.because }
}

const kim = { name: 'Kim Ito', emails: ['silverfox.builds@gmail.com'] }

describe('contact/email-handle', () => {
  it('ties two names by one handle, at two providers or on a profile', () => {
    for (const other of [
      { name: 'Lee Ash', emails: ['SilverFoxBuilds+jobs@proton.me'] },
      { name: 'Lee Ash', profiles: [{ url: 'https://github.com/silverfox-builds' }] },
    ]) {
      const { all } = judge(kim, other)
      expect(all[0]).toMatchObject({ is: 'evidence', weight: 0.4 })
      expect(all[0]?.weighsOn).toEqual(['application:A-0', 'application:A-1'])
    }
  })

  it('shows neither the handle nor anything else of the other', () => {
    const { all } = judge(kim, { name: 'Lee Ash', emails: ['silverfoxbuilds@proton.me'] })
    expect(JSON.stringify(all)).not.toMatch(/silverfox|Ash|Ito|proton/)
  })

  it.each([
    ['one name in two orders', 'dana.reyes@gmail.com', 'reyesdana@proton.me'],
    ['a name with a year', 'dana.reyes84@gmail.com', 'danareyes84@proton.me'],
    ['a short word', 'fox@gmail.com', 'fox@proton.me'],
  ])('never meets on %s', (_, a, b) => {
    const { all } = judge({ name: 'Dana Reyes', emails: [a] }, { name: 'Reyes, Dana', emails: [b] })
    expect(all).toEqual([])
  })

  it('clears one person, and one home', () => {
    expect(
      judge(
        { ...kim, candidate: 'C-1' },
        { name: 'K. Ito-Ash', emails: ['silverfoxbuilds@proton.me'], candidate: 'C-1' },
      ).is,
    ).toBe('clear')
    expect(judge(kim, { ...kim, emails: [...kim.emails, 'silverfoxbuilds@proton.me'] }).is).toBe('clear')
    const home = '12 Oak Street, Phoenix, AZ 85004'
    expect(
      judge(
        { ...kim, address: home },
        { name: 'Lee Ash', emails: ['silverfoxbuilds@proton.me'], address: home },
      ).is,
    ).toBe('clear')
  })

  it('leaves a shared mailbox to the detector that weighs it', () => {
    expect(judge(kim, { name: 'Lee Ash', emails: kim.emails }).because).toMatch(/weighed by itself/)
  })

  it('calls a handle of five identities a word that many like', () => {
    const many = Array.from({ length: 5 }, (_, i) => ({
      name: `Person ${'abcde'[i]}`,
      emails: [`moonlight.sonata@mail${i}.example`],
    }))
    expect(judge(...many).because).toMatch(/^5 identities/)
  })
})
