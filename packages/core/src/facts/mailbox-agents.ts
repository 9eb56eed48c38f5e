import { defineFacts } from './list.ts'

export interface AgentAddress {
  /** As written, without the member's number; MAILBOX where that would stand: "Ste 355-MAILBOX". */
  street: string
  city?: string
  /** State or province, two letters where the country uses them. */
  region?: string
  postcode?: string
  /** ISO 3166; US where absent. */
  country?: string
  /** The business there. */
  of: string
}

/** How businesses that receive mail for others show in an address. All words in lower case, found as whole words. */
export interface MailboxAgents {
  /** Written into the address itself. `box` is a post office box: nobody lives there, and many honest people have one. */
  forms: readonly { words: readonly string[]; of: 'mailbox' | 'care-of' | 'box' }[]
  chains: readonly { of: string; names: readonly string[]; kind: 'store' | 'virtual-office' | 'forwarder' }[]
  addresses: readonly AgentAddress[]
}

/** The loaded list of addresses adds to the built-in ones. */
export default defineFacts<MailboxAgents>({
  title: 'Mailbox businesses, virtual offices and forwarders',
  version: '2026-11-1',
  source:
    "The businesses' own sites and USPS Domestic Mail Manual 508.1.8 (how a private mailbox must be written); addresses that the businesses or company registries publish as theirs",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    forms: [
      {
        of: 'mailbox',
        words: ['pmb', 'p.m.b.', 'private mailbox', 'private mail box', 'mailbox', 'mail box'],
      },
      { of: 'care-of', words: ['c/o', 'care of'] },
      {
        of: 'box',
        words: [
          'po box',
          'p.o. box',
          'p o box',
          'post office box',
          'postfach',
          'apartado postal',
          'boîte postale',
        ],
      },
    ],
    chains: [
      { of: 'The UPS Store', names: ['ups store', 'the ups store'], kind: 'store' },
      {
        of: 'Mail Boxes Etc.',
        names: ['mail boxes etc', 'mailboxes etc', 'mail boxes etcetera'],
        kind: 'store',
      },
      { of: 'PostNet', names: ['postnet'], kind: 'store' },
      { of: 'PostalAnnex', names: ['postalannex', 'postal annex', 'postalannex+'], kind: 'store' },
      { of: 'Pak Mail', names: ['pak mail', 'pakmail'], kind: 'store' },
      { of: "Goin' Postal", names: ["goin' postal", 'goin postal'], kind: 'store' },
      { of: 'Postal Connections', names: ['postal connections'], kind: 'store' },
      { of: 'AIM Mail Centers', names: ['aim mail center', 'aim mail centers'], kind: 'store' },
      { of: 'Parcel Plus', names: ['parcel plus'], kind: 'store' },
      { of: 'The Mail Shoppe', names: ['the mail shoppe', 'mail shoppe'], kind: 'store' },
      {
        of: 'Mail Center',
        names: ['mail center usa', 'mail & more', 'mail and more', 'mail depot'],
        kind: 'store',
      },
      { of: 'iPostal1', names: ['ipostal1', 'ipostal 1'], kind: 'virtual-office' },
      { of: 'Anytime Mailbox', names: ['anytime mailbox', 'anytimemailbox'], kind: 'virtual-office' },
      { of: 'Earth Class Mail', names: ['earth class mail', 'earthclassmail'], kind: 'virtual-office' },
      { of: 'Traveling Mailbox', names: ['traveling mailbox', 'travelling mailbox'], kind: 'virtual-office' },
      { of: 'PostScan Mail', names: ['postscan mail', 'postscanmail'], kind: 'virtual-office' },
      { of: 'US Global Mail', names: ['us global mail', 'usglobalmail'], kind: 'virtual-office' },
      { of: 'VirtualPostMail', names: ['virtualpostmail', 'virtual post mail'], kind: 'virtual-office' },
      {
        of: 'PhysicalAddress.com',
        names: ['physicaladdress.com', 'physical address.com'],
        kind: 'virtual-office',
      },
      { of: 'Stable', names: ['usestable', 'stable mail'], kind: 'virtual-office' },
      { of: 'Davinci Virtual', names: ['davinci virtual', 'davinci virtual office'], kind: 'virtual-office' },
      {
        of: 'Opus Virtual Offices',
        names: ['opus virtual offices', 'opus virtual office'],
        kind: 'virtual-office',
      },
      {
        of: 'Alliance Virtual Offices',
        names: ['alliance virtual', 'alliance virtual offices'],
        kind: 'virtual-office',
      },
      { of: 'Regus', names: ['regus'], kind: 'virtual-office' },
      { of: 'Servcorp', names: ['servcorp'], kind: 'virtual-office' },
      { of: 'Intelligent Office', names: ['intelligent office'], kind: 'virtual-office' },
      { of: 'WeWork', names: ['wework'], kind: 'virtual-office' },
      { of: 'Hoxton Mix', names: ['hoxton mix', 'the hoxton mix'], kind: 'virtual-office' },
      { of: 'UK Postbox', names: ['uk postbox', 'ukpostbox'], kind: 'virtual-office' },
      { of: 'British Monomarks', names: ['british monomarks', 'british monomark'], kind: 'virtual-office' },
      { of: 'Escapees Mail Service', names: ['escapees mail', 'escapees rv'], kind: 'virtual-office' },
      { of: 'DakotaPost', names: ['dakotapost', 'dakota post'], kind: 'virtual-office' },
      { of: "America's Mailbox", names: ["america's mailbox", 'americas mailbox'], kind: 'virtual-office' },
      { of: 'MyUS', names: ['myus', 'myus.com', 'access usa shipping'], kind: 'forwarder' },
      { of: 'Shipito', names: ['shipito'], kind: 'forwarder' },
      { of: 'Stackry', names: ['stackry'], kind: 'forwarder' },
      { of: 'Planet Express', names: ['planet express', 'planetexpress'], kind: 'forwarder' },
      { of: 'reship.com', names: ['reship', 'reship.com'], kind: 'forwarder' },
      { of: 'Viabox', names: ['viabox'], kind: 'forwarder' },
      { of: 'Qwintry', names: ['qwintry'], kind: 'forwarder' },
      { of: 'Borderlinx', names: ['borderlinx'], kind: 'forwarder' },
      { of: 'forward2me', names: ['forward2me'], kind: 'forwarder' },
      { of: 'USGoBuy', names: ['usgobuy'], kind: 'forwarder' },
      { of: 'comGateway', names: ['comgateway'], kind: 'forwarder' },
      { of: 'Fishisfast', names: ['fishisfast'], kind: 'forwarder' },
      { of: 'Aramex Shop & Ship', names: ['shop & ship', 'shop and ship', 'shopandship'], kind: 'forwarder' },
      { of: 'Aeropost', names: ['aeropost'], kind: 'forwarder' },
      { of: 'SkyBox', names: ['skybox'], kind: 'forwarder' },
      { of: 'Global Shopaholics', names: ['global shopaholics'], kind: 'forwarder' },
    ],
    addresses: [
      { street: '4283 Express Lane', city: 'Sarasota', region: 'FL', postcode: '34249', of: 'MyUS' },
      { street: '444 Alaska Avenue', city: 'Torrance', region: 'CA', postcode: '90503', of: 'Shipito' },
      {
        street: '9450 SW Gemini Drive',
        city: 'Beaverton',
        region: 'OR',
        postcode: '97008',
        of: 'Earth Class Mail',
      },
      {
        street: '548 Market Street',
        city: 'San Francisco',
        region: 'CA',
        postcode: '94104',
        of: 'Earth Class Mail',
      },
      {
        street: '2261 Market Street',
        city: 'San Francisco',
        region: 'CA',
        postcode: '94114',
        of: 'Anytime Mailbox',
      },
      {
        street: '340 S Lemon Avenue',
        city: 'Walnut',
        region: 'CA',
        postcode: '91789',
        of: 'VirtualPostMail',
      },
      {
        street: '440 N Barranca Avenue',
        city: 'Covina',
        region: 'CA',
        postcode: '91723',
        of: 'Anytime Mailbox',
      },
      {
        street: '1312 17th Street',
        city: 'Denver',
        region: 'CO',
        postcode: '80202',
        of: 'a mailbox business',
      },
      {
        street: '411 Walnut Street',
        city: 'Green Cove Springs',
        region: 'FL',
        postcode: '32043',
        of: "St. Brendan's Isle",
      },
      {
        street: '3916 N Potsdam Avenue',
        city: 'Sioux Falls',
        region: 'SD',
        postcode: '57104',
        of: 'Your Best Address',
      },
      {
        street: '3700 S Westport Avenue',
        city: 'Sioux Falls',
        region: 'SD',
        postcode: '57106',
        of: 'DakotaPost',
      },
      {
        street: '514 Americas Way',
        city: 'Box Elder',
        region: 'SD',
        postcode: '57719',
        of: "America's Mailbox",
      },
      {
        street: '30 N Gould Street',
        city: 'Sheridan',
        region: 'WY',
        postcode: '82801',
        of: 'a registered agent',
      },
      {
        street: '1309 Coffeen Avenue',
        city: 'Sheridan',
        region: 'WY',
        postcode: '82801',
        of: 'a registered agent',
      },
      {
        street: '5830 E 2nd Street',
        city: 'Casper',
        region: 'WY',
        postcode: '82609',
        of: 'a registered agent',
      },
      {
        street: '1603 Capitol Avenue',
        city: 'Cheyenne',
        region: 'WY',
        postcode: '82001',
        of: 'a registered agent',
      },
      {
        street: '16192 Coastal Highway',
        city: 'Lewes',
        region: 'DE',
        postcode: '19958',
        of: 'a registered agent',
      },
      { street: '8 The Green', city: 'Dover', region: 'DE', postcode: '19901', of: 'a registered agent' },
      {
        street: '2093 Philadelphia Pike',
        city: 'Claymont',
        region: 'DE',
        postcode: '19703',
        of: 'a registered agent',
      },
      {
        street: '1209 N Orange Street',
        city: 'Wilmington',
        region: 'DE',
        postcode: '19801',
        of: 'a registered agent',
      },
      {
        street: '27 Old Gloucester Street',
        city: 'London',
        postcode: 'WC1N 3AX',
        country: 'GB',
        of: 'British Monomarks',
      },
      {
        street: '71-75 Shelton Street',
        city: 'London',
        postcode: 'WC2H 9JQ',
        country: 'GB',
        of: 'a virtual office',
      },
      {
        street: '20-22 Wenlock Road',
        city: 'London',
        postcode: 'N1 7GU',
        country: 'GB',
        of: 'a virtual office',
      },
      {
        street: '128 City Road',
        city: 'London',
        postcode: 'EC1V 2NX',
        country: 'GB',
        of: 'a virtual office',
      },
      {
        street: '124 City Road',
        city: 'London',
        postcode: 'EC1V 2NX',
        country: 'GB',
        of: 'a virtual office',
      },
      {
        street: '85 Great Portland Street',
        city: 'London',
        postcode: 'W1W 7LT',
        country: 'GB',
        of: 'a virtual office',
      },
      {
        street: '167-169 Great Portland Street',
        city: 'London',
        postcode: 'W1W 5PF',
        country: 'GB',
        of: 'a virtual office',
      },
      { street: '86-90 Paul Street', city: 'London', postcode: 'EC2A 4NE', country: 'GB', of: 'Hoxton Mix' },
    ],
  },
})
