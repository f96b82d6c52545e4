import type { Sourced } from './sourced';

export const SNS = {
  'published': { says: 'a publish that is answered is stored in several zones before', source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html' },
  'unknown-topic': { says: 'an unknown topic is NotFound', source: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html' },
  'integration-error': { says: 'Step Functions reports it as SNS.NotFoundException', assumed: 'publish to a topic that does not exist' },
} satisfies { [id: string]: Sourced };

export type SnsBehaviour = keyof typeof SNS;
