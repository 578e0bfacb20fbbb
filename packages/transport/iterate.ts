/** One message as a stream. */
export async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** The only message of a stream; undefined when it is empty. Further messages are read and ignored. */
export async function first<T>(stream: AsyncIterable<T>): Promise<T | undefined> {
  let found: T | undefined;
  let any = false;
  for await (const value of stream) {
    if (!any) found = value;
    any = true;
  }
  return found;
}
