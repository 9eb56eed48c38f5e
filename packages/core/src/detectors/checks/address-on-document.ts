import { defineCheckDetector } from '../../signals/check-answers.ts'

export default defineCheckDetector({
  id: 'checks/address-on-document',
  check: 'address-on-document',
  title: 'Is the address given the one on an identity document?',
  why: 'A laptop that goes only to the address on a document goes to a home, not to somebody who hosts laptops. It is looked at after an offer, for everybody hired into the role, and no copy is kept. An answer from before an offer is not read.',
  benign: [
    'They moved and the document has not been renewed: most places allow months for that.',
    'A student, a traveller or somebody between homes.',
    'A country whose documents carry no address.',
    'A document with another spelling or a former street name.',
  ],
  clears: [
    'A lease, a utility bill or a registration of the new address.',
    'The device is picked up in person.',
  ],
  references: [
    {
      title:
        'US advisory of 16 May 2022 on remote IT workers: ship only to the address on the identity document',
      url: 'https://ofac.treasury.gov/media/923126/download?inline',
    },
  ],
  tests: 'place',
  stage: 'onboarding',
  confirmed: 'The address given is the one on the identity document: that checks out.',
  denied: 'The address given is not the one on the identity document.',
})
