import type { IConstruct } from 'constructs';
import type { FailoverDetectionOptions } from './detection-options';
import type { DeepCheck } from './probed-endpoint';
import { validatePath, validateSearchString } from '../dns/health-check-rules';
import { refuse } from '../topology/configuration-error';

/** The deep check, if there is one. */
export function deepCheck(scope: IConstruct, { deepPath: path, deepSearchString: searchString }: FailoverDetectionOptions): DeepCheck | undefined {
  if (path === undefined) {
    if (searchString !== undefined) {
      refuse(scope, {
        prop: 'deepSearchString',
        value: `"${searchString}"`,
        rule: 'it is looked for in the answer of "deepPath", which is missing',
        remedy: 'Give "deepPath", or leave "deepSearchString" out; what Route 53 looks for is "healthCheck.searchString" of FailoverDns',
      });
    }
    return undefined;
  }
  validatePath(scope, path, 'deepPath');
  validateSearchString(scope, searchString, 'deepSearchString');
  return { path, searchString };
}
