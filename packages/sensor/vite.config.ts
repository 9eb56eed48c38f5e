import { defineConfig } from 'vite'

/** One file for a script tag. Applications that bundle import the sources. */
export default defineConfig({
  build: {
    lib: {
      entry: 'src/browser/script.ts',
      formats: ['iife'],
      name: 'telltaleSensor',
      fileName: () => 'telltale.js',
    },
    target: 'es2022',
    // The endpoint sensor is built into a folder beside it.
    emptyOutDir: false,
  },
})
