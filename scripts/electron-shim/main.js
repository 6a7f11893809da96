// Stands in for Electron's own default app, for an Electron that was packed without it: opens the app folder or file
// that the command line names, as `electron .` does.
'use strict';
const { app } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/** What `electron [options] FOLDER` says. Options it does not know are Chromium's. */
function readCommandLine(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '-v' || arg === '--version') return { answer: `v${process.versions.electron}` };
    if (arg === '-a' || arg === '--abi') return { answer: process.versions.modules };
    if (arg === '-r' || arg === '--require') preloads.push(args[++i]);
    else if (arg.startsWith('--app=')) return { preloads, target: arg.slice('--app='.length) };
    else if (!arg.startsWith('-')) return { preloads, target: arg };
  }
  return { preloads };
}

/** Makes the app known under its own name and version, as Electron does before the app's code runs. */
function introduce(folder) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) return false;
  const { name, productName, version, desktopName } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  app.setName(productName || name || 'Electron');
  app.setDesktopName?.(desktopName || `${app.getName()}.desktop`);
  return true;
}

function load(target, preloads) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  Module._preloadModules(preloads.map((preload) => path.resolve(preload)));
  const main = Module._resolveFilename(target, null, true);
  app.setAppPath(introduce(target) ? target : path.dirname(main));
  Module._load(target, null, true);
}

const { answer, target, preloads } = readCommandLine(process.argv.slice(1));
if (answer) {
  console.log(answer);
  process.exit(0);
}
if (!target) {
  console.error('Usage: electron [options] <app folder or file>');
  process.exit(2);
}
load(path.resolve(target), preloads);
