import { benchPage } from './pages.ts'

/**
 * `npm run bench:links [-- NAME] [--records N]`: how well and how fast records are linked and farms found, against the
 * aims of the project. `--records` tries another size than the aims name.
 */
const at = process.argv.indexOf('--records')
if (at > 0) process.env.TELLTALE_BENCH_RECORDS = process.argv.splice(at, 2)[1]

await benchPage(
  'links',
  'Links and farms: measured',
  'Written by `npm run bench:links`. Each aim with what was measured; ✗ where it was missed. People, records and farms are simulated unless a section says otherwise: nothing here says how often anybody misrepresents an identity or a location.',
)
