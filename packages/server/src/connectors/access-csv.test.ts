import { describe, expect, it } from 'vitest'
import { rowsOf } from './rows-of.ts'

const read = (...rows: string[]) => rowsOf('access-2026-09-01.csv', rows.join('\n'))

describe('access-csv', () => {
  it('makes one report of each person’s rights, by what they reach, dated as the file is named', async () => {
    const found = await read(
      'User ID;Application;Permission;Type',
      'W 1;Directory;Staff;Group',
      'W 2;ERP;Approve;Payment right',
      'W 1;Vault;prod;Secret',
      'W 1;Directory;Staff;Group',
    )
    expect(found.connector).toBe('access-csv')
    expect(found.values).toMatchObject([
      {
        kind: 'access',
        at: Date.UTC(2026, 8, 1),
        about: ['person:W-1'],
        data: { groups: ['Directory: Staff'], secrets: ['Vault: prod'] },
      },
      { about: ['person:W-2'], data: { payments: ['ERP: Approve'] } },
    ])
  })

  it('goes by the name of a right where no type is stated', async () => {
    const found = await read(
      'login,entitlement',
      'a,org-admin',
      'a,payroll-approver',
      'a,readers',
      'a,acme/repo',
    )
    expect(found.values[0]?.data).toEqual({
      ...{ adminRoles: ['org-admin'], payments: ['payroll-approver'] },
      ...{ groups: ['readers'], repositories: ['acme/repo'] },
    })
  })

  it('sets a row aside that names nobody or nothing, and reads the others', async () => {
    const found = await read('user,permission', ',x', 'a,', 'b,y')
    expect(found.bad.map((b) => b.problem.field)).toEqual(['employee id', 'entitlement'])
    expect(found.values.map((v) => v.about)).toEqual([['person:b']])
  })

  it('takes no list of people or accounts for a list of rights', async () => {
    for (const header of ['user,role', 'employee id,name,role,start date', 'account,holder'])
      expect((await read(header, 'a,b,c,d')).connector).not.toBe('access-csv')
  })
})
