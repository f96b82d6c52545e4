import { WATCHERS } from './watch-bad-inputs';
import { describeBadInputs } from '../support/bad-inputs';

describeBadInputs(WATCHERS);
