// npm run check: formatting, lint, types, who imports whom, dead code.
import { runChecks } from './lib/checks.mjs';
import { main } from './lib/report.mjs';

await main(async () => ((await runChecks()).failed > 0 ? 1 : 0));
