import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { styleDistance, styleLength, styleOf } from './style.ts'

const plain =
  'We moved the service to a new machine, and it was slow at first. I looked at the logs and saw that the disk was full. Then we cleaned it up, and all was well.'
const other =
  'Having been migrated; the platform - which had, of course, been neglected (for years!) - exhibited considerable latency. Such latency is, in terms of experience, unacceptable: it must be addressed!'

describe('how a text is written', () => {
  it('is counts, from which no word can be read', () => {
    const style = styleOf(plain)!
    expect(style.words).toBe(35)
    expect(style.counts).toHaveLength(styleLength)
    expect(style.counts.every(Number.isInteger)).toBe(true)
  })

  it('is not told of other languages, lists and nothing', () => {
    expect(
      styleOf('Wir haben den Dienst auf eine neue Maschine gebracht, und er war langsam.'),
    ).toBeUndefined()
    expect(styleOf('Kubernetes, Docker, Terraform, PostgreSQL, Kafka, Redis, Grafana')).toBeUndefined()
    expect(styleOf('')).toBeUndefined()
    expect(styleOf('我们把服务搬到了新机器上')).toBeUndefined()
  })

  it('is nearer to itself than to another manner, and the same from both sides', () => {
    const [a, b] = [styleOf(plain.repeat(5))!, styleOf(other.repeat(5))!]
    expect(styleDistance(a, a)).toBe(0)
    expect(styleDistance(a, b)).toBeGreaterThan(5)
    expect(styleDistance(a, b)).toBeCloseTo(styleDistance(b, a)!, 9)
  })

  it('does not grow with length alone', () => {
    const short = styleDistance(styleOf(plain.repeat(20))!, styleOf(other.repeat(20))!)!
    const long = styleDistance(styleOf(plain.repeat(200))!, styleOf(other.repeat(200))!)!
    expect(Math.abs(long - short) / short).toBeLessThan(0.05)
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (x, y) => {
        const [a, b] = [styleOf(`the of and ${x}`), styleOf(`it is ${y}`)]
        if (a && b) expect(styleDistance(a, b) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(styleDistance({ words: 9, counts: [1] }, styleOf(plain)!)).toBeUndefined()
  })
})
