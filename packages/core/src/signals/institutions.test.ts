import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { institutionNamed } from './institutions.ts'

const list = {
  institutions: [
    { id: 'mit', names: ['Massachusetts Institute of Technology', 'MIT'], country: 'US' },
    { id: 'umich', names: ['University of Michigan - Ann Arbor', 'UMich'], country: 'US' },
    { id: 'umich-d', names: ['University of Michigan - Dearborn'], country: 'US' },
    { id: 'msu', names: ['Michigan State University'], country: 'US' },
    { id: 'uw', names: ['University of Washington'], country: 'US' },
    { id: 'wustl', names: ['Washington University in St. Louis'], country: 'US' },
    { id: 'miami-oh', names: ['Miami University'], country: 'US' },
    { id: 'miami-fl', names: ['University of Miami'], country: 'US' },
    { id: 'berkeley', names: ['University of California, Berkeley', 'UC Berkeley'], country: 'US' },
    { id: 'davis', names: ['University of California, Davis'], country: 'US' },
    { id: 'tamu', names: ['Texas A&M University'], country: 'US' },
    { id: 'olaf', names: ['St. Olaf College'], country: 'US' },
    { id: 'rice', names: ['Rice University'], country: 'US' },
    { id: 'national', names: ['National University'], country: 'US' },
    {
      id: 'augusta',
      names: ['Augusta University'],
      country: 'US',
      was: [{ name: 'Georgia Regents University', until: '2015' }],
    },
    { id: 'lodz', names: ['Uniwersytet Łódzki', 'University of Łódź'], country: 'PL' },
    { id: 'paris4', names: ['Université Paris IV'], country: 'FR' },
    { id: 'paris6', names: ['Université Paris VI'], country: 'FR' },
    { id: 'hunan', names: ['Hunan University'], country: 'CN' },
    { id: 'henan', names: ['Henan University'], country: 'CN' },
    { id: 'tokyo', names: ['University of Tokyo', '東京大学'], country: 'JP' },
    { id: 'leon-es', names: ['Universidad de León'], country: 'ES' },
    { id: 'leon-mx', names: ['Universidad de Leon'], country: 'MX' },
  ],
}

const ask = (written: string) => {
  const found = institutionNamed(list, written)
  return found && `${found.institution.id} ${found.how}${found.sure ? '' : '?'}`
}

describe('a school as written', () => {
  it.each([
    ['Massachusetts Institute of Technology', 'mit exact'],
    ['  massachusetts institute of TECHNOLOGY ', 'mit exact'],
    ['UMich', 'umich alias'],
    ['Massachusetts Inst. of Tech.', 'mit abbreviated'],
    ['Massachusetts Institute of Technology (MIT)', 'mit exact'],
    ['Massachusets Institute of Technology', 'mit typo'],
    ['Massachusetts Insitute of Technology', 'mit typo'],
    ['Massachusetts Institute ofTechnology', 'mit typo'],
    ['Michigan State', 'msu abbreviated'],
    ['Mich. State Univ.', 'msu abbreviated'],
    ['U. of Washington', 'uw abbreviated'],
    ['The University of Washington', 'uw exact'],
    ['Univeristy of Washington', 'uw typo'],
    ['University of California at Berkeley', 'berkeley abbreviated'],
    ['Univ. of Calif. - Berkeley', 'berkeley abbreviated'],
    ['University of California Berkley', 'berkeley typo'],
    ['Texas A and M University', 'tamu exact'],
    ['Saint Olaf College', 'olaf abbreviated'],
    ['University of Lodz', 'lodz alias'],
    ['東京大学', 'tokyo alias'],
    ['Georgia Regents University', 'augusta alias'],
    // Too loose to hold against anybody.
    ['MIT', 'mit alias?'],
    ['M.I.T.', 'mit alias?'],
    ['Haas School of Business, UC Berkeley', 'berkeley part?'],
    ['Rice University, Houston, TX', 'rice part?'],
    ['University of Michigan', 'umich part?'],
    ['Davis, University of California', 'davis reordered?'],
    ['Washington University', 'wustl part?'],
    ['Rise University', 'rice typo?'],
  ])('%s is %s', (written, found) => {
    expect(ask(written)).toBe(found)
  })

  it.each([
    // Another school, not a spelling of one.
    'Michigan University',
    'University of Northern Washington',
    'University of Miamy Beach',
    'University of Texas',
    // One letter makes it another one.
    'Université Paris V',
    'Université Paris VII',
    // Either of two.
    'Hnan University',
    // A part that names none in particular.
    'National University, Rosario',
    'School of Business',
    'College',
    '',
    '   ',
    '???',
    '😀',
    'x'.repeat(2000),
  ])('%s is none of them', (written) => {
    expect(ask(written)).toBeUndefined()
  })

  it('keeps schools apart whose names differ by the order of their words', () => {
    expect(ask('Miami University')).toBe('miami-oh exact')
    expect(ask('Univ. of Miami')).toBe('miami-fl abbreviated')
    expect(ask('Miami Univ')).toBe('miami-oh abbreviated')
  })

  it('names all that a name can mean', () => {
    expect(institutionNamed(list, 'Universidad de León')?.namesakes.map((i) => i.id)).toEqual(['leon-mx'])
    expect(institutionNamed(list, 'University of Michigan')?.namesakes.map((i) => i.id)).toEqual(['umich-d'])
    expect(institutionNamed(list, 'MIT')?.namesakes).toEqual([])
  })

  it('says that a name is a former one, and until when', () => {
    expect(institutionNamed(list, 'Georgia Regents Univ')?.former).toEqual({
      name: 'Georgia Regents University',
      until: '2015',
    })
    expect(institutionNamed(list, 'Augusta University')?.former).toBeUndefined()
  })

  it('answers the same when asked again, whatever was asked between', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const first = institutionNamed(list, text)
        institutionNamed(list, 'MIT')
        expect(institutionNamed(list, text)).toEqual(first)
      }),
    )
  })
})
