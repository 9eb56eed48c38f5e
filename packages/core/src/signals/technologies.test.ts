import { describe, expect, it } from 'vitest'
import { facts } from '../index.ts'
import { technologiesIn } from './technologies.ts'

const list = facts.technologies.data
const named = (text: string) => technologiesIn(list, text).map((n) => n.technology.id)

describe('technologies in a text', () => {
  it.each([
    ['Moved services to Java 8 and Kubernetes.', ['java-8', 'kubernetes']],
    ['A Spring Boot service; Windows 10 images.', ['spring-boot', 'windows-10']],
    ['Angular 2 front end, Python 3 scripts', ['angular-2', 'python-3']],
  ])('%s', (text, ids) => {
    expect(named(text).sort()).toEqual([...ids].sort())
  })

  it.each([
    ['I have Java 8 years', 'java-8'],
    ['Python 3 years, Angular 2 yrs', 'python-3'],
    ['Angular 2+ years', 'angular-2'],
    ['supported Windows 10 users', 'windows-10'],
    ['ran the Spring Boot Camp for students', 'spring-boot'],
    ['see https://kubernetes.io/docs', 'kubernetes'],
  ])('does not take a count or another thing for a version: %s', (text, id) => {
    expect(named(text)).not.toContain(id)
  })
})
