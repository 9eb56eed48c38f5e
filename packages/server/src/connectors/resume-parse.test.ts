import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateIn, periodIn } from './resume-dates.ts'
import { looksLikeResume, parseResume } from './resume-parse.ts'
import { headingOf } from './resume-sections.ts'

const period = (line: string) => {
  const { start, end } = periodIn(line) ?? {}
  return [start, end]
}

describe('periods', () => {
  it.each([
    ['Jan 2019 – Present', 'Jan 2019', 'Present'],
    ['January, 2019 to December 2020', 'January, 2019', 'December 2020'],
    ['01/2019-03/2021', '01/2019', '03/2021'],
    ['2019-01 - 2020-02', '2019-01', '2020-02'],
    ['2015 - 2019', '2015', '2019'],
    ['2018–19', '2018', '2019'],
    ["Jul '19 to current", "Jul '19", 'current'],
    ['Spring 2015 – Fall 2018', 'Spring 2015', 'Fall 2018'],
    ['Jun – Aug 2014', 'Jun 2014', 'Aug 2014'],
    ['01.2019 – heute', '01.2019', 'heute'],
    ['mars 2019 à juin 2020', 'mars 2019', 'juin 2020'],
    ['since 2020', '2020', undefined],
    ['Mar 2021 –', 'Mar 2021', undefined],
    ['Acme (2001–2003), Berlin', '2001', '2003'],
    ['15/02/2019 - 01/03/2020', '15/02/2019', '01/03/2020'],
  ])('%s', (line, start, end) => {
    expect(period(line)).toEqual([start, end])
  })

  it.each([
    '2019',
    'May 2019',
    '(512) 555-2019',
    'Suite 2015-B',
    '10 to 20 people',
    '1234-5678',
    'v2.2019.1',
    '',
  ])('%s is none', (line) => {
    expect(period(line)).toEqual([undefined, undefined])
  })

  it('single dates are ends', () => {
    expect(dateIn('graduated May 2019')?.end).toBe('May 2019')
    expect(dateIn('Class of 2010')?.end).toBe('2010')
    expect(dateIn('room 12019')).toBeUndefined()
  })
})

describe('headings', () => {
  it.each([
    ['EXPERIENCE', 'work'],
    ['Work Experience:', 'work'],
    ['## Employment history', 'work'],
    ['W O R K  E X P E R I E N C E', 'work'],
    ['Teaching Experience', 'work'],
    ['Berufserfahrung', 'work'],
    ['EDUCATION & TRAINING', 'education'],
    ['Academic Background', 'education'],
    ['Academic projects', 'other'],
    ['Career objective', 'other'],
    ['Technical Skills', 'other'],
    ['References', 'references'],
    ['Personal details', 'contact'],
  ])('%s', (line, kind) => {
    expect(headingOf(line)).toBe(kind)
  })

  it.each([
    'Experience with Go',
    '• Education',
    'Education, 2015',
    'Example Works',
    'Experienced engineer',
    '',
  ])('%s is none', (line) => {
    expect(headingOf(line)).toBeUndefined()
  })
})

const parse = (text: string) => parseResume(text) as Record<string, unknown>

describe('contacts', () => {
  it('are those at the top, as written; never those of references', () => {
    const found = parse(
      'EXAMPLE TWO\n12 Invented Street, Apt 4\nExampleton, IL 60601\nPhone: +1 312-555-0102 ext. 5 | two@x.example.org\nhttps://www.linkedin.com/in/example-two/ · github.com/example-two\n\nExperience\nEngineer, Example Works, 2015 - 2019\nReferences\nProf. Else, else@y.example.org, 312-555-0199\n',
    )
    expect(found).toMatchObject({
      name: 'EXAMPLE TWO',
      emails: ['two@x.example.org'],
      phones: ['+1 312-555-0102 ext. 5'],
      address: '12 Invented Street, Apt 4, Exampleton, IL 60601',
      place: { city: 'Exampleton', region: 'IL', country: 'US' },
      profiles: [
        { network: 'linkedin', username: 'example-two' },
        { network: 'github', username: 'example-two' },
      ],
    })
  })

  it.each([
    ['Mononym\nm@x.example.org', 'Mononym'],
    ['مثال مثالي\n🚀', 'مثال مثالي'],
    ['🌟 Example One 🌟', '🌟 Example One 🌟'],
    ["Renée O'Example-Smith, PhD\nx", "Renée O'Example-Smith"],
    ['Curriculum Vitae\nDr. Jürgen Beispiel', 'Dr. Jürgen Beispiel'],
    ['RESUME OF EXAMPLE ONE', 'EXAMPLE ONE'],
    ['one@x.example.org\nExample One', 'Example One'],
    ['Name: 例示 太郎', '例示 太郎'],
    ['E X A M P L E   N I N E', 'EXAMPLE NINE'],
    ['Jordan\nj@x.example.org', 'Jordan'],
  ])('the name in %j', (text, name) => {
    expect(parse(text).name).toBe(name)
  })

  it.each(['Senior Software Engineer\nx', 'Experience\nExample Works', 'Austin, Texas', '2019\n2020'])(
    'no name in %j',
    (text) => {
      expect(parse(text)).not.toHaveProperty('name')
    },
  )

  it('who is called like a country does not claim to live there', () => {
    expect(parse('Chad\nc@x.example.org')).not.toHaveProperty('place')
    expect(parse('Chad\nAustin, TX').place).toEqual({ city: 'Austin', region: 'TX', country: 'US' })
  })

  it('years, postal codes and ids are no phones', () => {
    expect(parse('Example One\n2015 - 2019 | 60601-1234 | 2019-05-05 | ID 123456')).not.toHaveProperty(
      'phones',
    )
  })
})

