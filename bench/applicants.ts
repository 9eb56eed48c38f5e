/** `npm run bench:applicants [-- NAME]`: how well and how fast applications are screened, against the aims of the project. */
import { benchPage } from './pages.ts'

await benchPage(
  'applicants',
  'Applicants: measured',
  'Written by `npm run bench:applicants`. Each aim with what was measured; ✗ where it was missed. Applicants are simulated, honest ones and others: nothing here says how often anybody misrepresents an identity or a location.',
)
