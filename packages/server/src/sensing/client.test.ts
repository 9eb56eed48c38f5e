import { createServer, type Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { transport } from './client.ts'
import { fromSs } from './tcp-info.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A request as fastify hands it on: who is connected, whom the proxy names, and what headers came. */
const request = (peer: string, headers: Record<string, string | string[]>, ip = peer) =>
  ({ ip, headers, socket: { remoteAddress: peer } }) as unknown as FastifyRequest

const behind = (setting: string, proxies = '10.0.0.5') =>
  readConfig({ TELLTALE_PROXIES: proxies, TELLTALE_PROXY_RTT: setting })

describe('the client’s TCP round trip behind a proxy', () => {
  it.each<[string, string, string, number]>([
    ['nginx’s $tcpinfo_rtt', 'x-tcp-rtt:us', '41152', 41.152],
    ['HAProxy’s fc_rtt(us)', 'x-tcp-rtt:us', '38004', 38.004],
    ['HAProxy’s fc_rtt in milliseconds', 'x-tcp-rtt:ms', '38', 38],
    ['a proxy that states seconds', 'x-tcp-rtt:s', '0.0415', 41.5],
    ['a header of another name', 'X-Rtt-Us:us', '900', 0.9],
  ])('reads %s', async (_, setting, value, ms) => {
    const config = behind(setting)
    const name = config.proxyRtt!.header
    const told = await transport(request('10.0.0.5', { [name]: value }, '203.0.113.9'), config)
    expect(told?.via).toBe('header')
    expect(told?.ms).toBeCloseTo(ms, 6)
  })

  it.each([
    ['nothing', {}],
    ['an empty header, as nginx sends without TCP_INFO', { 'x-tcp-rtt': '' }],
    ['a dash', { 'x-tcp-rtt': '-' }],
    ['zero', { 'x-tcp-rtt': '0' }],
    ['a negative time', { 'x-tcp-rtt': '-5' }],
    ['two values', { 'x-tcp-rtt': '41152, 3' }],
    ['infinity', { 'x-tcp-rtt': 'Infinity' }],
    ['microseconds that are stated as seconds', { 'x-tcp-rtt': '41152000000' }],
  ])('is not measured where the proxy sends %s', async (_, headers) => {
    expect(
      await transport(request('10.0.0.5', headers, '203.0.113.9'), behind('x-tcp-rtt:us')),
    ).toBeUndefined()
  })

  it('never takes the proxy’s own connection for the client’s, also where it names no client', async () => {
    const config = behind('x-tcp-rtt:us')
    expect(await transport(request('10.0.0.5', {}), config)).toBeUndefined()
    expect(await transport(request('::ffff:10.0.0.5', { 'x-tcp-rtt': '900' }), config)).toEqual({
      ms: 0.9,
      via: 'header',
    })
  })

  it('trusts networks and IPv6 addresses of proxies as they are set', async () => {
    const config = behind('x-tcp-rtt:ms', '10.0.0.0/24, 2001:db8::/32')
    for (const peer of ['10.0.0.77', '2001:db8::1'])
      expect(await transport(request(peer, { 'x-tcp-rtt': '9' }), config)).toEqual({ ms: 9, via: 'header' })
    for (const peer of ['10.0.1.77', '2001:db9::1'])
      expect((await transport(request(peer, { 'x-tcp-rtt': '9' }), config))?.via).not.toBe('header')
  })

  it.skipIf(process.platform !== 'linux')(
    'looks at no header of anybody else: the kernel is asked',
    async () => {
      const server = createServer()
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      closing.push(() => server.close())
      const { port } = server.address() as { port: number }
      const { connect } = await import('node:net')
      const accepted = new Promise<Socket>((done) => server.once('connection', done))
      const client = connect(port, '127.0.0.1')
      const socket = await accepted
      closing.push(
        () => client.destroy(),
        () => socket.destroy(),
      )
      client.write('x')
      await new Promise((done) => socket.once('data', done))
      const spoofed = {
        ip: '127.0.0.1',
        headers: { 'x-tcp-rtt': '1', 'x-forwarded-for': '203.0.113.9' },
        socket,
      } as unknown as FastifyRequest
      for (const config of [
        readConfig({}),
        behind('x-tcp-rtt:us'),
        readConfig({ TELLTALE_PROXY_RTT: 'x-tcp-rtt:us' }),
      ]) {
        const told = await transport(spoofed, config)
        expect(told?.via).toBe('getsockopt')
        expect(told?.ms).not.toBe(0.001)
      }
    },
  )
})

describe('what ss prints', () => {
  it.each<[string, string, { rtt: number; min: number }]>([
    [
      'iproute2 6.1 with BBR, as printed',
      'ESTAB 0      0      127.0.0.1:59577 127.0.0.1:41100\n\t bbr wscale:10,10 rto:204 rtt:0.016/0.009 ato:40 mss:32768 pmtu:65535 rcvmss:536 advmss:65483 cwnd:11 bytes_sent:5 bytes_acked:5 bytes_received:5 segs_out:2 segs_in:4 data_segs_out:1 data_segs_in:1 bbr:(bw:52428796872bps,mrtt:0.005,pacing_gain:2.88672,cwnd_gain:2.88672) send 180224000000bps lastsnd:268 lastrcv:268 lastack:268 pacing_rate 416204775192bps delivery_rate 52428800000bps delivered:2 app_limited rcv_space:65483 rcv_ssthresh:65483 minrtt:0.005 snd_wnd:65536\n',
      { rtt: 0.016, min: 0.005 },
    ],
    [
      'a connection that has lost packets',
      '0      36        203.0.113.5:22        198.51.100.7:50814 \n\t cubic wscale:7,7 rto:436 rtt:235.06/11.206 ato:40 mss:1448 pmtu:1500 rcvmss:1136 advmss:1448 cwnd:7 ssthresh:7 bytes_retrans:72 segs_out:220 retrans:0/2 rcv_rtt:243.5 rcv_space:14480 minrtt:228.31',
      { rtt: 235.06, min: 228.31 },
    ],
    ['an older ss without minrtt', '\t cubic rto:204 rtt:3.5/1.25 mss:1448 cwnd:10', { rtt: 3.5, min: 3.5 }],
  ])('is read: %s', (_, text, { rtt, min }) => {
    expect(fromSs(text)).toEqual({ rtt, min, via: 'ss' })
  })

  it.each([
    '',
    'State Recv-Q Send-Q',
    'rtt:/',
    'rtt:0/0',
    '0 0 127.0.0.1:7310 127.0.0.1:41732',
    'rcv_rtt:40 minrtt:38',
  ])('is nothing where it tells none: %j', (text) => {
    expect(fromSs(text)).toBeUndefined()
  })
})
