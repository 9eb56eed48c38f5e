import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/owner-asked',
  check: 'call-claimed-owner',
  title: 'Does the person, reached another way, say that they applied?',
  why: 'Whoever applies under a stolen name can answer every channel on the application, and none that was found independently of it: a switchboard, a professional body, an earlier record. The person whose name it is knows whether they applied.',
  benign: [
    'The wrong person of that name was reached.',
    'They keep their search private from colleagues, and say no on a work line.',
    'They applied through an agency that did not tell them for which company.',
  ],
  clears: [
    'They confirm from the contact on the application and from the other one, in one call.',
    'They say which agency applied for them, and it agrees.',
  ],
  references: [
    {
      title: 'FTC, what to do when somebody used your identity to get a job',
      url: 'https://www.identitytheft.gov/',
    },
  ],
  tests: 'identity',
  confirmed:
    'Reached through a channel that is not on the application, the person says that they applied: that checks out.',
  denied:
    'Reached through a channel that is not on the application, the person says that they did not apply.',
})
