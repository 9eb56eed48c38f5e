import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'interview/same-person',
  check: 'same-person-day-one',
  title: 'Is the person who starts the one who was interviewed?',
  why: 'Where one person interviews and another works, the interviewer is the one who can tell: live, on day one, with the camera on. It is a person’s word about a person they spoke with, never a comparison of faces by software. One “no” weighs little until a second interviewer says the same.',
  benign: [
    'A new haircut, glasses, another light or camera.',
    'An interviewer who spoke with many candidates, or long ago.',
    'The wrong interviewer was asked.',
  ],
  clears: [
    'A second interviewer knows them again.',
    'They can say what was talked about in the interview.',
    'They start in person, with an identity document.',
  ],
  references: [
    {
      title:
        'FBI public service announcement PSA250123, January 2025: identity is verified in interviews, at the start and during work',
      url: 'https://www.ic3.gov/PSA/2025/PSA250123',
    },
    {
      title:
        'White et al. 2014, Passport officers’ errors in face matching, PLOS ONE 9(8): people err often with faces they do not know well',
      url: 'https://doi.org/10.1371/journal.pone.0103510',
    },
  ],
  tests: 'identity',
  stage: 'onboarding',
  confirmed: 'The interviewer confirms that the person who starts is the one who was interviewed.',
  denied: 'Two interviewers say that the person who starts is not the one whom they interviewed.',
  second: {
    alone: 0.5,
    says: 'One interviewer does not know the person who starts again; a second one has not been asked or has not said the same.',
  },
})
