// Who may import whom. In the core, what is not named as allowed is forbidden: a new folder has to be thought about once.

/** The folders of src-core and what each may use beside itself. Everybody may throw an InputError. */
const CORE = {
  tensor: [],
  random: [],
  metrics: [],
  architecture: ['tensor', 'random/exact-functions'],
  data: ['tensor', 'random', 'architecture'],
  layers: ['tensor', 'kernels/kernels'],
  losses: ['tensor', 'kernels/kernels'],
  optimizers: ['tensor', 'kernels/kernels'],
  model: ['tensor', 'random', 'metrics', 'architecture', 'data', 'kernels', 'layers', 'losses', 'optimizers'],
  training: [
    'tensor',
    'random',
    'metrics',
    'architecture',
    'data',
    'kernels',
    'layers',
    'losses',
    'optimizers',
    'model',
  ],
  inspection: [
    'tensor',
    'random',
    'metrics',
    'architecture',
    'data',
    'kernels',
    'layers',
    'losses',
    'optimizers',
    'model',
  ],
  formats: ['tensor', 'architecture', 'data', 'model', 'training'],
  'formats/code': ['tensor', 'architecture'],
  protocol: ['architecture', 'metrics'],
};
/** npm packages that only compute: they need no platform. */
const PURE_PACKAGES = ['fflate', '@noble/hashes', 'zod', '@bufbuild/protobuf', 'papaparse', 'fast-png'];
/** The parts of the core that the window shares. */
const SHARED_WITH_RENDERER = ['architecture', 'protocol', 'metrics', 'data/drawing', 'formats/code', 'input-error'];

const anyOf = (paths) => `(${paths.join('|')})`;
/** A module or a folder of the core. */
const core = (...paths) => `^src-core/${anyOf(paths)}(/|[.]ts$)`;
const npm = (...names) => `^node_modules/${anyOf(names)}/`;
const ELECTRON = ['^electron$', npm('electron')];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const coreFolderRules = Object.entries(CORE).map(([folder, uses]) =>
  forbid(
    `core-${folder}`,
    `src-core/${folder} may use ${['itself', 'InputError', ...uses].join(', ')}: the way of the data goes one way.`,
    { path: core(folder) },
    { path: '^src-core/', pathNot: core(folder, 'input-error', ...uses) },
  ),
);

