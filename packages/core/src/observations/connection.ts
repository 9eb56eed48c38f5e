/**
 * What a company connects so that observations come in, and how many hours that takes. The hours are assumed: nobody
 * has measured them; they rank, and are shown with that word.
 */
export const connections = {
  applications: { title: 'the applicant system', hours: 4 },
  hr: { title: 'the HR system’s export', hours: 3 },
  shipping: { title: 'the shipping records of devices', hours: 4 },
  inventory: { title: 'the device inventory (osquery, lsusb)', hours: 8 },
  'endpoint-sensor': { title: 'the endpoint sensor', hours: 24 },
  'browser-sensor': { title: 'the sensor in a company page', hours: 16 },
  'presence-check': { title: 'a presence check', hours: 1 },
  collector: { title: 'a collector at the network’s edge', hours: 16 },
  gateway: { title: 'the SSH gateway', hours: 12 },
  'sign-ins': { title: 'the identity provider’s sign-in log', hours: 8 },
  payroll: { title: 'payroll’s account changes', hours: 4 },
  calendar: { title: 'the interview calendar', hours: 3 },
  agencies: { title: 'the agencies’ rosters', hours: 2 },
  calls: { title: 'the call system’s records', hours: 8 },
  texts: { title: 'samples of text that people hand in', hours: 4 },
  profiles: { title: 'public profiles that applicants name', hours: 2 },
  work: { title: 'the logs of company systems', hours: 12 },
  access: { title: 'a list of who may reach what', hours: 6 },
  people: { title: 'answers that people record', hours: 1 },
} as const satisfies Record<string, { title: string; hours: number }>

export type ConnectionId = keyof typeof connections
