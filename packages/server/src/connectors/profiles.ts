/** A public profile as an application states it. */
export interface Profile {
  network?: string
  username?: string
  url: string
}

/** Where the user's name stands in the path of a profile's address; elsewhere the host names the network. */
const networks: readonly [network: string, path: RegExp][] = [
  ['linkedin', /(?:^|\.)linkedin\.com\/(?:in|pub)\/([^/?#\s]+)/i],
  ['github', /(?:^|\.)github\.com\/([a-z0-9-]+)/i],
  ['gitlab', /(?:^|\.)gitlab\.com\/([\w.-]+)/i],
  ['bitbucket', /(?:^|\.)bitbucket\.org\/([\w.-]+)/i],
  ['stackoverflow', /(?:^|\.)stackoverflow\.com\/users\/(\d+)/i],
  ['x', /(?:^|\.)(?:twitter|x)\.com\/(\w+)/i],
]
/** First steps of paths that lead to pages of the site itself. */
const ofTheSite = /^(?:about|features|home|login|orgs|search|share|signup|topics)$/i

/** The profile that an address leads to; `known` when it is one of a network whose addresses we can read. */
export function profileOf(written: string): Profile & { known: boolean } {
  const url = written.trim()
  const bare = url.replace(/^[a-z]+:\/\//i, '').replace(/^www\./i, '')
  for (const [network, path] of networks) {
    const username = path.exec(bare)?.[1]
    if (username && !ofTheSite.test(username))
      return { network, username: decoded(username), url, known: true }
  }
  const host = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+/i.exec(bare)?.[0]?.toLowerCase()
  return { ...(host && { network: host }), url, known: false }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
