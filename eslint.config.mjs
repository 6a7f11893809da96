import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const GENERATED = [
  'out/',
  '.out-*/',
  '.electron-runtime/',
  'resources/',
  'test-results/',
  'src-core/kernels/wasm/generated/',
];

/**
 * AssemblyScript: the syntax of TypeScript with other meanings (i32, usize, v128; numbers that stand for places), which rules
 * on types would misread. Its compiler checks it, at every build.
 */
const ASSEMBLY_SCRIPT = ['src-core/kernels/wasm/assembly/'];

/** Rules on types, beyond the strict preset. */
const typeRules = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // A number in a message needs no String() around it.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // `() => port.postMessage(…)` is an ordinary way to write a callback.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
};

/** Globals of a page: the DOM's types are known in src-main, for the preload script, but not its objects. */
const PAGE_ONLY = ['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage'];

/** The parts of the core that the window shares, as in .dependency-cruiser.cjs, which does not see type imports of components. */
const RENDERER_IMPORTS = [
  {
    regex: 'src-core/(?!(architecture|protocol|metrics|data/drawing|formats/code|input-error)(/|$))',
    message: 'The window knows how networks and messages look; it does not compute.',
  },
  {
    regex: '(src-main/|^electron$|^node:)',
    message: 'The window is a page: it talks to the other processes in messages.',
  },
];

export default ts.config(
  { ignores: [...GENERATED, ...ASSEMBLY_SCRIPT] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'no-param-reassign': 'off',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      curly: ['error', 'multi-line'],
    },
  },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      // The same extensions for every file, or the type service starts anew for each kind.
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: typeRules,
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // The svelte twin of the rule knows that what comes from $props() may be bound and changed.
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': ['error', { destructuring: 'all' }] },
  },
  {
    files: ['src-renderer/**'],
    languageOptions: { globals: globals.browser },
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: RENDERER_IMPORTS }] },
  },
  {
    files: ['src-main/**'],
    ignores: ['src-main/preload/**'],
    rules: { 'no-restricted-globals': ['error', ...PAGE_ONLY] },
  },
  {
    files: ['test/**'],
    rules: {
      // Tests reach into arrays whose length they know.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Constants are written as their source prints them.
      'no-loss-of-precision': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: globals.node },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  { files: ['**/*.cjs', 'scripts/electron-shim/*.js'], languageOptions: { sourceType: 'commonjs' } },
  prettier,
  svelte.configs.prettier,
);
