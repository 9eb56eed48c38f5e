import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/employer-asked',
  check: 'call-employer',
  title: 'Does a former employer confirm the job?',
  why: 'A job that was invented has nobody who remembers it, as long as the number called is the one on the employer’s own site and not the one on the résumé. Where an identity is stolen the job may be real and somebody else’s, so a yes says little there. An answer without the applicant’s recorded consent, or from the employer they work for now, is not read at all.',
  benign: [
    'They worked through an agency or a subsidiary, and the parent has no record.',
    'They are on file under a former name.',
    'The company confirms nothing by policy, was sold, or lost its records.',
    'The person who answered was not the one who knows.',
  ],
  clears: [
    'A pay slip, tax form or contract of those years.',
    'The agency or subsidiary that paid them confirms the job.',
    'A former manager, reached at work, remembers them.',
  ],
  references: [
    {
      title: 'Fair Credit Reporting Act, 15 USC 1681b(b): consent before, notice and dispute after',
      url: 'https://www.law.cornell.edu/uscode/text/15/1681b',
    },
    {
      title:
        'FBI public service announcement PSA250123, January 2025: verify what an applicant states at its source',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  tests: 'identity',
  confirmed: 'A former employer, called on its own number, confirms the job: that checks out.',
  denied: 'A former employer, called on its own number, has no record of the job as it is stated.',
})
