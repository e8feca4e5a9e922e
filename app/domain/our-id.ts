const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be one of our ids. One that cannot names nothing: the edge answers "not found". */
export function isOurId(text: string): boolean {
  return UUID.test(text);
}
