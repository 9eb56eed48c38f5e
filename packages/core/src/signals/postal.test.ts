import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listedAddress } from './listed-addresses.ts'
import { postal } from './postal.ts'

describe('an address as written', () => {
  const tampa = {
    number: '7402',
    street: 'n 56 st',
    city: 'tampa',
    region: 'FL',
    postcode: '33617',
    country: 'US',
  }
  it.each([
    '7402 N 56th St Building 300, Ste 355-1204, Tampa, FL 33617',
    '7402 north 56th street bldg 300 ste 355-1204 tampa fl 33617-1234',
    '7402 N. 56TH ST.\nBLDG 300 STE 355 #1204\nTampa, Florida 33617\nUSA',
    'Bldg 300, Ste 355-1204, 7402 N 56th St, Tampa FL 33617',
  ])('is the same however it is spelled: %s', (written) => {
    const found = postal(written)
    expect(found).toMatchObject(tampa)
    expect([...found.units].sort()).toEqual(['1204', '300', '355'])
  })

  it.each([
    ['#12 13439 Osborne St Ste 11, Arleta CA 91331', '13439', 'osborne st', ['12', '11']],
    ['4111 US-80 Ste 406 - 12, Mesquite, TX 75150', '4111', 'us 80', ['406', '12']],
    ['3095 HW 101 N Ste 11, Gearhart, Oregon', '3095', 'hwy 101 n', ['11']],
    ['111 NE 1st Street 8th Floor #12, Miami, FL 33132', '111', 'ne 1 st', ['8', '12']],
    ['17878 Front Beach Road, Panama City Beach, FL 32413', '17878', 'front beach rd', []],
    ['N168W20379 Main St Unit 3, Jackson, WI 53037', 'n168w20379', 'main st', ['3']],
    ['35-20 81st Street, Jackson Heights, NY', '35-20', '81 st', []],
    ['200 5 Ave, New York, NY 10010', '200', '5 ave', []],
    ['1234 Avenue of the Americas, New York, NY 10020', '1234', 'ave of the americas', []],
    ['12 Rue de Rivoli, 75001 Paris, France', '12', 'rue de rivoli', []],
  ])('keeps apart what a street can be called: %s', (written, number, street, units) => {
    expect(postal(written)).toMatchObject({ number, street, units })
  })

  it('says of other countries only what is certain', () => {
    expect(postal('27 Old Gloucester Street, London WC1N 3AX, UK')).toMatchObject({
      country: 'GB',
      postcode: 'wc1n3ax',
      city: 'london',
    })
    expect(postal('Hauptstraße 5, 10115 Berlin, Germany')).toMatchObject({ country: 'DE', city: 'berlin' })
    expect(postal('12 MG Road, Bengaluru, IN 560001').country).toBeUndefined()
    expect(postal('12 Oak Ct').region).toBeUndefined()
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'#1 2a,-.st\n') })),
        (text) => {
          expect(postal(text).units).toBeInstanceOf(Array)
        },
      ),
    )
    expect(postal('1 '.repeat(1_000_000)).street).toBeUndefined()
  })
})

describe('an address on a list', () => {
  const list = [
    {
      street: '7402 N 56th St Building 300, Ste 355-MAILBOX',
      city: 'Tampa',
      region: 'FL',
      postcode: '33617',
      of: 'A',
    },
    {
      street: '2501 NE 23rd Street Suite AMAILBOX',
      city: 'Oklahoma City',
      region: 'OK',
      postcode: '73111',
      of: 'B',
    },
    { street: '#MAILBOX 64 W Central Ave', city: 'Edgewater', region: 'MD', postcode: '21037-1100', of: 'C' },
    { street: '867 Boylston St Suite 500', city: 'Boston', region: 'MA', postcode: '02116', of: 'D' },
    { street: '71-75 Shelton Street', city: 'London', postcode: 'WC2H 9JQ', country: 'GB', of: 'E' },
  ]
  const find = (written: string) => {
    const found = listedAddress(list, postal(written))
    return found && `${found.entry.of}${found.door ? '' : '?'}`
  }

  it.each([
    ['7402 N 56th St Bldg 300 Suite 355 #1204, Tampa FL', 'A'],
    ['7402 56th Street, Building 300, Suite 355-8, Tampa, FL 33617', 'A'],
    ['2501 Northeast 23rd St., Ste A1204, Oklahoma City, OK 73111-3000', 'B'],
    ['64 West Central Avenue Unit 7, Edgewater, MD', 'C'],
    ['64 W Centrall Ave #7, Edgewater, MD 21037', 'C'],
    ['867 Boylston, 5th Floor Suite 500, Boston 02116', 'D'],
    ['71-75 Shelton St, Covent Garden, London, WC2H 9JQ', 'E'],
  ])('is found: %s', (written, of) => {
    expect(find(written)).toBe(of)
  })

  it.each([
    ['the neighbour above the shop', '867 Boylston St Apt 12, Boston, MA 02116'],
    ['the next house', '869 Boylston St Suite 500, Boston, MA 02116'],
    ['the same street of another town', '867 Boylston St Suite 500, Springfield, MA 01101'],
    ['the same number on the other side of town', '64 E Central Ave, Edgewater, MD 21037'],
    ['an avenue that is called like the street', '867 Boylston Ave Suite 500, Boston, MA 02116'],
    ['a street with the next number', '7402 N 57th St Bldg 300 Ste 355, Tampa, FL 33617'],
    ['the same town in another state', '64 W Central Ave #7, Edgewater, FL 32132'],
    ['a street and no town', '64 W Central Ave #7'],
  ])('is not confused with %s', (_, written) => {
    expect(find(written)).toBeUndefined()
  })

  it('leaves open which door is meant where none is written', () => {
    expect(find('867 Boylston St, Boston, MA 02116')).toBe('D?')
  })
})
