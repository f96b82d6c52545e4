/** For a stream's errors: a reader such as `head` that has seen enough closes the pipe, and nobody is left to write to. */
export function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    throw error;
  }
}
