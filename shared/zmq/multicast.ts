/** True of a group's address: IPv4 from 224.0.0.0 to 239.255.255.255 (RFC 5771), IPv6 from ff00:: (RFC 4291). */
export function isGroupAddress(host: string): boolean {
  const first = Number(/^(\d{1,3})\./.exec(host)?.[1] ?? 0);
  return (first >= 224 && first <= 239) || /^\[ff/i.test(host);
}