const jobs = (lines: string) =>
  parse(`Example One\nExperience\n${lines}`).work as Record<string, string>[] | undefined

describe('work', () => {
  const expected = [
    {
      name: 'Example Works',
      position: 'Senior Engineer',
      startDate: 'Jan 2019',
      endDate: 'Present',
      summary: 'Made things.',
    },
    { name: 'Invented Ltd', position: 'Developer', startDate: '2015', endDate: '2018' },
  ]
  it.each([
    [
      'one line',
      'Senior Engineer, Example Works, Jan 2019 - Present\n• Made things.\nDeveloper | Invented Ltd | 2015 - 2018',
    ],
    [
      'at',
      'Senior Engineer at Example Works (Jan 2019 - Present)\n- Made things.\nDeveloper @ Invented Ltd, 2015 - 2018',
    ],
    [
      'company and date, then position',
      'Example Works, Austin, TX\tJan 2019 - Present\nSenior Engineer\n• Made things.\nInvented Ltd\t2015 - 2018\nDeveloper',
    ],
    [
      'date last',
      'Senior Engineer\nExample Works, Austin, TX\nJan 2019 - Present\n• Made things.\nDeveloper\nInvented Ltd, Remote\n2015 - 2018',
    ],
    [
      'date first',
      'Jan 2019 - Present\nExample Works\nSenior Engineer\n• Made things.\n2015 - 2018\nInvented Ltd\nDeveloper',
    ],
    [
      'date first, one line',
      'Jan 2019 - Present: Senior Engineer, Example Works\nMade things.\n2015 - 2018: Developer, Invented Ltd',
    ],
    [
      'bullets',
      '• Senior Engineer, Example Works, Jan 2019 - Present\nMade things.\n• Developer, Invented Ltd, 2015 - 2018',
    ],
    [
      'dashes',
      'Example Works — Senior Engineer — Jan 2019 - Present\nMade things.\nInvented Ltd — Developer — 2015 - 2018',
    ],
  ])('%s', (_, lines) => {
    expect(jobs(lines)).toEqual(expected)
  })

  it('what can’t be told apart is left out', () => {
    expect(jobs('Payments, Growth, Core, 2015 - 2018')).toEqual([{ startDate: '2015', endDate: '2018' }])
    expect(jobs('Did many things for many people over many years.')).toBeUndefined()
  })

  it('a period in a sentence or a bullet is no entry', () => {
    expect(
      jobs(
        'Engineer, Example Works, 2015 - 2019\n• Cut costs from 2016 to 2018 by half\nGrew sales from 2016 to 2018 by a third.',
      ),
    ).toHaveLength(1)
  })

  it('Inc. belongs to its company, a compound is a title', () => {
    expect(jobs('Engineer, Example Works, Inc., Berlin, Germany, 2015 - 2019')?.[0]).toMatchObject({
      name: 'Example Works, Inc.',
      position: 'Engineer',
    })
    expect(jobs('04/2015 – heute    Softwareentwickler, Beispiel GmbH')?.[0]).toMatchObject({
      name: 'Beispiel GmbH',
      position: 'Softwareentwickler',
    })
  })

  it('two positions under one company: the company is said once, and not guessed for the other', () => {
    expect(
      jobs(
        'Example Works\nSenior Engineer\nJanuary 2021 - Present (2 years 3 months)\nBuilt it.\nEngineer\nJanuary 2018 - January 2021 (3 years 1 month)',
      ),
    ).toMatchObject([
      { name: 'Example Works', position: 'Senior Engineer' },
      { position: 'Engineer', startDate: 'January 2018' },
    ])
  })
})

