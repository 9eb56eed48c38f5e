import type { RawAttribute } from './kind.ts'

/** What ties people together on the net beside a mailbox: profiles, handles, and the address they came from. */

const networks =
  /^(?:[\w-]+\.)?(linkedin|github|gitlab|bitbucket|stackoverflow|x|twitter|kaggle|medium|upwork|freelancer|toptal|npmjs)\.(?:com|org|net)$/
const personalHost = /\.(?:github\.io|gitlab\.io|vercel\.app|netlify\.app|dev|me)$/
/** What forms and templates put where a name belongs. */
const placeholderUser = /^(?:users?|username|yourname|your-name|profile|example|in|home)$/

interface Profile {
  network?: string
  username?: string
  url?: string
}

/**
 * `network/username` in lower case, without the scheme, `www.`, country subdomains and what follows the name, so that
 * three spellings of one profile meet. A site without a known network is its host and path.
 */
export function profile(written: Profile): RawAttribute | undefined {
  const bare = (written.url ?? '')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
  const [host = '', ...path] = bare.split('/')
  const known = networkOf(host) ?? networkOf(`${(written.network ?? '').trim().toLowerCase()}.com`)
  if (known) {
    const inside = path[0] === 'in' || path[0] === 'users' || path[0] === 'pub' ? path.slice(1) : path
    const user = (
      (networkOf(host) ? inside[0] : undefined) || (written.username ?? '').trim().toLowerCase()
    ).replace(/^[@~]/, '')
    if (user.length < 2 || placeholderUser.test(user)) return undefined
    return { type: 'profile', value: `${known}/${user}`, shown: `a ${known} profile` }
  }
  if (path.length === 0 && !personalHost.test(host)) return undefined
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(host) || /^(?:example|yourname)\./.test(host)) return undefined
  return { type: 'profile', value: [host, ...path].join('/'), shown: 'a personal site' }
}

function networkOf(host: string): string | undefined {
  return networks.exec(host)?.[1]
}

/**
 * Handles that somebody chose: names before the @ and on profiles, in lower case without dots, dashes and underscores.
 * One that is made of the person's own written name is left out, with a number of up to four digits behind it too:
 * people of one name choose it independently, and would be tied by their name.
 */
export function handles(data: {
  name?: string
  emails?: readonly string[]
  profiles?: readonly Profile[]
}): RawAttribute[] {
  const parts = (data.name ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')
    .sort((a, b) => b.length - a.length)
  const out = new Map<string, RawAttribute>()
  const written = [
    ...(data.emails ?? []).map((e) => e.split('@')[0]!),
    ...(data.profiles ?? []).flatMap((p) => profile(p)?.value.split('/').at(-1) ?? []),
  ]
  for (const text of written) {
    const value = text.trim().toLowerCase().replace(/\+.*$/, '').replace(/[._-]/g, '')
    if (value.length < 8 || value.length > 60) continue
    let rest = value.replace(/\d{1,4}$/, '')
    for (const part of parts) rest = rest.replace(part, '')
    if (rest.length < 4) continue
    out.set(value, { type: 'handle', value, shown: `${value.slice(0, 2)}•••` })
  }
  return [...out.values()]
}

/** The public address that somebody came from; of IPv6 the /64, which is one household's. None for reserved ranges (RFC 6890). */
export function exit(written: string): RawAttribute | undefined {
  const ip = written.trim().toLowerCase()
  const v4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ip)
  if (v4) {
    const octets = v4.slice(1).map(Number)
    if (octets.some((n) => n > 255) || reserved(octets[0]!, octets[1]!)) return undefined
    return { type: 'exit', value: octets.join('.'), shown: 'a public address' }
  }
  if (!/^[23][0-9a-f]{0,3}:[0-9a-f:]*$/.test(ip)) return undefined
  const [head = '', tail] = ip.split('::')
  const left = head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right]
  if (groups.length !== 8) return undefined
  const net = groups.slice(0, 4).map((g) => g.replace(/^0+(?=.)/, ''))
  return { type: 'exit', value: net.join(':'), shown: 'a public address' }
}

function reserved(a: number, b: number): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true
  if (a === 100) return b >= 64 && b < 128
  if (a === 169) return b === 254
  if (a === 172) return b >= 16 && b < 32
  return a === 192 && b === 168
}
