/** Numbers are unique in a gateway; nine digits are more than there will be, and fit the column. */
export const numberOrId = (name: string): { number: number } | { id: string } =>
  /^\d{1,9}$/.test(name) ? { number: Number(name) } : { id: name };
