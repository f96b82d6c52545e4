import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';

export const PROJECT_ROOT = path.resolve(__dirname, '..', '..');

export function projectFile(...segments: string[]): string {
  return path.join(PROJECT_ROOT, ...segments);
}

export function readProjectFile(...segments: string[]): string {
  return fs.readFileSync(projectFile(...segments), 'utf8');
}

/** Loads one of the plain JavaScript programs of `.ci`. */
export function loadScript<T>(name: string): T {
  return createRequire(__filename)(projectFile('.ci', name)) as T;
}
