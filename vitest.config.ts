import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts',
      'bench/**/*.test.ts',
      'lab/**/*.test.ts',
    ],
    // Walks at a person's pace take a minute each: `npm run journey`, which CI runs after this suite.
    exclude: [...configDefaults.exclude, ...(process.env.JOURNEY ? [] : ['test/*.journey.test.ts'])],
    reporters: ['default', './scripts/closing-line.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
