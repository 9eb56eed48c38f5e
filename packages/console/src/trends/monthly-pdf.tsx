import { Button, Menu } from '@mantine/core'

/** The trends of a month as pages: of the last one that is over, or of any within a year. */
export function MonthlyPdf() {
  const months = lastMonths(new Date(), 12)
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button variant="default">Monthly PDF</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {months.map((month, i) => (
          <Menu.Item key={month} component="a" href={`/v1/trends/month.pdf?month=${month}`} download>
            {words.format(new Date(`${month}-01`))}
            {i === 0 && <span className="small dim"> so far</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const words = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `2026-11`, `2026-10`, …: the running month of UTC first. */
function lastMonths(now: Date, n: number): string[] {
  return Array.from({ length: n }, (_, i) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - i)).toISOString().slice(0, 7),
  )
}
