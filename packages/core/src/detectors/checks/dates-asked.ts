import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/dates-asked',
  check: 'verify-employment-dates',
  title: 'Do overlapping periods fit together as they explain them?',
  why: 'Two jobs at one time are part-time work, a contract or a notice period more often than not, and whoever lived it says so in a sentence. Dates put together from other people’s lives have no such sentence.',
  benign: [
    'Dates from memory, rounded to years.',
    'A résumé that an agency or a tool has rewritten.',
    'Something private between two jobs that nobody has to explain.',
  ],
  clears: ['A former employer confirms its own dates.', 'A contract or pay slip of the months in question.'],
  references: [
    {
      title:
        'US Bureau of Labor Statistics, multiple jobholders as a share of the employed (Current Population Survey, table A-16)',
      url: 'https://www.bls.gov/web/empsit/cpseea16.htm',
    },
  ],
  tests: 'identity',
  confirmed: 'Asked how the overlapping periods fit together, they explained it plainly: that checks out.',
  denied: 'Asked how the overlapping periods fit together, they say that the dates are not as written.',
})
