import { describe, expect, it } from 'vitest'
import { facts } from './index.ts'

/** What holds for the lists themselves: a slip in one of them accuses people. */

const codes = facts['area-codes'].data
const plans = facts['numbering-plans'].data
const { technologies } = facts.technologies.data
const { institutions } = facts.institutions.data
const zones = facts['time-zones'].data

describe('every list', () => {
  it.each(Object.entries(facts))(
    '%s says what it is, where it is from and under which licence',
    (id, list) => {
      expect(list.title).not.toBe('')
      expect(list.version).not.toBe('')
      expect(list.source).not.toBe('')
      if (list.version !== 'empty') expect(list.licence).toMatch(/Apache-2\.0|Public domain|Unicode/)
      if (list.date) expect(list.date).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(id).toMatch(/^[a-z-]+$/)
    },
  )

  it('that only a company can fill is empty, so that it says nothing about anybody', () => {
    const supplied = Object.entries(facts).filter(([, list]) => 'supplied' in list && list.supplied)
    expect(supplied.map(([id]) => id)).toContain('high-risk-institutions')
    for (const [, list] of supplied)
      for (const part of Object.values(list.data)) expect(Object.keys(part as object)).toEqual([])
  })
})

describe('area codes', () => {
  it('have a month of service, and a place or a kind', () => {
    for (const [code, area] of Object.entries(codes.codes)) {
      expect(code).toMatch(/^[2-9]\d\d$/)
      expect(area.since).toMatch(/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/)
      if (area.kind) expect(area.places).toEqual([])
      else expect([area.lat, area.lon]).toEqual([expect.any(Number), expect.any(Number)])
    }
  })

  it('leave out what can be assigned to nobody', () => {
    const never = codes.unassignable.map((pattern) => new RegExp(`^${pattern}$`))
    for (const code of [...Object.keys(codes.codes), ...codes.reserved])
      expect(never.some((pattern) => pattern.test(code))).toBe(false)
    for (const code of ['291', '370', '379', '960', '911', '411'])
      expect(never.some((pattern) => pattern.test(code))).toBe(true)
  })

  it('know every area that the numbering plans know', () => {
    const missing: number[] = []
    for (const country of plans.byCode['1']!)
      for (const [type, pattern] of Object.entries(plans.countries[country]!.types))
        if (['fixed', 'mobile', 'fixedOrMobile'].includes(type)) {
          const whole = new RegExp(`^(?:${pattern})$`)
          for (let code = 200; code < 1000; code++)
            if (whole.test(`${code}2345678`) && !codes.codes[code]) missing.push(code)
        }
    expect(missing).toEqual([])
  })

  it.each([
    ['212', 'NY', '1947-01'],
    ['650', 'CA', '1997-08'],
    ['332', 'NY', '2017-06'],
  ])('%s came into service in %s in %s', (code, place, since) => {
    expect(codes.codes[code]).toMatchObject({ places: [place], since, country: 'US' })
  })

  it.each(['800', '833', '844', '855', '866', '877', '888'])('%s is toll-free', (code) => {
    expect(codes.codes[code]?.kind).toBe('toll-free')
  })
})

describe('numbering plans', () => {
  it('are patterns that compile, and one country stands for each calling code', () => {
    for (const [id, plan] of Object.entries(plans.countries)) {
      for (const pattern of [plan.general, plan.parse, plan.leading, ...Object.values(plan.types)])
        if (pattern !== undefined) expect(() => new RegExp(`^(?:${pattern})$`)).not.toThrow()
      expect(plans.byCode[plan.code]).toContain(id)
    }
    for (const [code, countries] of Object.entries(plans.byCode))
      expect(countries.map((id) => plans.countries[id]!.main ?? false).filter(Boolean), code).toEqual([true])
  })
})

