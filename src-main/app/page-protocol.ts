import { app, net, protocol } from 'electron';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCHEME = 'app';
const HOST = 'kernelsmith';
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;

/** Where `npm run dev` serves the page; a packaged app loads its own and nothing else. */
export function developmentUrl(): string | undefined {
  return app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
}

const PAGE_FOLDER = join(__dirname, '../renderer');

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must come before the app is ready. */
export function registerPageProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

async function serve(request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const file = resolve(join(PAGE_FOLDER, decodeURIComponent(pathname)));
  if (host !== HOST || !file.startsWith(PAGE_FOLDER + sep)) return new Response('Not found', { status: 404 });
  const response = await net.fetch(pathToFileURL(file).href);
  const headers = new Headers(response.headers);
  headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  headers.set('X-Content-Type-Options', 'nosniff');
  return new Response(response.body, { status: response.status, headers });
}

/** Serves the page's files, and nothing else, under its own origin and policy. */
export function setupPageProtocol(): void {
  protocol.handle(SCHEME, (request) => serve(request).catch(() => new Response('Not found', { status: 404 })));
}
