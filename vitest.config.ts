import { configDefaults, defineConfig } from 'vitest/config'

// Walks at a person's pace and whole processes take their time: `npm run journey`, which CI runs after this suite.
const journeys = process.env.JOURNEY ? [] : ['**/*.journey.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './scripts/closing-line.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Pure functions without state of their own: one worker can read file after file.
        test: { name: 'core', include: ['packages/core/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'rest',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'test/**/*.test.ts',
            'bench/**/*.test.ts',
            'lab/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, 'packages/core/**', ...journeys],
        },
      },
    ],
  },
})
