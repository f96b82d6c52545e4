import { createHash } from 'crypto';
import type { NameKind } from './name-kinds';

/** What makes one environment of one application in one account different from every other. */
export interface NameScope {
  readonly account: string;
  readonly applicationName: string;
  readonly environmentName: string;
}

const DIGEST_LENGTH = 8;

/**
 * The name of a resource that the other Region must be able to spell:
 * `<application>-<environment>-<component>-<region>-<digest>`, lower case, cut before the Region to the service's limit.
 *
 * The digest is taken of all parts as given, so that neither cutting nor a hyphen inside a part makes two names equal.
 *
 * @param region left out for a resource that exists once for both Regions
 */
export function physicalName(scope: NameScope, kind: NameKind, component: string, region?: string): string {
  const parts = [scope.account, scope.applicationName, scope.environmentName, kind.id, component, region ?? ''];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, DIGEST_LENGTH);
  const tail = region ? `-${region}-${digest}` : `-${digest}`;
  const head = hyphenated(`${scope.applicationName}-${scope.environmentName}-${component}`);
  return head.slice(0, kind.maxLength - tail.length).replace(/-$/, '') + tail;
}

/** Lower case, with one hyphen where the text has anything but letters and digits. */
function hyphenated(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
