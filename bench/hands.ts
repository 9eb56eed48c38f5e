/** `npm run bench:hands [-- NAME]`: how well distant hands are told from near ones, against the aims of the project. */
import { benchPage } from './pages.ts'

await benchPage(
  'hands',
  'How far away are the hands: measured',
  'Written by `npm run bench:hands`. Each aim with what was measured; ✗ where it was missed. Reaction times of the lab and of the range are simulated: their figures are conditional on the human model.',
)