const schools = (lines: string) =>
  parse(`Example One\nEducation\n${lines}`).education as Record<string, string>[] | undefined

describe('whole résumés of other makes', () => {
  it('position and dates above the company, an undated rest below another heading', () => {
    expect(
      parse(
        'JANE EXAMPLE\nWORK EXPERIENCE\nSenior Engineer          March 2020 – Present\nExample Works, Inc. – Chicago, IL\n● Designed it\n  across three regions\n\nEngineer II          June 2016 – March 2020\nInvented Corp (formerly Sample Co.) – Remote\n● Made it\n\nEARLIER EXPERIENCE\nVarious roles, 2010–2016\n',
      ).work,
    ).toEqual([
      {
        name: 'Example Works, Inc.',
        position: 'Senior Engineer',
        startDate: 'March 2020',
        endDate: 'Present',
        summary: 'Designed it\nacross three regions',
      },
      {
        name: 'Invented Corp (formerly Sample Co.)',
        position: 'Engineer II',
        startDate: 'June 2016',
        endDate: 'March 2020',
        summary: 'Made it',
      },
      { startDate: '2010', endDate: '2016' },
    ])
  })

  it('one company, two titles: a team is no employer', () => {
    expect(
      jobs(
        'The Example Company\tSpringfield, MA\nVice President of Engineering\t2019 – 2023\nDid it.\nDirector, Platform\t2015 – 2019\nExample Holdings\tBoston, MA\nEngineer\t2010 – 2015',
      ),
    ).toMatchObject([
      { name: 'The Example Company', position: 'Vice President of Engineering' },
      { position: 'Director', startDate: '2015' },
      { name: 'Example Holdings', position: 'Engineer' },
    ])
    expect(
      jobs('The Example Company\nEngineer\t2019 – 2023\nDid it.\nDirector, Platform\t2015 – 2019')?.[1],
    ).not.toHaveProperty('name')
  })

  it('dates alone, then company with its kind of employment, then position', () => {
    expect(
      jobs(
        'Jan 2020 - Present\nExample Works (Full-time), Berlin\nLead Engineer\n2018 - 2019 | Freelance Developer',
      ),
    ).toEqual([
      { name: 'Example Works', position: 'Lead Engineer', startDate: 'Jan 2020', endDate: 'Present' },
      { position: 'Freelance Developer', startDate: '2018', endDate: '2019' },
    ])
  })

  it('Spanish and Chinese forms', () => {
    const found = parse(
      'María Example\nPerfil\nx\nExperiencia laboral\nDesarrolladora, Empresa Inventada S.A., enero 2019 – actualidad\nBackend Engineer | Example Technology Co., Ltd. | 2016.07 - 2018.12\nFormación académica\nUniversidad de Ejemplo, Licenciatura en Informática, 2012 – 2017\n',
    )
    expect(found.work).toMatchObject([
      {
        name: 'Empresa Inventada S.A.',
        position: 'Desarrolladora',
        startDate: 'enero 2019',
        endDate: 'actualidad',
      },
      { name: 'Example Technology Co., Ltd.', position: 'Backend Engineer', startDate: '2016.07' },
    ])
    expect(found.education).toEqual([
      {
        institution: 'Universidad de Ejemplo',
        studyType: 'Licenciatura',
        area: 'Informática',
        startDate: '2012',
        endDate: '2017',
      },
    ])
  })
})

