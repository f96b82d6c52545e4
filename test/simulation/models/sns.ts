import type { Service } from './fabric';
import { onlyParameters, ServiceError } from './service-error';
import type { History } from '../history/history';

/** Topics: what is published is a page that somebody reads. */
export class Sns {
  public readonly operations: Service = {
    Publish: (input, { region, caller: { about } }) => {
      onlyParameters('Publish', input, ['TopicArn', 'Subject', 'Message', 'MessageAttributes']);
      if (!this.topics.has(input.TopicArn)) {
        throw new ServiceError('NotFoundException', 'Topic does not exist', 404);
      }
      this.history.add({ kind: 'paged', region, topic: input.TopicArn, subject: input.Subject ?? '', about });
      return { MessageId: `message-${this.history.events.length}` };
    },
  };

  /** @param topics ARNs */
  constructor(private readonly topics: ReadonlySet<string>, private readonly history: History) {}
}
