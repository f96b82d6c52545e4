/** What a client of the SDK has, as far as it matters here. */
interface Sender {
  readonly send: (command: object, options?: object) => Promise<unknown>;
}

/**
 * Has every call of some clients end within a time, all attempts together. Lambda brings an SDK of its own, which may not know a limit that it
 * is told: so a call that takes too long is aborted, and not waited for even by an SDK that goes on.
 *
 * @param clients by their names. What is no client of the SDK is left as it is
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/migrate-aborting-requests.html
 */
export function bounded<Clients extends object>(clients: Clients, milliseconds: number): Clients {
  const boundedOnes = Object.entries(clients).map(([name, client]) => [name, isSender(client) ? boundedClient(client, milliseconds) : client]);
  return Object.fromEntries(boundedOnes) as Clients;
}

function isSender(client: Partial<Sender>): client is Sender {
  return typeof client.send === 'function';
}

/** The client, but for how it is called. */
function boundedClient(client: Sender, milliseconds: number): Sender {
  const send: Sender['send'] = (command, options) => within(milliseconds, abortSignal => client.send(command, { ...options, abortSignal }));
  return Object.create(client, { send: { value: send } });
}

/** By a timer that keeps the function awake: that of `AbortSignal.timeout` lets it end while nothing else goes on. */
async function within<Answer>(milliseconds: number, call: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error(`no answer within ${milliseconds} milliseconds`), { name: 'TimeoutError' }));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([call(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
