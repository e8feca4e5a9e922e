/**
 * Waits for work in one transaction that was begun together, so that what one part prepares is ready when the statement of
 * another ends. A failure is thrown only after all of it has ended: no statement may come behind the end of the transaction.
 * @throws the first failure in time: those after it only say that the transaction has failed
 */
export async function together<Results extends unknown[]>(
  ...begun: { [Key in keyof Results]: Promise<Results[Key]> }
): Promise<Results> {
  const [first, ended] = [Promise.all(begun), Promise.allSettled(begun)];
  // Looked at below, when the others have ended too.
  first.catch(() => undefined);
  await ended;
  return first;
}
