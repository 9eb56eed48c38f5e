import { benchPage } from './pages.ts'

/** `npm run bench:decisions [-- NAME]`: scoring, cases, the audit log and alerts against the aims of the project. */
await benchPage(
  'decisions',
  'Decisions: measured',
  'Written by `npm run bench:decisions`. Each aim with what was measured; ✗ where it was missed. Cases, people and decisions are made up for the measurement.',
)
