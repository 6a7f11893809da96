import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

// The oldest runtime the app runs on: Electron 25, that is Node 18.15 and Chrome 114.
const node = 'node18';
const chrome = 'chrome114';

const source = (path: string) => resolve(import.meta.dirname, path);

/** Main and preload are CommonJS: a sandboxed preload cannot be anything else. */
const commonJs = { format: 'cjs', entryFileNames: '[name].js' } as const;

export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: 'out/main',
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: source('src-main/app/index.ts'),
          trainer: source('src-main/trainer/index.ts'),
          'training-worker': source('src-main/trainer/training-worker.ts'),
          cli: source('src-main/cli/index.ts'),
        },
        // Shared chunks lie beside the entries, so that __dirname means out/main in every module
        // and join(__dirname, 'training-worker.js') holds wherever the code that says so ends up.
        output: { ...commonJs, chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: source('src-main/preload/index.ts') },
        output: commonJs,
      },
    },
  },
  renderer: {
    root: source('src-renderer'),
    plugins: [svelte({ configFile: false })],
    build: {
      target: chrome,
      outDir: source('out/renderer'),
      minify: true,
      rolldownOptions: {
        input: { index: source('src-renderer/index.html') },
        checks: { pluginTimings: false }, // Svelte's share of the time is what it is
      },
    },
  },
});
