import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `vite build packages/console` writes `dist/`, which the server serves. `vite packages/console` is for work on it. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // Inlined files would be data: addresses, which the server's content policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\// },
            { name: 'mantine', test: /node_modules\/@(?:mantine|floating-ui)\// },
            { name: 'tanstack', test: /node_modules\/@tanstack\// },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/v1': process.env.TELLTALE_URL ?? 'http://127.0.0.1:7310' },
  },
})
