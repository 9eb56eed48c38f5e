import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/work-shown',
  check: 'show-work',
  title: 'Can they explain work of their own?',
  why: 'Who made a change knows why it was made that way; who borrowed a history can only read it out. Everybody is asked for the role, anything they may show will do, and having nothing that may be shown is recorded as “nobody”, which weighs nothing.',
  benign: [
    'Nerves, or a long time since the work was done.',
    'Work in a team, where somebody else took the decision.',
    'A reviewer who knows the field less well than the applicant.',
  ],
  clears: [
    'Another piece of work of their own choice, with another reviewer.',
    'A small task done together, live.',
  ],
  references: [
    {
      title:
        'Schmidt and Hunter 1998, The validity and utility of selection methods in personnel psychology, Psychological Bulletin 124(2): work samples',
      url: 'https://doi.org/10.1037/0033-2909.124.2.262',
    },
  ],
  tests: 'identity',
  confirmed: 'They opened work of their own and explained why it was done that way: that checks out.',
  denied: 'They could not explain the work that they showed as their own.',
})
