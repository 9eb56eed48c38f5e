import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/contact-asked',
  check: 'ask-contact',
  title: 'What did the applicant say about their phone number and mailbox?',
  why: 'Somebody who uses their own number says since when they have had it, and who else uses it. A number that was bought for a role has no such story. The question costs two minutes and most shared contacts end with it.',
  benign: [
    'A new number after moving, a change of carrier or the end of a job.',
    'A number shared in a household or written by an agency.',
    'The question was understood as asking for private matters.',
  ],
  clears: [
    'They answer on the number while somebody of the company listens.',
    'A household member or the agency says the same.',
  ],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: cross-check contacts between applicants',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
  ],
  tests: 'identity',
  confirmed:
    'Asked about their contacts, the applicant says plainly which are theirs and since when: that checks out.',
  denied:
    'Asked about their contacts, the applicant says that a number or address on the application is not theirs.',
})
