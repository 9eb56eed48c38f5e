import { describe, expect, it } from 'vitest'
import { placeOf, placeOfFields } from './places.ts'

describe('placeOf', () => {
  it.each([
    ['Austin, TX', { city: 'Austin', region: 'TX', country: 'US' }],
    ['Austin, TX 78701', { city: 'Austin', region: 'TX', country: 'US' }],
    ['12 Invented Street, Austin, TX 78701-1234', { city: 'Austin', region: 'TX', country: 'US' }],
    ['Exampleton, Illinois, United States', { city: 'Exampleton', region: 'IL', country: 'US' }],
    ['New York, New York', { city: 'New York', region: 'NY', country: 'US' }],
    ['Washington, D.C.', { city: 'Washington', region: 'DC', country: 'US' }],
    ['Atlanta, Georgia, USA', { city: 'Atlanta', region: 'GA', country: 'US' }],
    ['Toronto, ON', { city: 'Toronto', region: 'ON', country: 'CA' }],
    ['Lyon, Rhône, France', { city: 'Lyon', region: 'Rhône', country: 'FR' }],
    ['London, UK', { city: 'London', country: 'GB' }],
    ['Texas', { region: 'TX', country: 'US' }],
    ['Germany', { country: 'DE' }],
    ['Remote, USA', { country: 'US' }],
    ['東京, 日本', { city: '東京', country: 'JP' }],
  ])('reads %s', (written, place) => {
    expect(placeOf(written)).toEqual(place)
  })

  it.each([
    'Berlin',
    'New York',
    'Washington',
    'Georgia',
    // a state and a country
    'Atlanta, Georgia',
    'Tbilisi, Georgia',
    'IN',
    'San Francisco Bay Area',
    '東京',
    '🌍 everywhere',
  ])('leaves %s as it is written', (written) => {
    expect(placeOf(written)).toEqual({ city: written })
  })

  it('a code that is as often a country names neither without a postal code', () => {
    expect(placeOf('Bengaluru, IN')).toEqual({ city: 'Bengaluru', region: 'IN' })
    expect(placeOf('Berlin, DE')).toEqual({ city: 'Berlin', region: 'DE' })
    expect(placeOf('Gary, IN 46402')).toEqual({ city: 'Gary', region: 'IN', country: 'US' })
  })

  it('of nothing makes nothing', () => {
    expect(placeOf(undefined)).toBeUndefined()
    expect(placeOf('  ')).toBeUndefined()
  })

  it('of many words makes words', () => {
    expect(placeOf('x, '.repeat(50_000))?.city).toHaveLength(149_999)
  })
})

describe('placeOfFields', () => {
  it('takes fields for what they are', () => {
    expect(placeOfFields('Exampleton', 'IL', undefined)).toEqual({
      city: 'Exampleton',
      region: 'IL',
      country: 'US',
    })
    expect(placeOfFields('Beispielstadt', 'Bayern', 'Germany')).toEqual({
      city: 'Beispielstadt',
      region: 'Bayern',
      country: 'DE',
    })
    expect(placeOfFields('Indore', 'IN', 'IN')).toEqual({ city: 'Indore', region: 'IN', country: 'IN' })
    expect(placeOfFields('X', undefined, 'Nowhereland')).toEqual({ city: 'X', country: 'Nowhereland' })
    expect(placeOfFields()).toBeUndefined()
  })
})