describe('technologies', () => {
  it('are 170 and more, each dated, with a source and a spelling', () => {
    expect(technologies.length).toBeGreaterThanOrEqual(170)
    for (const { id, since, names, exact = [], source } of technologies) {
      expect(since, id).toMatch(/^(?:19[89]\d|20[0-2]\d)-(?:0[1-9]|1[0-2])$/)
      expect(source, id).toMatch(/^https:\/\//)
      expect(names.length + exact.length, id).toBeGreaterThan(0)
      for (const name of names) expect(name).toBe(name.toLowerCase().trim())
    }
  })

  it('give no spelling to two technologies', () => {
    const all = technologies.flatMap(({ names, exact = [] }) => [
      ...new Set([...names, ...exact.map((name) => name.toLowerCase())]),
    ])
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([])
  })

  it('say how many of their dates were looked up', () => {
    const looked = technologies.filter((t) => t.compared === 'maker').length
    expect(looked).toBeGreaterThan(70)
    expect(facts.technologies.source).toContain(`Of ${technologies.length} dates, ${looked} are`)
  })

  it.each([
    'go',
    'rust',
    'swift',
    'spring',
    'helm',
    'chef',
    'puppet',
    'snowflake',
    'bootstrap',
    'airflow',
    'vault',
    'ruby',
    'flux',
    'remix',
    'cypress',
    'cassandra',
    'slack',
    'notion',
    'claude',
    'vue',
    'rag',
    'lambda',
    'aws',
    'ec2',
    'java',
    'scala',
    'php',
    'php 7',
    'scss',
    'ajax',
    'flask',
    'flutter',
    'akka',
    'jenkins',
    'prometheus',
    'firebase',
    'solana',
    'ipfs',
    'bert',
    'resnet',
    'redshift',
    'snowpark',
    'delta lake',
    'core ml',
    'big query',
    'material design',
    'stable diffusion',
    'step functions',
  ])('%s alone is an ordinary word, a company or a name: not a spelling', (word) => {
    expect(
      technologies.some((t) => t.names.includes(word) || t.exact?.some((e) => e.toLowerCase() === word)),
    ).toBe(false)
  })
})

describe('institutions', () => {
  it('share no name within a country, and their years are in order', () => {
    const seen = new Map<string, string>()
    for (const { id, names, country, from, to, was = [] } of institutions) {
      for (const name of [...names, ...was.map((w) => w.name)]) {
        const key = `${country} ${name.toLowerCase()}`
        expect(seen.get(key), `${name} is both ${id} and ${seen.get(key)}`).toBeUndefined()
        seen.set(key, id)
      }
      expect(id).toMatch(/^[a-z0-9-]+$/)
      expect(country).toMatch(/^[A-Z]{2}$/)
      if (from && to) expect(Number(from), id).toBeLessThan(Number(to))
      for (const former of was) {
        expect(former.until, id).toMatch(/^\d{4}$/)
        if (from) expect(Number(former.until), id).toBeGreaterThan(Number(from))
      }
    }
    expect(institutions.length).toBeGreaterThan(300)
  })

  it('say for no country that they are all of it', () => {
    expect(facts.institutions.data).not.toHaveProperty('complete')
  })
})

describe('time zones', () => {
  it('know every zone that a browser may report', () => {
    const unknown = Intl.supportedValuesOf('timeZone').filter(
      (zone) => !zone.startsWith('Etc/') && zone !== 'UTC' && !zones.zones[zones.links[zone] ?? zone],
    )
    expect(unknown).toEqual([])
  })

  it('link to zones that are there, and give states to zones of the United States only', () => {
    for (const zone of Object.values(zones.links)) expect(zones.zones[zone]).toBeDefined()
    for (const zone of Object.keys(zones.states)) expect(zones.zones[zone]).toContain('US')
  })
})

describe('mailbox businesses', () => {
  it('have names in lower case that are found as words, and addresses that begin with a number', () => {
    const { chains, addresses, forms } = facts['mailbox-agents'].data
    for (const word of [...chains.flatMap((c) => c.names), ...forms.flatMap((f) => f.words)])
      expect(word).toBe(word.toLowerCase())
    for (const { street, of } of addresses) {
      expect(street).toMatch(/^\d/)
      expect(of).not.toBe('')
    }
  })
})
