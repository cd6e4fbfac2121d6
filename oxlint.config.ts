import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * Who may import whom, room by room (docs/architecture.md has the reasons). A room reaches another
 * only through `#room/...`; a relative path never leaves its room.
 */
const rooms = [
  'terms',
  'models',
  'catalog',
  'worker',
  'api',
  'renderer',
  'electron',
  'cli',
  'bench',
] as const;
type Room = (typeof rooms)[number];

/**
 * The floors of `models/`, lowest first: what stands on a floor may use its own and those below it.
 * Networks know how they are trained, run and stored; whoever trains, runs or stores knows no network.
 */
const floors = [
  'random',
  'onnx',
  'graph',
  'autodiff',
  'ops',
  'optim',
  'weights',
  'layers',
  'session',
  'nets',
  'detection',
  'starter',
] as const;

interface Boundary {
  /** Files the rule applies to. */
  files: string[];
  /** Files of these that it does not apply to. */
  but?: string[];
  /** Rooms that may be imported whole. */
  rooms: Room[];
  /** Narrower doors into rooms that are otherwise closed, as `#room/path` prefixes. */
  doors: string[];
  /** Paths within the room that these files may not import, and why. */
  shut?: ({ group: string[] } | { regex: string }) & { message: string };
}

const boundaries: Boundary[] = [
  { files: ['terms/**'], rooms: ['terms'], doors: [] },
  { files: ['models/**'], rooms: ['terms', 'models'], doors: [] },
  ...floors.slice(0, -1).map((floor, at): Boundary => ({
    files: [`models/${floor}/**`],
    // A test of a lower floor may show it at work in a whole network.
    but: ['**/*.test.ts'],
    rooms: ['terms', 'models'],
    doors: [],
    shut: {
      regex: `^(?:#models|\\.\\.(?:/.*)?)/(?:${floors.slice(at + 1).join('|')})/`,
      message: `This floor of models/ lies below ${floors.slice(at + 1).join(', ')} (docs/engine.md).`,
    },
  })),
  { files: ['catalog/**'], rooms: ['terms', 'catalog'], doors: [] },
  { files: ['worker/**'], rooms: ['terms', 'worker', 'models', 'catalog'], doors: [] },
  {
    files: ['worker/host/**', 'worker/messages.ts'],
    rooms: ['terms'],
    doors: ['#worker/messages.ts', '#worker/host/'],
  },
  {
    files: ['api/**'],
    rooms: ['terms', 'api', 'catalog'],
    // Comparing the names in a weights file with a network's is no heavy work, and computes nothing.
    doors: [
      '#worker/host/',
      '#models/weights/',
      '#models/nets/registry.ts',
      '#models/nets/inspect-backbone.ts',
    ],
  },
  { files: ['api/contract/**'], rooms: ['terms'], doors: ['#api/contract/'] },
  {
    files: ['renderer/**'],
    rooms: ['terms', 'renderer'],
    doors: ['#api/contract/'],
    shut: {
      group: ['../frame/**', '../views.ts'],
      message: 'A view offers and the frame takes; what both need lies beside them.',
    },
  },
  { files: ['renderer/frame/**'], rooms: ['terms', 'renderer'], doors: ['#api/contract/'] },
  {
    files: ['electron/**'],
    rooms: ['terms', 'electron', 'api'],
    doors: ['#worker/host/', '#worker/messages.ts'],
  },
  {
    files: ['cli/**'],
    rooms: ['terms', 'cli', 'api', 'catalog'],
    doors: ['#worker/host/'],
  },
];

/** Whoever wants to know something of the catalogue asks by a query that stands there. */
const database = {
  group: ['better-sqlite3'],
  message: 'Only catalog/ opens databases (docs/architecture.md).',
};

/** What must be said to the runtime before it is loaded is said in one file. */
const runtime = {
  group: ['onnxruntime-node'],
  message: 'Only models/onnx/runtime.ts loads ONNX Runtime (docs/privacy.md).',
};

function boundaryOverride({
  files,
  but = [],
  rooms: allowed,
  doors,
  shut,
}: Boundary): OxlintOverride {
  const closed = rooms.filter((room) => !allowed.includes(room));
  const open = [...allowed.map((room) => `${room}/`), ...doors.map((door) => door.slice(1))];
  return {
    files,
    excludeFiles: but,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            // First: a path that the next pattern lets through is not looked at again.
            ...(shut === undefined ? [] : [shut]),
            ...(files.includes('catalog/**') ? [] : [database]),
            runtime,
            {
              group: ['#*/**', ...open.map((path) => `!#${path}${path.endsWith('/') ? '**' : ''}`)],
              message: `This room may import only: ${open.join(', ') || 'nothing of ours'} (docs/architecture.md).`,
            },
            {
              regex: `^\\.\\./(?:.*/)?(?:${[...closed, 'e2e', 'scripts'].join('|')})/`,
              message:
                'A relative path never leaves its room; use #room/... where the room may be imported.',
            },
          ],
        },
      ],
    },
  };
}

/** The ground floor says what words mean: it takes zod and nothing else, and nothing in it has an effect. */
const words: OxlintOverride = {
  files: ['terms/**'],
  excludeFiles: ['terms/**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['*', '!zod', '!./**', '!../**'],
            message: 'terms/ imports zod and its own files only.',
          },
        ],
      },
    ],
    'no-restricted-globals': [
      'error',
      ...[
        'process',
        'console',
        'fetch',
        'globalThis',
        'window',
        'document',
        'localStorage',
        'performance',
        'crypto',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'Date',
        'Promise',
      ].map((name) => ({ name, message: 'No function in terms/ has an effect.' })),
    ],
  },
};

export default defineConfig({
  plugins: ['typescript', 'import', 'react', 'promise', 'unicorn', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['dist', 'node_modules', 'coverage', '**/fixtures/**'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true },
    ],
    'typescript/consistent-type-imports': 'error',
    'typescript/ban-ts-comment': 'error',
    'import/no-cycle': 'error',
    'eslint/eqeqeq': 'error',
    'no-restricted-imports': ['error', { patterns: [runtime] }],
    // Loops that await one thing after another are the honest form of streams and transactions here.
    'eslint/no-await-in-loop': 'off',
    'import/no-unassigned-import': 'off',
    'react/react-in-jsx-scope': 'off',
    'eslint/no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-boolean-literal-compare': 'off',
    'typescript/consistent-return': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // Written for windows of a browser; our ports are between processes and have no origin.
    'unicorn/require-post-message-target-origin': 'off',
    // Rows of SQL and results of native code have the type that the caller's query gives them.
    'typescript/no-unnecessary-type-parameters': 'off',
    // fast-check and sharp are documented, and read best, through their default export.
    // A listbox of a hundred thousand photos is no <select>.
    'jsx-a11y/prefer-tag-over-role': 'off',
    // A dialog takes keys and a log is scrolled by them; axe checks the real pages in e2e.
    'jsx-a11y/no-noninteractive-element-interactions': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    // Advice of React's compiler, which we do not use.
    'react/incompatible-library': 'off',
    'react/set-state-in-effect': 'off',
    'promise/always-return': 'off',
    'import/no-named-as-default-member': 'off',
    // Property tests and shared suites assert inside functions these two rules cannot see.
    'vitest/expect-expect': 'off',
    'vitest/no-conditional-expect': 'off',
  },
  overrides: [
    ...boundaries.map(boundaryOverride),
    words,
    { files: ['models/onnx/runtime.ts'], rules: { 'no-restricted-imports': 'off' } },
  ],
});
