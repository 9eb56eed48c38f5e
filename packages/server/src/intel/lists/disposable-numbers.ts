import { jsonOf, ListProblem, slips } from '../parts.ts'
import { defineSupply } from '../supply.ts'

export default defineSupply<'disposable-numbers', Record<string, string>>({
  id: 'disposable-numbers',
  title: 'Disposable telephone numbers',
  form: 1,
  feeds: 'disposable-numbers',
  licence: 'MIT',
  publisher: 'iP1SMS, disposable-phone-numbers',
  staleAfter: 60,
  files: [
    {
      name: 'number-list.json',
      url: 'https://raw.githubusercontent.com/iP1SMS/disposable-phone-numbers/HEAD/number-list.json',
    },
  ],
  async read(parts) {
    const [part] = parts.values()
    const whole = jsonOf(part!)
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
      throw new ListProblem(`${part!.name} is not an object of numbers and dates. Nothing was loaded.`)
    const problems: string[] = []
    const data: Record<string, string> = {}
    for (const [written, seen] of Object.entries(whole)) {
      const digits = written.replace(/^\+|^00/, '')
      if (!/^\d{6,15}$/.test(digits)) problems.push(`${part!.name}, ${written.slice(0, 40)}: is not a number`)
      else if (!/^20\d\d-[01]\d-[0-3]\d/.test(String(seen)))
        problems.push(`${part!.name}, ${written}: was last seen on no date`)
      else data[digits] = String(seen).slice(0, 10)
    }
    const entries = Object.keys(data).length
    return { data, entries, leftOut: slips(problems, entries) }
  },
  join: (_, numbers) => ({ numbers }),
})
