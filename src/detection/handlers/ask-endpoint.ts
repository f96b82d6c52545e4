import type { Answer } from './endpoint-probe';

/** Route 53's health checkers wait four seconds for the connection and two for the answer. */
const PATIENCE_IN_MILLISECONDS = 6000;
/** As far as Route 53 looks for a search string. */
const BYTES_READ = 5120;

/** Each time it looks the name up and connects anew, as a new client would: a kept connection would still lead to what the name no longer does. */
export async function askEndpoint(url: string): Promise<Answer> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { 'connection': 'close', 'user-agent': 'cdk-multi-region-dr endpoint prober' },
    signal: AbortSignal.timeout(PATIENCE_IN_MILLISECONDS),
  });
  return { status: response.status, body: await beginningOf(response) };
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= BYTES_READ) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, BYTES_READ).toString('utf8');
}
