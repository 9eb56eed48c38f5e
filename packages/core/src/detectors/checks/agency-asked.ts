import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/agency-asked',
  check: 'ask-agency',
  title: 'What did the agency answer to the check list?',
  why: 'An agency that met its candidate live knows the date, which contacts are the candidate’s own and what was changed in the résumé. One that passes on what it was sent knows none of it. The same list goes to every agency.',
  benign: [
    'The recruiter who met the candidate has left the agency.',
    'The agency works through a second one, which met the candidate.',
    'The list reached a person who does not know the candidate.',
  ],
  clears: [
    'The agency introduces the candidate in a joint call.',
    'The candidate answers on a contact of their own.',
  ],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: staffing firms and their hiring practices',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  tests: 'identity',
  confirmed:
    'The agency answers the check list: it met this person and says which contacts are theirs. That checks out.',
  denied: 'The agency’s answers to the check list do not fit the application.',
})
