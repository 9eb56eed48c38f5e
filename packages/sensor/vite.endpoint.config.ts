import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))
const commands = readdirSync(source('commands')).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))

/**
 * telltale-sensor as a folder of plain JavaScript without dependencies, to be copied onto laptops. One file per
 * command, so that what runs all day loads nothing else.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/telltale-sensor',
    target: 'node22',
    minify: false,
    rollupOptions: {
      input: {
        'telltale-sensor': source('cli.ts'),
        ...Object.fromEntries(commands.map((f) => [`commands/${f.slice(0, -3)}`, source(`commands/${f}`)])),
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'shared/[name].mjs', format: 'es' },
    },
  },
  ssr: { noExternal: true },
})
