import { describe, expect, it } from 'vitest'
import { accept, detectors, digest, drain, plan } from '../../index.ts'
import layerGap from './layer-gap.ts'

const at = 1_767_225_600_000

function judge(...batches: { transport?: number[]; application?: number[]; ip?: string; org?: string }[]) {
  const rows = batches.map((data, i) => {
    const row = {
      kind: 'rtt',
      at: at + i,
      about: ['device:LT-1', 'person:W-1'],
      data: { ip: '203.0.113.9', ...data },
    }
    const accepted = accept(row, { source: 'test', id: `r${i}`, receivedAt: at }, (t, v) => digest(t + v))
    if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
    return accepted.observation
  })
  const out = drain(plan([layerGap]), [rows])
  return { evidence: out.evidence[0], because: out.abstentions[0]?.because }
}

const repeat = (n: number, ms: number) => Array.from({ length: n }, () => ms)

describe('network/layer-gap', () => {
  it('weighs on the person and names the device', () => {
    const { evidence } = judge({ transport: repeat(10, 20), application: repeat(10, 200) })
    expect(evidence?.is).toBe('evidence')
    expect(evidence?.subjects).toEqual(['device:LT-1', 'person:W-1'])
    expect(evidence?.weighsOn).toEqual(['person:W-1'])
    expect(evidence?.weights['device-elsewhere']).toBe(2)
    expect(evidence?.says).toContain('180 ms')
  })

  it('grows with the gap and never passes its cap', () => {
    const weights = [16, 30, 60, 180, 900].map(
      (gap) => judge({ transport: repeat(10, 20), application: repeat(10, 20 + gap) }).evidence!.weight,
    )
    expect(weights).toEqual([...weights].sort((a, b) => a - b))
    expect(Math.max(...weights)).toBeLessThanOrEqual(2)
  })

  it('stays calm on a slow, jittery but direct line: a single good echo shows it', () => {
    const { evidence } = judge({
      transport: [300, 45, 280],
      application: [400, 46, 310, 500, 460, 390, 410, 320, 450, 430],
    })
    expect(evidence?.is).toBe('clear')
  })

  it('judges minima of one connection against each other, not of different ones', () => {
    const { evidence } = judge(
      { ip: '203.0.113.1', transport: repeat(10, 10), application: repeat(10, 12) },
      { ip: '203.0.113.2', transport: repeat(10, 90), application: repeat(10, 93) },
    )
    expect(evidence?.is).toBe('clear')
  })

  it('abstains without TCP times, and says where to get them', () => {
    expect(judge({ application: repeat(20, 90) }).because).toMatch(/proxy header/)
  })

  it('says how many echoes are missing', () => {
    expect(judge({ transport: repeat(3, 20), application: repeat(6, 90) }).because).toBe(
      '6 of 10 application echoes; 4 more needed',
    )
  })

  it('ignores impossible times instead of trusting them', () => {
    expect(judge({ transport: [-5, 0], application: repeat(12, 80) }).because).toMatch(/no TCP round trip/)
  })

  it('is in the index', () => {
    expect(detectors).toContain(layerGap)
  })
})
