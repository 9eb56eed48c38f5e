import { defineFacts } from './list.ts'

/** Numbers that anybody can receive text messages on, by public web pages that show them. Nothing is built in: they change daily. */
export default defineFacts<{
  /** E.164 digits without "+", to the day on which the number was last seen on such a page, `YYYY-MM-DD`. */
  numbers: Readonly<Record<string, string>>
}>({
  title: 'Disposable telephone numbers',
  version: 'empty',
  source: 'None loaded: telltale intel update disposable-numbers',
  licence: '',
  data: { numbers: {} },
})
