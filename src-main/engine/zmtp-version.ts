/** The version that two sides speak with each other: the lower of what they offer (RFC 23, "Version negotiation"). */
export function lowerVersion(one: string, other: string): string {
  if (one === '' || other === '') return '';
  return Number(one) <= Number(other) ? one : other;
}