describe('education', () => {
  it('five entries in one string', () => {
    expect(
      schools(
        'BSc Physics, Example University, 2010-2014; MSc Physics, Invented University, 2014–2016; PhD, Example Institute of Technology, 2016 - 2020; MBA, Sample Business School, 2021; Certificate in Welding, Example College, Spring 2022',
      ),
    ).toEqual([
      {
        studyType: 'BSc',
        area: 'Physics',
        institution: 'Example University',
        startDate: '2010',
        endDate: '2014',
      },
      {
        studyType: 'MSc',
        area: 'Physics',
        institution: 'Invented University',
        startDate: '2014',
        endDate: '2016',
      },
      {
        studyType: 'PhD',
        institution: 'Example Institute of Technology',
        startDate: '2016',
        endDate: '2020',
      },
      { studyType: 'MBA', institution: 'Sample Business School', endDate: '2021' },
      { studyType: 'Certificate', area: 'Welding', institution: 'Example College', endDate: 'Spring 2022' },
    ])
  })

  it('also parted by commas alone', () => {
    expect(schools('Example University, BSc, 2014, Invented University, MSc, 2016')).toEqual([
      { institution: 'Example University', studyType: 'BSc', endDate: '2014' },
      { institution: 'Invented University', studyType: 'MSc', endDate: '2016' },
    ])
  })

  it.each([
    [
      'lines',
      'Example State University, Austin, TX\t2011 - 2015\nBachelor of Science in Computer Science\nGPA 3.9, Dean’s List 2013',
    ],
    ['date first', '2011 - 2015\nExample State University\nBachelor of Science, Computer Science'],
    [
      'degree first',
      'Bachelor of Science in Computer Science\nExample State University (2011 - 2015)\n• Thesis 2014: An Invented Thing',
    ],
    ['from', 'Bachelor of Science in Computer Science from Example State University, 2011 - 2015'],
  ])('%s', (_, lines) => {
    expect(schools(lines)).toEqual([
      {
        institution: 'Example State University',
        studyType: 'Bachelor of Science',
        area: 'Computer Science',
        startDate: '2011',
        endDate: '2015',
      },
    ])
  })

  it('keeps campuses, short names and expected ends', () => {
    expect(
      schools(
        'University of California, Berkeley — M.S. Statistics, Expected May 2027\n\nMIT, B.S. Physics, 2014',
      ),
    ).toEqual([
      {
        institution: 'University of California, Berkeley',
        studyType: 'M.S.',
        area: 'Statistics',
        endDate: 'May 2027',
      },
      { institution: 'MIT', studyType: 'B.S.', area: 'Physics', endDate: '2014' },
    ])
  })

  it('date first with a grade, a degree with its field in brackets, a campus with a dash', () => {
    expect(
      schools(
        '10/2010 – 09/2015 Technical University of Example, M.Sc. Informatics (grade 1.3)\nB.Tech (CSE), IIT Bombay, 2006–2010, CGPA 8.1/10\nMaster of Science, Computer Science   May 2016\nUniversity of Illinois, Urbana-Champaign',
      ),
    ).toEqual([
      {
        institution: 'Technical University of Example',
        studyType: 'M.Sc.',
        area: 'Informatics',
        startDate: '10/2010',
        endDate: '09/2015',
      },
      { institution: 'IIT Bombay', studyType: 'B.Tech', area: 'CSE', startDate: '2006', endDate: '2010' },
      {
        institution: 'University of Illinois, Urbana-Champaign',
        studyType: 'Master of Science',
        area: 'Computer Science',
        endDate: 'May 2016',
      },
    ])
  })

  it('honours and courses alone are no school', () => {
    expect(schools('Dean’s List 2013\nRelevant coursework: Algorithms')).toBeUndefined()
  })
})

describe('whatever the text', () => {
  it('keeps all of it beside what was read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const found = parse(text)
        expect(found.resumeText ?? '').toBe(text)
      }),
    )
  })

  it('parts of résumés in any order', () => {
    const part = fc.constantFrom(
      'Experience',
      'Education',
      'Jan 2019 – Present',
      'Example Works, Inc.',
      'Engineer',
      'BSc',
      'University',
      '• x',
      '',
      ';',
      '2010-2014',
      'Austin, TX',
      'a@x.example.org',
      '\t',
      ' | ',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.constantFrom('\n', ' ', ', '))), (parts) => {
        for (const entry of [...((parse(parts.flat().join('')).work as object[]) ?? [])])
          expect(entry).toBeTypeOf('object')
      }),
      { numRuns: 300 },
    )
  })

  it('two megabytes of one word, of digits, of separators', () => {
    for (const text of [
      'x',
      '1',
      ',',
      ' ',
      '1 ',
      '- ',
      'a@',
      'Experience\n2015 - 2019\n',
      '(',
      'http://',
      'University, ',
    ])
      expect(parse(text.repeat(2_000_000 / text.length))).toBeTypeOf('object')
  })
})

describe('looksLikeResume', () => {
  it('needs a contact and headings of a résumé', () => {
    const whole =
      'Example One\none@x.example.org\nExperience\nEngineer, Example Works, 2015 - 2019\nSkills\nGo'
    expect(looksLikeResume(whole)).toBe(true)
    expect(looksLikeResume(whole.replace('one@x.example.org', ''))).toBe(false)
    expect(looksLikeResume(whole.replace('Experience', '').replace('Skills', ''))).toBe(false)
    expect(looksLikeResume('# Project\n\nContact: a@x.example.org\n\n## Features\n\n## Education\n')).toBe(
      false,
    )
  })
})
