/**
 * What somebody signed in as. A recruiter sees applicants of own requisitions and no device data; counsel sees
 * everything, sanctions leads too; an auditor reads and changes nothing; an administrator runs the installation and
 * sees no case.
 */
export const roles = [
  'analyst',
  'lead',
  'recruiter',
  'people-partner',
  'counsel',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/** Roles that work on cases. */
export const caseRoles = ['analyst', 'lead', 'people-partner', 'counsel'] as const satisfies readonly Role[]
