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

/** The files of a folder and its folders whose names end so, with slashes, from the root of the project. */
export function filesIn(folder: string, ending: string): string[] {
  return fs.readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(ending)).map(file => path.posix.join(folder, file.split(path.sep).join('/')));
}

/** Loads one of the plain JavaScript programs of `.ci`. */
export function loadScript<T>(name: string): T {
  return createRequire(__filename)(projectFile('.ci', name)) as T;
}
