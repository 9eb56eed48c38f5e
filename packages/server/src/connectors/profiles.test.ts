import { expect, it } from 'vitest'
import { profileOf } from './profiles.ts'

it.each([
  ['https://www.linkedin.com/in/example-one/?trk=x', 'linkedin', 'example-one'],
  ['de.linkedin.com/in/j%C3%BCrgen', 'linkedin', 'jürgen'],
  ['github.com/example-one/project', 'github', 'example-one'],
  ['http://stackoverflow.com/users/42/example', 'stackoverflow', '42'],
  ['https://x.com/example', 'x', 'example'],
])('%s', (url, network, username) => {
  expect(profileOf(url)).toEqual({ network, username, url, known: true })
})

it.each([
  ['https://one.example.org/about', 'one.example.org'],
  ['https://notgithub.com/example', 'notgithub.com'],
  ['https://github.com/features', 'github.com'],
])('%s is an address and no user’s profile', (url, network) => {
  expect(profileOf(url)).toEqual({ network, url, known: false })
})

it('bare words name no network', () => {
  expect(profileOf('@example')).toEqual({ url: '@example', known: false })
  expect(profileOf('linkedin.com/in/%E0%A4%A')).toMatchObject({ username: '%E0%A4%A' })
})
