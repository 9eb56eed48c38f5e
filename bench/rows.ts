import type { Kind } from '@telltale/core'
import { seeded } from './machine.ts'

const start = Date.UTC(2026, 0, 5)
const hour = 3_600_000

/**
 * Simulated canonical rows of one kind, as JSON lines, seeded: 500 devices over 30 days. For speed only; nothing
 * about people is to be read from them.
 */
export function* rows(kind: Kind, count: number): Generator<string> {
  const random = seeded(1)
  const about = (i: number) => [`device:LT-${i % 500}`, `person:W-${i % 500}`]
  const round = (x: number, digits = 1) => Number(x.toFixed(digits))
  for (let i = 0; i < count; i++) {
    const at = start + ((i * 7919) % (30 * 24)) * hour
    const row = (data: unknown) => JSON.stringify({ id: `${kind}-${i}`, kind, at, about: about(i), data })
    if (kind === 'keys') {
      const classes = ['letter', 'letter', 'letter', 'space', 'backspace', 'digit']
      const [press, release, names, repeat]: [number[], number[], string[], number[]] = [[], [], [], []]
      let t = random() * 1e6
      for (let k = 0; k < 200; k++) {
        t += 60 + random() * 200
        press.push(round(t, 3))
        release.push(round(t + 50 + random() * 80, 3))
        names.push(classes[Math.floor(random() * classes.length)]!)
        repeat.push(0)
      }
      yield row({ source: 'endpoint', resolution: 0.001, press, release, class: names, repeat })
    } else if (kind === 'reaction') {
      const events = Array.from({ length: 24 }, (_, k) => {
        const target = k % 2 === 1
        const shownAt = round(k * 30_000 + random() * 1000, 3)
        const respondedAt = round(shownAt + (target ? 260 : 360) + random() * 120, 3)
        return { stimulus: target ? 'target' : 'prompt', shownAt, respondedAt, by: target ? 'motion' : 'key' }
      })
      yield row({ source: 'endpoint', events })
    } else if (kind === 'rtt') {
      const base = 15 + random() * 40
      const times = (more: number) => Array.from({ length: 12 }, () => round(base + more + random() * 6, 2))
      yield row({
        collector: { name: 'Dallas', lat: 32.78, lon: -96.8 },
        ip: `198.51.100.${i % 250}`,
        transport: times(0),
        application: times(0.6),
      })
    } else if (kind === 'inventory') {
      yield row({
        usb: [
          {
            vid: '046d',
            pid: 'c52b',
            manufacturer: 'Logitech',
            product: 'USB Receiver',
            classes: ['03'],
            interfaces: 3,
          },
          {
            vid: '0bda',
            pid: '8153',
            manufacturer: 'Realtek',
            product: 'USB 10/100/1000 LAN',
            serial: `00${i % 500}`,
          },
        ],
        displays: [
          { manufacturer: 'DEL', product: '40f3', serial: `CN0${(i % 500) + 1000}X`, name: 'U2720Q' },
        ],
        gateway: { ip: '192.168.1.1', mac: `3c:37:86:00:${hex((i % 500) >> 8)}:${hex(i % 256)}` },
        bssids: [`3c:37:86:01:${hex((i % 500) >> 8)}:${hex(i % 256)}`],
        processes: ['explorer.exe', 'outlook.exe', 'code.exe'],
      })
    } else if (kind === 'signin') {
      yield row({
        ip: `203.0.113.${i % 250}`,
        country: 'US',
        outcome: 'success',
        authenticator: `auth-${i % 500}`,
        system: 'idp',
      })
    } else if (kind === 'application') {
      yield JSON.stringify({
        id: `application-${i}`,
        kind,
        at,
        about: [`application:A-${i}`],
        data: {
          name: `Applicant ${i}`,
          emails: [`applicant.${i}@mail.example`],
          phones: [`(212) 444-${String(i % 10_000).padStart(4, '0')}`],
          address: `${i % 9000} Main Street, Springfield`,
          education: [
            { institution: 'A university', area: 'Computer science', startDate: '2014', endDate: '2018' },
          ],
          work: [
            {
              name: 'A company',
              position: 'Engineer',
              startDate: '2018-07',
              endDate: '2024-01',
              summary: 'Built and ran services. '.repeat(8),
            },
          ],
        },
      })
    } else throw new Error(`no benchmark rows for ${kind}`)
  }
}

function hex(n: number): string {
  return (n & 255).toString(16).padStart(2, '0')
}
