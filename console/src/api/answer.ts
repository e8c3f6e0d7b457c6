/**
 * The one place where the server's word is taken for the type of its answer: console and server are built together, and the API's
 * tests hold every answer to its schema. In: a response that is a success. Out: its JSON, as the route describes it.
 */
export async function answerOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
