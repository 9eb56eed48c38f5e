import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, digest, drain, type FactLists, plan } from '../../index.ts'
import detector from './anachronism.ts'

const at = Date.UTC(2026, 10, 5)

function judge(data: object, lists: Partial<FactLists> = {}) {
  const row = { kind: 'application', at, about: ['application:A-1'], data }
  const accepted = accept(row, { source: 'test', id: 'r', receivedAt: 4e12 }, (t, v) => digest(t + v))
  if (!accepted.observation) throw new Error(JSON.stringify(accepted.problems))
  const out = drain(plan([detector], lists), [[accepted.observation]])
  expect(out.faults).toEqual([])
  const [evidence] = out.evidence
  return {
    is: evidence?.is ?? 'abstain',
    weight: evidence?.weight ?? 0,
    says: evidence?.says ?? out.abstentions[0]?.because,
    exhibits: evidence?.exhibits,
    lists: evidence?.lists,
  }
}

const worked = (summary: string, endDate = '2009', startDate = '2005') =>
  judge({ work: [{ name: 'Acme', position: 'Engineer', startDate, endDate, summary }] })

describe('employment/anachronism', () => {
  it('says what, when it was, and since when it exists, with the source', () => {
    const found = worked('Ran payment services on Kubernetes.')
    expect(found).toMatchObject({ is: 'evidence', weight: 1.3 })
    expect(found.says).toBe(
      'The résumé has Kubernetes in a job that ended in 2009; it was first shown in June 2014.',
    )
    expect(JSON.stringify(found.exhibits)).toContain('https://')
  })

  it.each([
    'Deployed with k8s and Terraform.',
    'Single-page apps in React.js.',
    'Mobile apps in React Native and SwiftUI.',
    'services in golang, TypeScript; graphql gateway',
    'AWS Lambda / DynamoDB',
    'Wrote dockerfiles for everything.',
    'Spring Boot micro services',
    'Spring-Boot micro services',
    'We used Docker in production.',
  ])('finds %s in 2009', (summary) => {
    expect(worked(summary, '2008').is).toBe('evidence')
  })

  it('reads the position, too', () => {
    const work = [
      { name: 'Acme', position: 'Senior Kubernetes Engineer', startDate: '2005', endDate: '2009' },
    ]
    expect(judge({ work }).is).toBe('evidence')
  })

  it('weighs one name within two years less, and two in full', () => {
    expect(worked('Moved it all to Kubernetes.', '2012-12').weight).toBe(0.6)
    expect(worked('Kubernetes with GraphQL and Terraform.', '2012-12').weight).toBe(1.3)
  })

  it.each([
    ['still there when it came', 'Ran it on Kubernetes.', '2015'],
    ['the year before', 'Ran it on Kubernetes.', '2013'],
    ['the year of it', 'Ran it on Kubernetes.', '2014-06'],
    ['what became of it', 'Python scheduler, later migrated to Kubernetes.', '2009'],
    ['what it was like', 'In-house Python scheduler similar to Kubernetes.', '2009'],
    ['a forerunner', 'Built a predecessor of Docker in Python.', '2009'],
    ['an address', 'Python, see https://github.com/acme and x@firebase.io', '2004'],
  ])('%s is clear', (_, summary, end) => {
    expect(worked(summary, end).is).toBe('clear')
  })

  it.each([
    [
      'words that are names elsewhere',
      'React to incidents. Docker at the port. Flutter valves, rust repair, swift service, kafkaesque forms.',
    ],
    ['a verb at the beginning', 'React quickly to customers.\nFlask cleaning.'],
    ['parts of words', 'Dockerhams, gitlabels, postmodernistio, reactjson'],
    ['other work', 'Led a team of nine nurses in a children’s ward.'],
    ['no text', ''],
    ['an emoji', '🚢🚢🚢'],
  ])('abstains on %s', (_, summary) => {
    expect(worked(summary, '2004').is).toBe('abstain')
  })

  it.each([
    ['a welder', 'AWS certified welder, AWS D1.1 structural steel.'],
    ['a telephone engineer', 'Turned up T1 lines, ran BERT tests on each.'],
    ['a student job', 'Help desk of the ResNet for two dormitories.'],
    ['a bank clerk', 'Opened PPF and SCSS accounts, saved PHP 7 million a year.'],
    ['a soldier', 'Served at Firebase Chamkani.'],
    ['a nurse', 'Patients with Atrial Flutter; a Partial Hospitalization Program (PHP).'],
    ['a biologist', 'Grew cultures by Shake Flask and T-Flask methods.'],
    ['an astronomer', 'Reduced data of the Galaxy Redshift Survey.'],
    ['a materials engineer', 'Thermally stable diffusion barriers; Bill of Material UI; material design.'],
    ['a mathematician', 'Approximated signals by step functions.'],
    ['a lawyer', 'Clerked for Judge Jenkins on the legal entity framework.'],
    ['a consultant', 'Worked with Microsoft teams in Redmond on Visual Studio code for the core ML group.'],
    ['a network engineer', 'Upgraded routers to Cisco iOS.'],
    ['places', 'Estates in West Java, a shop in Solana Beach, an office in London EC2.'],
    ['a ski resort', 'Shaped the Snowpark and the slopes at Delta Lake.'],
    ['employers', 'Placed by Akka Technologies; evenings at La Scala; Ajax ground staff.'],
  ])('takes no word of %s for a technology', (_, summary) => {
    expect(worked(summary, '1993', '1990').is).toBe('abstain')
  })

  it.each([
    ['Azure DevOps pipelines, then a server of another name.', '2006'],
    ['Xamarin for the first iPhone apps.', '2009'],
    ['NumPy, when it was Numeric.', '1998'],
    ['EventBridge rules, when they were CloudWatch Events.', '2016'],
    ['SharePoint Online for the first customers.', '2008'],
  ])('knows what it was before it was renamed: %s', (summary, end) => {
    expect(worked(summary, end, '1995').is).toBe('clear')
  })

  it('abstains where the end is not known', () => {
    expect(worked('Ran it on Kubernetes.', '').is).toBe('abstain')
    expect(worked('Ran it on Kubernetes.', 'some time ago').is).toBe('abstain')
  })

  it('finds more years of something than it is old, and only of what is named', () => {
    expect(worked('20 years of TypeScript.', 'present')).toMatchObject({ is: 'evidence', weight: 0.3 })
    expect(worked('18+ years of experience with Kubernetes.', 'present').is).toBe('evidence')
    expect(worked('10 years of experience with Kubernetes.', 'present').is).toBe('clear')
    expect(worked('14 years of TypeScript.', 'present').is).toBe('clear')
    expect(worked('20 years of experience in Java, TypeScript and Kubernetes.', 'present').is).toBe('clear')
    expect(worked('20 years of building software, today in TypeScript.', 'present').is).toBe('clear')
  })

  it('reads any text, 50,000 letters of it too, without failing', () => {
    expect(worked('Kubernetes '.repeat(4500), '2009').is).toBe('evidence')
    expect(worked(`1${' '.repeat(49_000)}years of Kubernetes`, 'present').is).toBe('abstain')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(worked(`${text} on Kubernetes.`, '2020').is).toBe('clear')
      }),
      { numRuns: 60 },
    )
  })
})