module.exports = {
  forbidden: [
    // ── every source ──
    forbid('no-circular', 'Two modules that need each other are one, or miss a third.', {}, { circular: true }),
    forbid(
      'no-orphans',
      'A module that nobody imports and that imports nobody is dead.',
      { orphan: true, path: '^src-', pathNot: '[.]d[.]ts$' },
      {},
    ),
    forbid('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    forbid('not-to-test', 'The app knows nothing of its tests.', { path: '^src-' }, { path: '^test/' }),
    forbid(
      'not-to-scripts',
      'scripts/ and configuration are for building: no part of the app.',
      { path: '^src-' },
      {
        path: ['^scripts/', '^[^/]+$'],
        pathNot: '^electron$',
        dependencyTypesNot: ['core', 'npm', 'npm-dev', 'unknown'],
      },
    ),

    // ── src-core: the same in every runtime ──
    forbid(
      'core-is-alone',
      'The core depends on nothing around it.',
      { path: '^src-core/' },
      { path: ['^src-main/', '^src-renderer/'] },
    ),
    forbid(
      'core-no-node',
      'No files, no threads, no clock: they come in as arguments.',
      { path: '^src-core/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'core-pure-packages',
      `Of npm, the core takes only what is pure computation: ${PURE_PACKAGES.join(', ')}. Not Electron, not Svelte.`,
      { path: '^src-core/' },
      { path: ['^electron$', '^node_modules/'], pathNot: npm(...PURE_PACKAGES) },
    ),
    forbid(
      'core-folder-known',
      'A new folder of the core needs its line in CORE, above.',
      { path: '^src-core/[^/]+/', pathNot: core('kernels', ...Object.keys(CORE)) },
      {},
    ),
    ...coreFolderRules,
    forbid(
      'kernels-alone',
      'Kernels are arithmetic on flat arrays: they know no other folder and no package, only how to say that memory is short.',
      { path: core('kernels') },
      { path: ['^src-', '^node_modules/'], pathNot: core('kernels', 'input-error') },
    ),
    forbid(
      'contract-of-kernels-as-types',
      'Layers, losses and optimizers are handed their kernels: of kernels.ts they need the types only.',
      { path: core('layers', 'losses', 'optimizers') },
      { path: core('kernels/kernels'), dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'protocol-only-zod',
      'The protocol is types and schemas: nothing that runs.',
      { path: core('protocol') },
      { path: '^node_modules/', pathNot: npm('zod') },
    ),

    // ── src-main ──
    forbid(
      'main-not-to-renderer',
      'What both need is in src-core.',
      { path: '^src-main/' },
      { path: '^src-renderer/' },
    ),
    forbid(
      'app-does-not-compute',
      'Of the core, the app and the preload script know how networks and messages look; the trainer computes.',
      { path: '^src-main/(app|preload)/' },
      { path: '^src-core/', pathNot: core('protocol', 'architecture', 'input-error') },
    ),
    forbid(
      'app-apart',
      'The app starts the trainer as a process of its own and talks to it in messages; it shares the channels of the preload.',
      { path: '^src-main/app/' },
      { path: '^src-main/', pathNot: ['^src-main/(app|storage)/', '^src-main/preload/channels[.]ts$'] },
    ),
    forbid(
      'preload-is-a-bridge',
      'The preload script is one small file: electron and the messages, nothing else.',
      { path: '^src-main/preload/' },
      {
        path: ['^src-main/', '^node_modules/'],
        pathNot: ['^src-main/preload/', npm('electron', 'zod')],
      },
    ),
    forbid(
      'preload-no-node',
      'A sandboxed preload script has no Node.',
      { path: '^src-main/preload/' },
      { dependencyTypes: ['core'], pathNot: '^electron$' },
    ),
    forbid(
      'trainer-apart',
      'The trainer serves the app and the command line alike: it knows neither.',
      { path: '^src-main/trainer/' },
      { path: '^src-main/', pathNot: '^src-main/(trainer|storage)/' },
    ),
    forbid(
      'storage-knows-files-only',
      'Writing files safely: for the app, the trainer and the command line alike.',
      { path: '^src-main/storage/' },
      { path: ['^src-', '^node_modules/'], pathNot: '^src-main/storage/' },
    ),
    forbid(
      'trainer-electron-in-index',
      'index.ts is the only file of the trainer that knows it runs under Electron.',
      { path: '^src-main/trainer/', pathNot: '^src-main/trainer/index[.]ts$' },
      { path: ELECTRON },
    ),
    forbid(
      'threads-in-lanes',
      'lanes.ts is the only file that knows worker_threads.',
      { path: '^src-', pathNot: '^src-main/trainer/lanes[.]ts$' },
      { path: '^(node:)?worker_threads$' },
    ),
    forbid(
      'cli-uses-the-trainer',
      'The command line is the trainer without a window.',
      { path: '^src-main/cli/' },
      { path: '^src-main/', pathNot: '^src-main/(cli|trainer|storage)/' },
    ),
    forbid(
      'cli-without-electron',
      'The command line runs under plain Node: no way of imports leads to Electron.',
      { path: '^src-main/cli/' },
      { path: ELECTRON, reachable: true },
    ),

    // ── src-renderer ──
    forbid(
      'renderer-not-to-main',
      'The window talks to the other processes in messages.',
      { path: '^src-renderer/' },
      { path: '^src-main/' },
    ),
    forbid(
      'renderer-is-a-page',
      'The window is a sandboxed page: no Electron, no Node.',
      { path: '^src-renderer/' },
      { path: ELECTRON },
    ),
    forbid('renderer-no-node', 'The same for Node.', { path: '^src-renderer/' }, { dependencyTypes: ['core'] }),
    forbid(
      'renderer-does-not-compute',
      `Of the core, the window knows ${SHARED_WITH_RENDERER.join(', ')}.`,
      { path: '^src-renderer/' },
      { path: '^src-core/', pathNot: core(...SHARED_WITH_RENDERER) },
    ),
    forbid(
      'plain-ts-without-svelte',
      'Thinking is plain TypeScript (.ts), reactive shells (.svelte.ts) and markup (.svelte) stand on it.',
      { path: '^src-renderer/.*[.]ts$', pathNot: ['[.]svelte[.]ts$', '[.]d[.]ts$', '^src-renderer/main[.]ts$'] },
      { path: ['[.]svelte$', '[.]svelte[.](ts|js)$', npm('svelte', 'svelte-[^/]+', '@[^/]*/svelte')] },
    ),
    forbid(
      'ui-knows-no-networks',
      'The controls in ui/ are generic.',
      { path: '^src-renderer/ui/' },
      { path: ['^src-core/', '^src-renderer/'], pathNot: '^src-renderer/(ui|styles)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src-core/kernels/wasm/assembly/' }, // AssemblyScript: its names are not those of TypeScript
    tsPreCompilationDeps: true, // types are dependencies too
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.svelte', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'types', 'node', 'default'],
    },
    cache: { folder: 'node_modules/.cache/kernelsmith/dependency-cruiser', strategy: 'content' },
  },
};
